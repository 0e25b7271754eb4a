using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace HuTong.Data.Fence;

/// <summary>What query filters do not guard: writes by key (security.md 3.2). Old and new region must lie inside the scope; no change without its record.</summary>
internal static class WriteGuard
{
    public static void Check(ChangeTracker tracker, Scope scope, bool recording)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (!recording && entry.Entity is not IRecordedElsewhere)
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} must be saved with its event: SaveAsync.");
            if (entry.Entity is IFenced fenced and not ILogged) CheckRegion(entry, fenced, scope);
        }
    }

    private static void CheckRegion(EntityEntry entry, IFenced fenced, Scope scope)
    {
        var granted = fenced is IChildFact fact && scope.GrantedIds.Contains(fact.ChildId);
        var before = entry.State == EntityState.Added ? fenced.Region : (string)entry.Property(nameof(IFenced.Region)).OriginalValue!;
        if (!granted && (!scope.Covers(before) || !scope.Covers(fenced.Region)))
            throw new OutsideFenceException(entry.Metadata.ClrType.Name);
    }
}

/// <summary>A write outside the jurisdiction; shown to the user as not found.</summary>
public sealed class OutsideFenceException(string entity) : Exception($"A {entity} outside the scope was about to be written.");
