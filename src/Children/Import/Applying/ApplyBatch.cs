using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Asks for a checked ledger to be applied; the job does it.</summary>
public sealed class StartApply(HuTongDb db, ChinaClock clock, Scope scope, JobBell bell)
{
    /// <param name="version">Of the batch as the user saw it.</param>
    /// <returns>The job.</returns>
    public async Task<Outcome<Guid>> Run(Guid batchId, long version, CancellationToken cancel = default)
    {
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == batchId, cancel) is not { } batch) return ImportProblems.NotFound;
        if (batch.State != BatchStates.Checked) return ImportProblems.Settled;
        if (batch.JobId is { } asked && await db.Set<Job>().AnyAsync(one => one.Id == asked && one.Kind == ApplyBatch.JobKind && (one.State == JobStates.Ready || one.State == JobStates.Running), cancel)) return asked;   // pressed twice
        if (batch.Version != version) return new Problem("stale", "试运行的结果刚变过，请看过新的结果再写入。");
        if (await Ledgers.IsGone(db, batch, cancel)) return ImportProblems.LedgerGone;
        var job = ImportJobs.Of(ApplyBatch.JobKind, batch, scope, clock);
        db.Add(job);
        if (await db.SaveAsync("import-apply-asked", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel) is { } stale) return stale;
        bell.Ring();
        return job.Id;
    }
}

/// <summary>Gives an import up before it is applied; its file is deleted at once.</summary>
public sealed class CancelBatch(HuTongDb db, FileStore files)
{
    public async Task<Outcome<Guid>> Run(Guid batchId, CancellationToken cancel = default)
    {
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == batchId, cancel) is not { } batch) return ImportProblems.NotFound;
        if (batch.State is not (BatchStates.Uploaded or BatchStates.Mapped or BatchStates.Checked or BatchStates.Refused)) return ImportProblems.Settled;
        if (await Ledgers.RunningJob(db, batch, cancel) == ApplyBatch.JobKind) return new Problem("import-busy", "正在写入，取消不了。写完以后 30 天内可以撤回。");
        batch.State = BatchStates.Cancelled;
        await Ledgers.MarkGone(db, batch, cancel);
        if (await db.SaveAsync("import-cancelled", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel) is not null) return new Problem("stale", "这次导入刚变过，请看过现在的样子再取消。");
        files.Delete(batch.Id);
        return batch.Id;
    }
}

/// <summary>
/// Applies a checked ledger: reads the file again by the same code, stops when an outcome changed, and writes everything in one transaction
/// under the lock of the deployment. Killed at any point the batch is whole or absent; run again it begins anew.
/// </summary>
public sealed class ApplyBatch(
    HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, CheckLedger check, ImportOffice office, RegisterLookupQuery lookup,
    RememberedMaps maps, FileNumbers numbers, ISealedIntake intake, FileStore files, CheckBatch again, RegisterChanges changes) : IJobHandler
{
    public const string JobKind = "import-apply";
    private const int MostDifferences = 100;

    /// <summary>How a job says that it ended without writing.</summary>
    internal const string NotWritten = "没有写入";

    public string Kind => JobKind;

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        var id = ImportJobs.BatchOf(job);
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { State: BatchStates.Checked } batch) return;   // done before a crash, or given up
        if (!office.For(Ledgers.RegionOf(batch)).Has(out var importer))
        {
            await progress.Tell(0, 0, NotWritten + "：您的岗位现在不能往这里导入。");
            return;
        }

        office.PrepareKeys(Ledgers.RegionOf(batch));
        var differences = await Apply(batch, importer, progress, cancel);
        if (batch.State == BatchStates.Applied)
        {
            await progress.Tell(batch.Rows, batch.Rows, $"写完了，共 {batch.Rows} 行。");
            return;
        }

        if (db.Engine == Engine.Sqlite) await intake.Sweep([batch.Id], cancel);
        db.ChangeTracker.Clear();
        batch = await db.Set<ImportBatch>().SingleAsync(one => one.Id == id, cancel);
        await again.Check(batch, progress, differences, cancel);
    }

    private async Task<IReadOnlyList<LedgerNote>> Apply(ImportBatch batch, ImporterOffice importer, JobProgress progress, CancellationToken cancel)
    {
        await using var file = await files.Open(batch.Id, cancel);
        await using var known = lookup.Open(batch.Today);
        var ledger = new LedgerToCheck(file, Ledgers.RegionOf(batch), importer, batch.Today, known.Answer, await maps.Of(cancel));
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce(ImportLock.Name, cancel);
        var stored = await db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batch.Id).OrderBy(row => row.No).Select(row => new StoredOutcome(row.Id, row.No, row.Outcome, row.Codes, row.Effect)).ToListAsync(cancel);
        var comparison = new Comparison(stored);
        var writer = new RegisterWriter(db, transaction, numbers, intake, batch.Id);
        var maker = new RowMaker(batch, known, cipher, new RegisterRows(cipher, blind, clock, scope, places, batch), storesRows: false, await Repeats.Of(db, batch, cancel), no => no <= stored.Count ? stored[no - 1].Id : Guid.CreateVersion7());
        var done = 0;
        var outcome = await Overlap.Run(check, ledger, chunk =>
        {
            var set = maker.Make(chunk);
            comparison.Take(set.Made);
            return ValueTask.FromResult((Set: set, chunk.Count));
        }, async (made, stop) =>
        {
            if (comparison.Differences.Count == 0) await writer.Add(made.Set, stop);
            await progress.Tell(done += made.Count, Math.Max(stored.Count, done + 1), $"正在写入，第 {done} 行，共 {stored.Count} 行 …");
        }, null, cancel);
        if (!outcome.Ok) return [new LedgerNote("outcome-changed", "", outcome.Problems[0].Says)];
        comparison.End();
        if (comparison.Differences.Count > 0) return comparison.Differences;

        await writer.End(cancel);
        await progress.Tell(stored.Count, stored.Count, $"{stored.Count} 行都写了，正在收尾 …");
        await RowFate.Settle(db, batch.Id, cancel);
        await Overtaken.End(db, batch, clock.Now, cancel);
        Ledgers.Fill(batch, outcome.Value);
        (batch.State, batch.AppliedAt) = (BatchStates.Applied, clock.Now);
        db.Add(IdentityCheck.JobForBatch(batch.Id, clock));   // a form may have made one of the children meanwhile
        if (await db.SaveAsync("import-applied", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel) is not null) throw new InvalidOperationException("The batch was changed while it was applied.");
        await changes.OfBatch(transaction, batch.Id, batch.Today, isNew: true, cancel);
        await transaction.Commit(cancel);
        return [];
    }

    private sealed record StoredOutcome(Guid Id, int No, string Outcome, string Codes, string? Effect);

    /// <summary>Row by row: does the ledger still become what the user saw?</summary>
    private sealed class Comparison(List<StoredOutcome> stored)
    {
        private int no;

        public List<LedgerNote> Differences { get; } = [];

        public void Take(IReadOnlyList<ImportRow> made)
        {
            foreach (var row in made)
            {
                no++;
                if (no <= stored.Count && stored[no - 1] is var was && (was.Outcome, was.Codes, was.Effect) == (row.Outcome, row.Codes, row.Effect)) continue;
                Add(row.Sheet, $"第 {row.Number} 行");
            }
        }

        public void End()
        {
            if (no < stored.Count) Add("", "行数");
        }

        private void Add(string sheet, string says)
        {
            if (Differences.Count < MostDifferences) Differences.Add(new LedgerNote("outcome-changed", sheet, says));
        }
    }
}
