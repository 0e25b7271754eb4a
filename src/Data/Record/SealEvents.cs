using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Record;

/// <summary>Takes unsealed events, oldest first, into the chain: at most 1,000 in a link. The one sealer of the deployment.</summary>
public sealed class SealEvents(HuTongDb db, KeyRing keys, ChinaClock clock)
{
    public const int BatchSize = 1000;

    /// <returns>How many events were sealed; 0 when none waits.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("seal", cancel);
        var events = await db.Set<Event>().IgnoreQueryFilters().AsNoTracking().Where(one => one.SealNo == null).OrderBy(one => one.Id).Take(BatchSize).ToListAsync(cancel);
        if (events.Count == 0) return 0;
        var last = await db.Set<EventSeal>().AsNoTracking().OrderByDescending(one => one.No).FirstOrDefaultAsync(cancel);
        var chain = new EventChain(keys);
        var link = new EventSeal
        {
            No = (last?.No ?? 0) + 1, Count = events.Count, FirstAt = events.Min(one => one.At), LastAt = events.Max(one => one.At),
            BatchHash = EventChain.BatchHash(events), PrevMac = last?.Mac ?? [],
        };
        link.Mac = chain.Mac(link.No, link.Count, link.BatchHash, link.PrevMac);
        db.Add(link);
        await db.SaveChangesAsync(cancel);
        var ids = events.Select(one => one.Id).ToList();
        await db.Set<Event>().IgnoreQueryFilters().Where(one => ids.Contains(one.Id) && one.SealNo == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.SealNo, link.No), cancel);
        await write.Commit(cancel);
        db.ChangeTracker.Clear();
        return events.Count;
    }

    /// <summary>Writes today's checkpoint and, where a folder is given, a signed copy outside the database.</summary>
    public async Task Checkpoint(string? folder, CancellationToken cancel = default)
    {
        var last = await db.Set<EventSeal>().AsNoTracking().OrderByDescending(one => one.No).FirstOrDefaultAsync(cancel);
        if (last is null || await db.Set<Checkpoint>().AnyAsync(one => one.Day == clock.Today, cancel)) return;
        var point = new Checkpoint { Day = clock.Today, LastNo = last.No, Mac = last.Mac, Signature = new EventChain(keys).Sign(clock.Today, last.No, last.Mac) };
        db.Add(point);
        await db.SaveChangesAsync(cancel);
        if (string.IsNullOrEmpty(folder)) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"checkpoint-{point.Day:yyyyMMdd}.json"), CheckpointFile.Write(point), cancel);
    }
}
