using System.Security.Cryptography;
using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A ledger to be read into the register at once.</summary>
/// <param name="File">Seekable; stays open.</param>
/// <param name="Region">4, 6, 9 or 12 digits: default place and boundary.</param>
/// <param name="Today">The day on which ages, terms and duties are counted; post and jurisdiction are judged on the real day.</param>
/// <param name="DryRun">Everything but storing.</param>
public sealed record LedgerRequest(Stream File, string FileName, string Region, DateOnly Today, bool DryRun = false);

/// <summary>Reads, checks and applies a ledger in one read and one transaction: it is on the register whole, or not at all.</summary>
public sealed class ImportRegister(
    HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, CheckLedger check, ImportOffice office, RegisterLookupQuery lookup,
    RememberedMaps maps, FileNumbers numbers, ISealedIntake intake, FileStore files, RegisterChanges changes)
{
    /// <param name="take">Is shown every checked row in order, e.g. to print it.</param>
    public async Task<Outcome<LedgerSummary>> Run(
        LedgerRequest order, Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask>? take = null, IProgress<LedgerProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!office.For(order.Region).Has(out var importer)) return Outcome<LedgerSummary>.Refused(office.For(order.Region).Problems);
        await using var known = lookup.Open(order.Today);
        var ledger = new LedgerToCheck(order.File, order.Region, importer, order.Today, known.Answer, await maps.Of(cancel));
        if (order.DryRun) return await check.Run(ledger, take ?? ((_, _) => ValueTask.CompletedTask), progress, cancel);

        office.PrepareKeys(order.Region);
        var batch = await Batch(order, cancel);
        var outcome = await Apply(batch, ledger, known, take, progress, order, cancel);
        if (db.Engine == Engine.Sqlite && batch.State != BatchStates.Applied) await intake.Sweep([batch.Id], cancel);   // its own file knows no rollback
        return outcome;
    }

    private async Task<Outcome<LedgerSummary>> Apply(
        ImportBatch batch, LedgerToCheck ledger, OpenRegister known, Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask>? take, IProgress<LedgerProgress>? progress, LedgerRequest order, CancellationToken cancel)
    {
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce(ImportLock.Name, cancel);
        var repeats = await Repeats.Of(db, batch, cancel);
        var writer = new RegisterWriter(db, transaction, numbers, intake, batch.Id);
        var maker = new RowMaker(batch, known, cipher, new RegisterRows(cipher, blind, clock, scope, places, batch), storesRows: true, repeats, _ => Guid.CreateVersion7());
        var outcome = await Overlap.Run(check, ledger, async chunk =>
        {
            if (take is not null) await take(chunk, cancel);
            return maker.Make(chunk);
        }, writer.Add, progress, cancel);
        if (!outcome.Ok) return outcome;
        await writer.End(cancel);
        if (repeats.Any && maker.News == 0) return outcome;   // the same file again changes nothing

        await Overtaken.End(db, batch, clock.Now, cancel);
        order.File.Position = 0;
        var stored = await files.Write(batch.Id, batch.Region, order.File, cancel);
        db.Add(Ledgers.Attachment(batch, Ledgers.NameToKeep(order.FileName), stored, cipher, clock));
        Ledgers.Fill(batch, outcome.Value);
        (batch.State, batch.AppliedAt, batch.Size) = (BatchStates.Applied, clock.Now, stored.Size);
        db.Add(batch);
        db.Add(IdentityCheck.JobForBatch(batch.Id, clock));   // a form may have made one of the children meanwhile
        await db.SaveAsync("import-applied", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel);
        await changes.OfBatch(transaction, batch.Id, batch.Today, isNew: true, cancel);
        await transaction.Commit(cancel);
        return outcome;
    }

    private async Task<ImportBatch> Batch(LedgerRequest order, CancellationToken cancel)
    {
        order.File.Position = 0;
        var hash = cipher.Hash(await SHA256.HashDataAsync(order.File, cancel));
        var batch = Ledgers.Batch(scope, office.FenceOf(order.Region), order.Region, order.Today, clock.Now);
        batch.FileHash = hash;
        batch.FileNameEnc = cipher.Seal(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.Region, Ledgers.NameToKeep(order.FileName));
        return batch;
    }
}

/// <summary>One apply at a time in the whole deployment (tables.md 8).</summary>
internal static class ImportLock
{
    public const string Name = "import";
}
