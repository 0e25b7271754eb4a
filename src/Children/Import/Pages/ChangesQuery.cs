using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>One change that a ledger proposes, masked.</summary>
public sealed record ChangeView(Guid Id, Guid ChildId, string Name, int Row, Guid RowId, string Field, string Old, string New);

/// <summary>A column with open proposals.</summary>
public sealed record ChangeColumn(string Field, string Words, int Count, string Example);

/// <summary>The open proposals of a batch, by column and one by one. Index ix_change_proposal_batch_id_state_field.</summary>
public sealed class ChangesQuery(HuTongDb db, FieldCipher cipher, RegionTree places)
{
    public const int PageSize = 50;
    private const string Sealed = "sealed";

    /// <summary>Columns, the fullest first; each with one example.</summary>
    public async Task<IReadOnlyList<ChangeColumn>> Columns(Guid batchId, CancellationToken cancel = default)
    {
        var counts = await Open(batchId).GroupBy(one => one.Field).Select(group => new { Field = group.Key, Count = group.Count() }).ToListAsync(cancel);
        var columns = new List<ChangeColumn>(counts.Count);
        foreach (var column in counts.OrderByDescending(count => count.Count))
        {
            var first = await Open(batchId).Where(one => one.Field == column.Field).OrderBy(one => one.Id).FirstOrDefaultAsync(cancel);
            columns.Add(new ChangeColumn(column.Field, ImportWords.Field(column.Field), column.Count, Example(first)));
        }
        return columns;
    }

    /// <summary>One column's proposals, a page of them, in the order of the file.</summary>
    public async Task<(IReadOnlyList<ChangeView> Rows, int Total, Guid? Next)> Run(Guid batchId, string field, Guid? after = null, CancellationToken cancel = default)
    {
        var open = Open(batchId).Where(one => one.Field == field);
        var total = await open.CountAsync(cancel);
        if (after is { } id) open = open.Where(one => one.Id.CompareTo(id) > 0);
        var found = await open.OrderBy(one => one.Id).Take(PageSize + 1)
            .Join(db.Set<ImportRow>(), one => one.RowId, row => row.Id, (one, row) => new { Proposal = one, row.Number })
            .Join(db.Set<Child>(), one => one.Proposal.ChildId, child => child.Id, (one, child) => new { one.Proposal, one.Number, child.Name }).ToListAsync(cancel);
        found = [.. found.OrderBy(one => one.Proposal.Id)];
        var hasMore = found.Count > PageSize;
        if (hasMore) found.RemoveAt(PageSize);
        return ([.. found.Select(one => new ChangeView(one.Proposal.Id, one.Proposal.ChildId, one.Name, one.Number, one.Proposal.RowId, field, Old(one.Proposal), New(one.Proposal)))], total, hasMore ? found[^1].Proposal.Id : null);
    }

    private IQueryable<ChangeProposal> Open(Guid batchId) => db.Set<ChangeProposal>().AsNoTracking().Where(one => one.BatchId == batchId && one.State == "open" && one.Field != Sealed);

    private string Example(ChangeProposal? one) => one is null ? "" : Old(one) is { Length: > 0 } old ? $"{old} → {New(one)}" : $"添上 {New(one)}";

    private string Old(ChangeProposal one) => ImportWords.Value(one.Field, Proposals.Old(one, cipher), places);

    private string New(ChangeProposal one) => ImportWords.Value(one.Field, Proposals.New(one, cipher), places);
}
