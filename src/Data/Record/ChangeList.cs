using System.Globalization;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HuTong.Data.Record;

/// <summary>Hides a property from the record: search keys, versions, hashes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotRecordedAttribute : Attribute;

/// <summary>Reads before → after of everything about to be saved; encrypted fields are opened, so that the record says what changed.</summary>
internal static class ChangeList
{
    public static List<Change> From(ChangeTracker tracker, FieldCipher cipher)
    {
        var changes = new List<Change>();
        foreach (var entry in tracker.Entries())
            if (entry.Entity is not IRecordedElsewhere && entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                Read(entry, cipher, changes);
        return changes;
    }

    private static void Read(EntityEntry entry, FieldCipher cipher, List<Change> changes)
    {
        if (entry.Entity is IRecordedElsewhere) return;
        var id = entry.Metadata.FindProperty("Id") is { } key && key.ClrType == typeof(Guid) ? (Guid?)entry.Property("Id").CurrentValue : null;
        var child = (entry.Entity as IChildFact)?.ChildId;
        var table = SnakeCase.Of(entry.Metadata.ClrType.Name);
        foreach (var property in entry.Properties)
        {
            var name = property.Metadata.Name;
            if (name is "Id" or "ChildId" or "Version" || property.Metadata.PropertyInfo?.IsDefined(typeof(NotRecordedAttribute), true) == true) continue;
            if (entry.State == EntityState.Modified && !property.IsModified) continue;
            var before = entry.State == EntityState.Added ? null : Say(property.OriginalValue, table, name, id, cipher);
            var after = entry.State == EntityState.Deleted ? null : Say(property.CurrentValue, table, name, id, cipher);
            if (before != after) changes.Add(new Change($"{table}.{SnakeCase.Of(name)}", before, after, id, child));
        }
    }

    private static string? Say(object? value, string table, string property, Guid? id, FieldCipher cipher) => value switch
    {
        null or "" => null,
        byte[] blob when property.EndsWith("Enc", StringComparison.Ordinal) => cipher.Open(new FieldPlace(table, SnakeCase.Of(property), id ?? Guid.Empty), blob),
        byte[] => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
