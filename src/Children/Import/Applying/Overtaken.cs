using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>
/// The same file loaded again with corrected columns: a row that still waits in an earlier loading is decided in the new one, not twice.
/// Once the new loading is taken back, it waits again.
/// </summary>
internal static class Overtaken
{
    private const int AtOnce = 500;

    /// <summary>Ends waiting rows of earlier loadings that stand in this batch as rows of their own; their open changes go with them. In the transaction of the apply.</summary>
    public static async Task End(HuTongDb db, ImportBatch batch, DateTime now, CancellationToken cancel)
    {
        var earlier = await Ledgers.StandingLoadings(db, batch).Select(other => other.Id).ToListAsync(cancel);
        if (earlier.Count == 0) return;
        var waiting = await db.Set<ImportRow>().AsNoTracking().Where(row => earlier.Contains(row.BatchId) && row.State == "waiting").Select(row => new { row.Id, row.Sheet, row.Number }).ToListAsync(cancel);
        if (waiting.Count == 0) return;
        var own = await Own(db, batch.Id, cancel);
        foreach (var some in waiting.Where(row => own.Contains((row.Sheet, row.Number))).Select(row => row.Id).Chunk(AtOnce))
        {
            await db.Set<ChangeProposal>().Where(one => some.Contains(one.RowId) && one.State == "open").ExecuteUpdateAsync(one => one.SetProperty(change => change.State, "overtaken").SetProperty(change => change.DecidedAt, now), cancel);
            await db.Set<ImportRow>().Where(row => some.Contains(row.Id) && row.State == "waiting")
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "dismissed").SetProperty(one => one.Effect, RowFate.Overtaken).SetProperty(one => one.DecidedAt, now), cancel);
        }

        foreach (var id in earlier) await Ledgers.Close(db, id, cancel);
    }

    /// <summary>The batch is taken back: what it overtook waits again, and is matched with the register anew.</summary>
    public static async Task Revive(HuTongDb db, ImportBatch batch, CancellationToken cancel)
    {
        var earlier = await Ledgers.StandingLoadings(db, batch).Select(other => other.Id).ToListAsync(cancel);
        if (earlier.Count == 0) return;
        var gone = await db.Set<ImportRow>().AsNoTracking().Where(row => earlier.Contains(row.BatchId) && row.Effect == RowFate.Overtaken).Select(row => new { row.Id, row.BatchId, row.Sheet, row.Number, row.Outcome }).ToListAsync(cancel);
        if (gone.Count == 0) return;
        var own = await Own(db, batch.Id, cancel);
        var back = gone.Where(row => own.Contains((row.Sheet, row.Number))).ToList();
        foreach (var some in back.Chunk(AtOnce))
        {
            var (ids, asked) = (some.Select(row => row.Id).ToArray(), some.Where(row => row.Outcome == RowOutcome.NeedsPerson.Key()).Select(row => row.Id).ToArray());
            await db.Set<ImportRow>().Where(row => asked.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(one => one.ChildId, (Guid?)null), cancel);   // a further payment still waits for its row
            await db.Set<ImportRow>().Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "waiting").SetProperty(one => one.Effect, (string?)null).SetProperty(one => one.DecidedAt, (DateTime?)null), cancel);
        }

        var open = back.Select(row => row.BatchId).Distinct().ToArray();
        await db.Set<ImportBatch>().Where(one => open.Contains(one.Id) && one.State == BatchStates.Closed).ExecuteUpdateAsync(one => one.SetProperty(other => other.State, BatchStates.Applied).SetProperty(other => other.Version, other => other.Version + 1), cancel);
    }

    private static async Task<HashSet<(string, int)>> Own(HuTongDb db, Guid batchId, CancellationToken cancel)
    {
        HashSet<(string, int)> own = [];
        var rows = db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId && row.Outcome != "rejected" && row.Effect != RowFate.Repeat).Select(row => new { row.Sheet, row.Number });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel)) own.Add((row.Sheet, row.Number));
        return own;
    }
}
