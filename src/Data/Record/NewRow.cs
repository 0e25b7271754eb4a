using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;

namespace HuTong.Data.Record;

/// <summary>The record of a row that a bulk writer makes: the same fields in the same words as if the row had been saved by itself. Encrypted fields are told by who seals them.</summary>
public static class NewRow
{
    // Where a row came from and when is told by its event.
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal) { "Id", "ChildId", "Version", "KnownFrom", "Source", "BatchId", "CreatedBy", "CreatedAt" };

    private static readonly ConcurrentDictionary<Type, (string Field, PropertyInfo Property)[]> Fields = [];

    public static IEnumerable<Change> Of(IChildFact row)
    {
        foreach (var (field, property) in Fields.GetOrAdd(row.GetType(), FieldsOf))
            if (Says(property.GetValue(row)) is { } said) yield return new Change(field, null, said, row.Id);
    }

    private static (string, PropertyInfo)[] FieldsOf(Type type) =>
    [
        .. type.GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(byte[]) && !Elsewhere.Contains(property.Name) && !property.IsDefined(typeof(NotRecordedAttribute), true))
            .Select(property => ($"{SnakeCase.Of(type.Name)}.{SnakeCase.Of(property.Name)}", property)),
    ];

    private static string? Says(object? value) => value switch
    {
        null or "" or false => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
