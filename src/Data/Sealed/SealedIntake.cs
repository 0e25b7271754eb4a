using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Sealed;

/// <summary>A sealed fact to be written: kind is a sealed code of codes.md 5 (hiv-affected, abused, juvenile-case).</summary>
public sealed record SealedEntry(Guid ChildId, string Region, string Kind);

/// <summary>The only door into the sealed store (architecture.md 1).</summary>
public interface ISealedIntake
{
    /// <summary>Writes the facts under their batch's id, idempotent by child and kind. On SQLite before the batch is applied; they count only once it is.</summary>
    Task Put(Guid? batchId, IReadOnlyList<SealedEntry> entries, CancellationToken cancel = default);

    /// <summary>Removes facts of batches that were not applied, or undone.</summary>
    Task Sweep(IReadOnlyCollection<Guid> batchIds, CancellationToken cancel = default);

    /// <summary>Removes a batch's facts of the files that were taken back when it was undone, and of no other.</summary>
    Task SweepOf(Guid batchId, IReadOnlyCollection<Guid> goneChildren, CancellationToken cancel = default);

    /// <summary>All batches that still have facts here; the sweep at start asks which of them were applied.</summary>
    Task<List<Guid>> Batches(CancellationToken cancel = default);
}

/// <summary>Writes sealed facts; on PostgreSQL through `sealed.put`, the only thing the request's log-in may call.</summary>
public sealed class SealedIntake(HuTongDb db, SealedDb store, FieldCipher cipher, BlindIndex blind, Scope scope, ChinaClock clock) : ISealedIntake
{
    private const int AtOnce = 1000;

    public async Task Put(Guid? batchId, IReadOnlyList<SealedEntry> entries, CancellationToken cancel = default)
    {
        foreach (var entry in entries)
        {
            var fact = new SealedFact { Id = Guid.CreateVersion7(), ChildId = entry.ChildId, Region = entry.Region, BatchId = batchId, By = scope.UserId, At = clock.Now, KindTag = blind.Of("sealed", entry.Kind) };
            fact.Ciphertext = cipher.Seal(FieldPlace.Of<SealedFact>(nameof(SealedFact.Ciphertext), fact.Id), entry.Region, entry.Kind, KeyPurposes.Sealed)!;
            if (db.Engine == Engine.Postgres)
                await db.Database.ExecuteSqlAsync($"SELECT sealed.put({fact.Id}, {fact.ChildId}, {fact.Region}, {fact.KindTag}, {fact.Ciphertext}, {fact.BatchId}, {fact.By}, {fact.At})", cancel);
            else if (!await store.Set<SealedFact>().AnyAsync(one => one.ChildId == fact.ChildId && one.KindTag == fact.KindTag, cancel)) store.Add(fact);
        }
        if (db.Engine == Engine.Sqlite) await store.SaveChangesAsync(cancel);
    }

    public async Task Sweep(IReadOnlyCollection<Guid> batchIds, CancellationToken cancel = default)
    {
        if (batchIds.Count == 0) return;
        if (db.Engine == Engine.Postgres) await db.Database.ExecuteSqlAsync($"SELECT sealed.sweep({batchIds.ToArray()})", cancel);
        else await store.Set<SealedFact>().Where(one => one.BatchId != null && batchIds.Contains(one.BatchId.Value)).ExecuteDeleteAsync(cancel);
    }

    public async Task SweepOf(Guid batchId, IReadOnlyCollection<Guid> goneChildren, CancellationToken cancel = default)
    {
        if (db.Engine == Engine.Postgres)
        {
            await db.Database.ExecuteSqlAsync($"SELECT sealed.sweep_of({batchId}, {goneChildren.ToArray()})", cancel);
            return;
        }

        foreach (var some in goneChildren.Chunk(AtOnce)) await store.Set<SealedFact>().Where(one => one.BatchId == batchId && some.Contains(one.ChildId)).ExecuteDeleteAsync(cancel);
    }

    public async Task<List<Guid>> Batches(CancellationToken cancel = default) => db.Engine == Engine.Postgres
        ? await db.Database.SqlQuery<Guid>($"SELECT sealed.batches() AS \"Value\"").ToListAsync(cancel)
        : await store.Set<SealedFact>().Where(one => one.BatchId != null).Select(one => one.BatchId!.Value).Distinct().ToListAsync(cancel);
}
