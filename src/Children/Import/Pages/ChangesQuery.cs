using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>One change that a ledger proposes, masked.</summary>
public sealed record ChangeView(Guid Id, Guid ChildId, string Name, int Row, Guid RowId, string Field, string Old, string New);

/// <summary>A column with open proposals.</summary>
public sealed record ChangeColumn(string Field, string Words, int Count, string Example);

/// <summary>The open proposals of a batch that wait for nothing else, by column and one by one; sealed kinds are no choice of a column (security.md 4).</summary>
public sealed class ChangesQuery(HuTongDb db, FieldCipher cipher, RegionTree places)
{
    public const int PageSize = 50;

    /// <summary>Columns, the fullest first; each with one example.</summary>
    public async Task<IReadOnlyList<ChangeColumn>> Columns(Guid batchId, CancellationToken cancel = default)
    {
        var open = await Open(batchId, cancel);
        var counts = await open.GroupBy(one => one.Field).Select(group => new { Field = group.Key, Count = group.Count() }).ToListAsync(cancel);
        var columns = new List<ChangeColumn>(counts.Count);
        foreach (var column in counts.OrderByDescending(count => count.Count).ThenBy(count => count.Field, StringComparer.Ordinal))
        {
            var first = await open.Where(one => one.Field == column.Field).OrderBy(one => one.Id).FirstOrDefaultAsync(cancel);
            columns.Add(new ChangeColumn(column.Field, ImportWords.Field(column.Field), column.Count, Example(first)));
        }
        return columns;
    }

    /// <summary>One column's proposals, a page of them, in the order of the file.</summary>
    public async Task<(IReadOnlyList<ChangeView> Rows, int Total, Guid? Next)> Run(Guid batchId, string field, Guid? after = null, CancellationToken cancel = default)
    {
        var open = (await Open(batchId, cancel)).Where(one => one.Field == field);
        var total = await open.CountAsync(cancel);
        var inOrder = open.Join(db.Set<ImportRow>(), one => one.RowId, row => row.Id, (one, row) => new { Proposal = one, row.Number, row.No });
        if (after is { } id)
        {
            var last = await db.Set<ChangeProposal>().Where(one => one.Id == id).Join(db.Set<ImportRow>(), one => one.RowId, row => row.Id, (one, row) => row.No).SingleOrDefaultAsync(cancel);
            inOrder = inOrder.Where(one => one.No > last || one.No == last && one.Proposal.Id.CompareTo(id) > 0);
        }

        var found = await inOrder.OrderBy(one => one.No).ThenBy(one => one.Proposal.Id).Take(PageSize + 1)
            .Join(db.Set<Child>(), one => one.Proposal.ChildId, child => child.Id, (one, child) => new { one.Proposal, one.Number, one.No, child.Name }).OrderBy(one => one.No).ThenBy(one => one.Proposal.Id).ToListAsync(cancel);
        var hasMore = found.Count > PageSize;
        if (hasMore) found.RemoveAt(PageSize);
        var held = field == "categories" ? await Held([.. found.Select(one => one.Proposal.ChildId)], cancel) : [];
        return ([.. found.Select(one => new ChangeView(one.Proposal.Id, one.Proposal.ChildId, one.Name, one.Number, one.Proposal.RowId, field, held.GetValueOrDefault(one.Proposal.ChildId) ?? Old(one.Proposal), New(one.Proposal)))], total, hasMore ? found[^1].Proposal.Id : null);
    }

    private async Task<IQueryable<ChangeProposal>> Open(Guid batchId, CancellationToken cancel)
    {
        var hidden = await ColumnChanges.Hidden(db, cipher, batchId, null, cancel);
        var open = ColumnChanges.Open(db, batchId).AsNoTracking();
        return hidden.Count == 0 ? open : open.Where(one => !hidden.Contains(one.Id));
    }

    /// <summary>The categories that stand in the file: a new one is added to them, it replaces none.</summary>
    private async Task<Dictionary<Guid, string>> Held(Guid[] children, CancellationToken cancel)
    {
        var terms = await db.Set<CategoryTerm>().AsNoTracking().Where(term => children.Contains(term.ChildId) && term.To == null && (term.State == "active" || term.State == "proposed")).OrderBy(term => term.From).ToListAsync(cancel);
        return terms.GroupBy(term => term.ChildId).ToDictionary(group => group.Key, group => string.Join('、', group.Select(term => Categories.Words(term.Code)).Distinct()));
    }

    private string Example(ChangeProposal? one) => one is null ? "" : Old(one) is { Length: > 0 } old ? $"{old} → {New(one)}" : $"添上 {New(one)}";

    private string Old(ChangeProposal one) => ImportWords.Value(one.Field, Proposals.Old(one, cipher), places);

    private string New(ChangeProposal one) => ImportWords.Value(one.Field, Proposals.New(one, cipher), places);
}
