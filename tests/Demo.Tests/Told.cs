using System.Collections;
using System.Globalization;
using System.Reflection;
using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Testing;
using HuTong.Visits;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Demo.Tests;

/// <summary>Every row of the demo city in words, decrypted: what must be the same from the same seed and day (demo.md 8). Random by nature, so left out: password hashes, keyed indexes, ciphers.</summary>
internal static class Told
{
    private static readonly Type[] Tables =
    [
        typeof(Child), typeof(RegisterLine), typeof(CategoryTerm), typeof(ParentCircumstance), typeof(ResidenceTerm), typeof(Schooling), typeof(Health), typeof(Disability), typeof(RiskLevel), typeof(RelatedPerson),
        typeof(Phone), typeof(DuplicateHit), typeof(Visit), typeof(VisitDuty), typeof(FollowUp), typeof(CoverageMonth), typeof(Worker), typeof(Post), typeof(Jurisdiction), typeof(Event),
    ];

    /// <param name="region">Only rows of places that begin so, of tables that have one; null: everything.</param>
    /// <param name="of">Only these tables; null: all.</param>
    public static async Task<List<string>> All(World world, string? region = null, IReadOnlyCollection<Type>? of = null)
    {
        await using var desk = world.AsSystem();
        var cipher = desk.Get<FieldCipher>();
        List<string> told = [];
        foreach (var table in Tables.Where(table => of is null || of.Contains(table)))
        {
            var rows = (IEnumerable)typeof(Told).GetMethod(nameof(Rows), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(table).Invoke(null, [desk.Db])!;
            foreach (var row in rows)
                if (region is null || Of(row, "Region").StartsWith(region, StringComparison.Ordinal)) told.Add(Say(row, cipher));
        }
        told.Sort(StringComparer.Ordinal);
        return told;
    }

    public static readonly IReadOnlyCollection<Type> OfChildren = [typeof(Child), typeof(RegisterLine), typeof(CategoryTerm), typeof(ParentCircumstance), typeof(ResidenceTerm), typeof(Schooling), typeof(RiskLevel), typeof(RelatedPerson), typeof(Phone)];

    private static IEnumerable<T> Rows<T>(HuTongDb db) where T : class => db.Set<T>().AsNoTracking().ToList();

    private static string Of(object row, string property) => (string)row.GetType().GetProperty(property)!.GetValue(row)!;

    private static string Say(object row, FieldCipher cipher)
    {
        var type = row.GetType();
        var id = (Guid?)type.GetProperty("Id")?.GetValue(row) ?? Guid.Empty;
        if (row is Event one) return $"event {one.Id} {one.At:O} {one.Action} {one.SubjectId} {string.Join('|', one.Text(cipher).Changes.Select(change => $"{change.Field}:{change.Before}>{change.After}"))} {one.Text(cipher).Who}";
        var said = type.GetProperties().Where(property => property.CanWrite && !property.Name.EndsWith("Blind", StringComparison.Ordinal) && property.Name != "SealNo")
            .Select(property => $"{property.Name}={Word(property.GetValue(row), new FieldPlace(SnakeCase.Of(type.Name), SnakeCase.Of(property.Name), id), cipher)}");
        return $"{type.Name} {string.Join(' ', said)}";
    }

    private static string Word(object? value, FieldPlace place, FieldCipher cipher) => value switch
    {
        byte[] sealed_ => cipher.Open(place, sealed_) ?? "",
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
