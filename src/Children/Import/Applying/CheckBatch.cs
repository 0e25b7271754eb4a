using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>The dry run of an uploaded ledger: every row with its outcome is stored, the register is not touched. Run again it replaces what it stored.</summary>
public sealed class CheckBatch(HuTongDb db, FieldCipher cipher, CheckLedger check, ImportOffice office, RegisterLookupQuery lookup, RememberedMaps maps, FileStore files) : IJobHandler
{
    public const string JobKind = "import-check";
    private const int WrittenAtOnce = 4000;

    public string Kind => JobKind;

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        var id = ImportJobs.BatchOf(job);
        var batch = await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == id, cancel);
        if (batch is { State: BatchStates.Uploaded or BatchStates.Mapped or BatchStates.Checked }) await Check(batch, progress, [], cancel);
    }

    /// <param name="notes">Told with those of the check, e.g. why an apply stopped.</param>
    internal async Task Check(ImportBatch batch, JobProgress progress, IReadOnlyList<LedgerNote> notes, CancellationToken cancel)
    {
        await Drop(batch, cancel);
        var outcome = office.For(Ledgers.RegionOf(batch)) is { Ok: true } importer
            ? await Read(batch, importer.Value, progress, cancel)
            : Outcome<LedgerSummary>.Refused(office.For(Ledgers.RegionOf(batch)).Problems);
        if (outcome.Ok)
        {
            Ledgers.Fill(batch, outcome.Value, notes);
            (batch.State, batch.RefusedCode, batch.RefusedSays) = (BatchStates.Checked, null, null);
        }
        else
        {
            await Drop(batch, cancel);
            (batch.State, batch.RefusedCode, batch.RefusedSays) = (BatchStates.Refused, outcome.Problems[0].Code, outcome.Problems[0].Says);
            await Ledgers.MarkGone(db, batch, cancel);
        }

        if (await db.SaveAsync(outcome.Ok ? "import-checked" : "import-refused", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel) is not null)
        {
            await Drop(batch, cancel);   // given up meanwhile
            return;
        }

        if (!outcome.Ok) files.Delete(batch.Id);   // a refused file stores nothing
        await progress.Tell(batch.Rows, batch.Rows, outcome.Ok ? $"核对完了，共 {batch.Rows} 行。" : outcome.Problems[0].Says);
    }

    private async Task<Outcome<LedgerSummary>> Read(ImportBatch batch, ImporterOffice importer, JobProgress progress, CancellationToken cancel)
    {
        await using var file = await files.Open(batch.Id, cancel);
        await using var known = lookup.Open(batch.Today);
        var ledger = new LedgerToCheck(file, Ledgers.RegionOf(batch), importer, batch.Today, known.Answer, await maps.Of(cancel));
        var maker = new RowMaker(batch, known, cipher, register: null, storesRows: true, await Repeats.Of(db, batch, cancel), _ => Guid.CreateVersion7());
        var writer = new BulkWriter<ImportRow>(db);
        var waiting = new List<ImportRow>();
        var done = 0;
        var outcome = await Overlap.Run(check, ledger, chunk => ValueTask.FromResult(maker.Make(chunk)), async (set, stop) =>
        {
            waiting.AddRange(set.Rows);
            done += set.Rows.Count;
            if (waiting.Count >= WrittenAtOnce) await Write(writer, waiting, stop);
            await progress.Tell(done, int.MaxValue, $"正在核对，已看过 {done} 行 …");
        }, null, cancel);
        if (outcome.Ok && waiting.Count > 0) await Write(writer, waiting, cancel);
        return outcome;
    }

    // Each piece in a transaction of its own: nobody reads the rows before the batch is checked.
    private async Task Write(BulkWriter<ImportRow> writer, List<ImportRow> rows, CancellationToken cancel)
    {
        await using var write = await WriteTransaction.Begin(db, cancel);
        await writer.Write(rows, cancel);
        await write.Commit(cancel);
        rows.Clear();
    }

    private async Task Drop(ImportBatch batch, CancellationToken cancel)
    {
        await using var write = await WriteTransaction.Begin(db, cancel);
        await db.Set<ImportRow>().Where(row => row.BatchId == batch.Id).ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
    }
}
