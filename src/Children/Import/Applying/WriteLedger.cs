using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>Writes checked rows into the register under one batch, in one transaction: Begin, Write chunk by chunk, End or Abandon.</summary>
public sealed class WriteLedger(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, BlindIndex blind, FileNumbers numbers, ISealedIntake sealedFacts, RegionTree places) : IAsyncDisposable
{
    private readonly Dictionary<string, Guid> _made = new(StringComparer.Ordinal);
    private WriteTransaction? _write;
    private ImportBatch _batch = null!;
    private FileFromRow _files = null!;
    private int _no;

    public async Task Begin(LedgerRequest request, byte[] hash, CancellationToken cancel)
    {
        _write = await WriteTransaction.Begin(db, cancel);
        await _write.LockOnce("import", cancel);
        var (id, own) = (Guid.CreateVersion7(), places.OwnCode(request.Region));   // rows without a village carry the unit's own node (codes.md 1.3)
        _batch = new ImportBatch
        {
            Id = id, Region = own, OfficeRegion = scope.OfficeRegion, OfficeRole = scope.Role, UploadedBy = scope.UserId, PostId = scope.PostId, UploadedAt = clock.Now,
            FileNameEnc = cipher.Seal(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), id), own, request.FileName), FileHash = cipher.Hash(hash), Size = request.File.Length,
            State = BatchStates.Applied, Today = request.Today, AppliedAt = clock.Now,
        };
        _files = new FileFromRow(cipher, blind, new BatchTerms(id, own, State(), request.Today, clock.Now, scope.UserId, scope.PostId, scope.WorkerName, scope.PostTitle));
    }

    public async Task Write(IReadOnlyList<CheckedRow> checkedRows, CancellationToken cancel)
    {
        var isNew = checkedRows.Where(IsNewFile).ToList();
        var free = new Queue<string>(State() == "registered" ? await Numbers(isNew, cancel) : []);
        var rows = new FileRows();
        foreach (var row in checkedRows) Add(rows, row, free);
        await Store(rows, cancel);
    }

    /// <returns>Null when committed.</returns>
    public async Task<Problem?> End(LedgerSummary summary, CancellationToken cancel)
    {
        (_batch.Rows, _batch.Accepted, _batch.Fixed, _batch.NeedsPerson, _batch.Rejected) = (summary.Rows, summary.Accepted, summary.Fixed, summary.NeedsPerson, summary.Rejected);
        db.Add(_batch);
        if (await db.SaveAsync("ledger-imported", new Subject("import_batch", _batch.Id, null, _batch.Region), cancel: cancel) is { } problem) return problem;
        await _write!.Commit(cancel);
        await DisposeAsync();
        return null;
    }

    public async Task Abandon() => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_write is not null) await _write.DisposeAsync();
        _write = null;
    }

    private string State() => scope.Role == "county-officer" ? "registered" : "to-verify";

    private static bool IsNewFile(CheckedRow row) => row.Outcome is RowOutcome.Accepted or RowOutcome.Fixed && row.Register is null && !row.Has("payment-line");

    private async Task<IEnumerable<string>> Numbers(List<CheckedRow> isNew, CancellationToken cancel)
    {
        var taken = new List<string>(isNew.Count);
        foreach (var county in isNew.GroupBy(row => row.RegionCode![..6])) taken.AddRange(await numbers.Take(_write!, county.Key, county.Count(), cancel));
        await db.SaveChangesAsync(cancel);
        return taken;
    }

    private void Add(FileRows rows, CheckedRow row, Queue<string> free)
    {
        var stored = new ImportRow
        {
            Id = Guid.CreateVersion7(), BatchId = _batch.Id, Region = row.RegionCode is { } village && scope.Covers(village) ? village : _batch.Region, No = ++_no, Sheet = row.Sheet, Number = row.Number,
            Outcome = row.Outcome.Key(), Codes = string.Join(',', row.Reasons.Select(reason => reason.Code)),
            State = row.Outcome switch { RowOutcome.NeedsPerson => "waiting", RowOutcome.Rejected => "read", _ => "applied" },
        };
        if (IsNewFile(row))
        {
            (stored.ChildId, stored.Effect) = (stored.Id, "created");
            _files.Add(rows, row, stored.Id, free.TryDequeue(out var number) ? number : null);
            if (row.IdNumber is { } id) _made.TryAdd(id, stored.Id);
        }
        else if (row.Has("payment-line") && row.IdNumber is { } paid && _made.TryGetValue(paid, out var childId) && row.RegionCode is { } region)
        {
            (stored.ChildId, stored.Effect) = (childId, "unchanged");
            rows.Facts.Add(_files.Fact(row, childId, region));
        }
        else if (row.Register is { } verdict && verdict.Code is not ("known-elsewhere" or "county-settles")) (stored.ChildId, stored.Effect) = (verdict.ChildId, verdict.Code == "unchanged" ? "unchanged" : null);
        if (row.Register is { Code: "changes-proposed" } changes) Propose(rows, row, changes, stored);
        // Kept until decided; a row that is in the register, or was refused, keeps what its report shows.
        var place = FieldPlace.Of<ImportRow>(nameof(ImportRow.RowEnc), stored.Id);
        if (row.Outcome is RowOutcome.NeedsPerson or RowOutcome.Rejected) stored.RowEnc = cipher.Seal(place, stored.Region, StoredRow.Of(row).Bytes());
        rows.Rows.Add(stored);
    }

    private void Propose(FileRows rows, CheckedRow row, RegisterVerdict verdict, ImportRow stored)
    {
        foreach (var change in verdict.Changes.Where(change => change.New != "sealed"))
        {
            var id = Guid.CreateVersion7();
            rows.Proposals.Add(new ChangeProposal
            {
                Id = id, ChildId = verdict.ChildId, Region = stored.Region, BatchId = _batch.Id, RowId = stored.Id, Field = change.Field,
                OldEnc = cipher.Seal(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.OldEnc), id), stored.Region, change.Old),
                NewEnc = cipher.Seal(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.NewEnc), id), stored.Region, change.New),
            });
        }
        foreach (var kind in row.SealedKinds) rows.Sealed.Add(new SealedEntry(verdict.ChildId, stored.Region, kind));
    }

    private async Task Store(FileRows rows, CancellationToken cancel)
    {
        await Bulk(rows.Children, cancel);
        await Bulk(rows.Lines, cancel);
        await Bulk(rows.Categories, cancel);
        await Bulk(rows.Residences, cancel);
        await Bulk(rows.Schoolings, cancel);
        await Bulk(rows.Healths, cancel);
        await Bulk(rows.Disabilities, cancel);
        await Bulk(rows.People, cancel);
        await Bulk(rows.Phones, cancel);
        await Bulk(rows.Accounts, cancel);
        await Bulk(rows.Circumstances, cancel);
        await Bulk(rows.Facts, cancel);
        await Bulk(rows.Identities, cancel);
        await Bulk(rows.Rows, cancel);
        await Bulk(rows.Proposals, cancel);
        await Bulk(rows.Events, cancel);
        if (rows.Sealed.Count > 0) await sealedFacts.Put(_batch.Id, rows.Sealed, cancel);
    }

    private async Task Bulk<T>(List<T> rows, CancellationToken cancel) where T : class
    {
        if (rows.Count > 0) await new BulkWriter<T>(db).Write(rows, cancel);
    }
}
