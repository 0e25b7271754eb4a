using HuTong.Data;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A batch in the list of imports.</summary>
public sealed record ImportLine(Guid Id, string FileName, string Region, DateTime At, string State, int Rows, int Accepted, int Fixed, int NeedsPerson, int Rejected);

/// <summary>A row a person must look at, with its reasons in words.</summary>
public sealed record ImportRowLine(Guid Id, Guid BatchId, int No, string Sheet, int Number, string Name, string Outcome, string State, IReadOnlyList<string> Says);

/// <summary>A page of rows; more tells the last number shown.</summary>
public sealed record ImportRowPage(IReadOnlyList<ImportRowLine> Rows, int? NextAfter);

/// <summary>What the pages of imports show; batches and rows inside the jurisdiction only.</summary>
public sealed class ImportRowsQuery(HuTongDb db, FieldCipher cipher)
{
    public const int PageSize = 20;

    public async Task<IReadOnlyList<ImportLine>> Batches(CancellationToken cancel = default)
    {
        var batches = await db.Set<ImportBatch>().AsNoTracking().OrderByDescending(batch => batch.UploadedAt).Take(50).ToListAsync(cancel);
        return [.. batches.Select(Line)];
    }

    public async Task<ImportLine?> Batch(Guid id, CancellationToken cancel = default) =>
        await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == id, cancel) is { } batch ? Line(batch) : null;

    /// <summary>The rows of a batch that were not taken as they are, in the order of the file. Index ix_import_row_batch_id_outcome_no.</summary>
    public async Task<ImportRowPage> Rows(Guid batchId, string outcome, int after, CancellationToken cancel = default)
    {
        var rows = await db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId && row.Outcome == outcome && row.No > after).OrderBy(row => row.No).Take(PageSize + 1).ToListAsync(cancel);
        return new ImportRowPage([.. rows.Take(PageSize).Select(Line)], rows.Count > PageSize ? rows[PageSize - 1].No : null);
    }

    /// <summary>All rows that wait for a person, newest file first.</summary>
    public async Task<IReadOnlyList<ImportRowLine>> Waiting(CancellationToken cancel = default)
    {
        var rows = await db.Set<ImportRow>().AsNoTracking().Where(row => row.State == "waiting").OrderByDescending(row => row.BatchId).ThenBy(row => row.No).Take(100).ToListAsync(cancel);
        return [.. rows.Select(Line)];
    }

    private ImportLine Line(ImportBatch batch) => new(
        batch.Id, cipher.Open(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.FileNameEnc) ?? "", batch.Region, batch.UploadedAt, batch.State, batch.Rows, batch.Accepted, batch.Fixed, batch.NeedsPerson, batch.Rejected);

    private ImportRowLine Line(ImportRow row)
    {
        if (row.RowEnc is null) return new ImportRowLine(row.Id, row.BatchId, row.No, row.Sheet, row.Number, "—", row.Outcome, row.State, []);
        var stored = StoredRow.Open(row, cipher);
        return new ImportRowLine(row.Id, row.BatchId, row.No, row.Sheet, row.Number, stored.Name is { Length: > 0 } name ? name : "—", row.Outcome, row.State, [.. stored.Reasons.Select(reason => reason.Says)]);
    }
}
