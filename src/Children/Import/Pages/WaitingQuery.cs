using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Which waiting rows are shown; the URL holds it.</summary>
/// <param name="Kind">one (decided row by row), changes, above (others decide); null: all that this office decides.</param>
/// <param name="After">Batch and order number of the last row of the page before: 32 hex digits, a dot, a number.</param>
public sealed record WaitingFilter(string? Kind = null, string? Code = null, Guid? Batch = null, string? After = null)
{
    public string Url(string path = "/import/waiting")
    {
        var parts = new List<string>();
        if (Kind is not null) parts.Add($"kind={Kind}");
        if (Code is not null) parts.Add($"code={Code}");
        if (Batch is { } batch) parts.Add($"batch={batch}");
        if (After is not null) parts.Add($"after={After}");
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

/// <param name="Mine">Rows that this office decides, by kind; <paramref name="Above"/>: rows of its places that an office above decides.</param>
public sealed record WaitingCounts(int One, int Changes, int Above, IReadOnlyDictionary<string, int> Codes)
{
    public int Mine => One + Changes;
}

public sealed record WaitingPageRows(IReadOnlyList<(LedgerRowView Row, Guid BatchId)> Rows, int Total, int Before, string? Next);

/// <summary>Rows of all batches that wait for a person, in order of batch and file.</summary>
public sealed class WaitingQuery(HuTongDb db, Scope scope, DryRunQuery views)
{
    private const string Waiting = "waiting";

    /// <summary>What /import/waiting lists, at most <paramref name="cap"/>; 0 for roles that do not see it.</summary>
    public async Task<int> CountTo(int cap, CancellationToken cancel = default) => !HasQueue ? 0 : await Mine().TagWith(KeptCounts.Tag).Take(cap).CountAsync(cancel);

    public async Task<WaitingCounts> Counts(WaitingFilter filter, CancellationToken cancel = default)
    {
        var mine = await OfBatch(Mine(), filter.Batch).GroupBy(row => row.Codes).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        var above = await OfBatch(Above(), filter.Batch).CountAsync(cancel);
        var codes = mine.Where(group => filter.Kind is not ("one" or "changes") || IsChange(group.Key) == (filter.Kind == "changes"))
            .SelectMany(group => group.Key.Split(',').Where(code => ImportWords.IsShown(code) && ReasonCodes.Of(code) == RowOutcome.NeedsPerson).Select(code => (code, group.Count)))
            .GroupBy(one => one.code).ToDictionary(group => group.Key, group => group.Sum(one => one.Count));
        return new WaitingCounts(mine.Where(group => !IsChange(group.Key)).Sum(group => group.Count), mine.Where(group => IsChange(group.Key)).Sum(group => group.Count), above, codes);
    }

    public async Task<WaitingPageRows> Run(WaitingFilter filter, CancellationToken cancel = default)
    {
        var rows = Filtered(filter);
        var total = await rows.CountAsync(cancel);
        var before = 0;
        if (Cursor(filter.After) is { } at)
        {
            before = await rows.CountAsync(row => row.BatchId.CompareTo(at.Batch) < 0 || row.BatchId == at.Batch && row.No <= at.No, cancel);
            rows = rows.Where(row => row.BatchId.CompareTo(at.Batch) > 0 || row.BatchId == at.Batch && row.No > at.No);
        }
        var found = await rows.OrderBy(row => row.BatchId).ThenBy(row => row.No).Take(DryRunQuery.PageSize + 1).ToListAsync(cancel);
        var hasMore = found.Count > DryRunQuery.PageSize;
        if (hasMore) found.RemoveAt(DryRunQuery.PageSize);
        var shown = await views.Views(found, cancel);
        return new WaitingPageRows([.. shown.Zip(found, (view, row) => (view, row.BatchId))], total, before, hasMore ? $"{found[^1].BatchId:N}.{found[^1].No}" : null);
    }

    /// <summary>A waiting row of the asker's places, and whether this office decides it; null when there is none. A city opens only what it decides: the rest is its counties' work (security.md 2).</summary>
    public async Task<(ImportRow Row, bool IsMine)?> One(Guid rowId, CancellationToken cancel = default)
    {
        // A city asks once, for its own: a second question for rows of its counties would tell by its time that they are there (T13).
        if (ImportRoles.MayDecide(scope.Role) && await Mine().FirstOrDefaultAsync(row => row.Id == rowId, cancel) is { } mine) return (mine, true);
        return !IsCity && await All().FirstOrDefaultAsync(row => row.Id == rowId, cancel) is { } row ? (row, false) : null;
    }

    /// <summary>True for a row that waited in what <see cref="One"/> opens and was settled since.</summary>
    public Task<bool> IsSettled(Guid rowId, CancellationToken cancel = default)
    {
        var settled = db.Set<ImportRow>().AsNoTracking().Where(row => row.Id == rowId && row.State != Waiting);
        return (IsCity ? OfOffice(settled) : settled).AnyAsync(cancel);
    }

    /// <summary>The row after this one in the queue, else the first; null when no other waits.</summary>
    public async Task<Guid?> Next(ImportRow row, WaitingFilter filter, CancellationToken cancel = default)
    {
        var others = Filtered(filter with { After = null }).Where(one => one.Id != row.Id).OrderBy(one => one.BatchId).ThenBy(one => one.No);
        return await others.Where(one => one.BatchId.CompareTo(row.BatchId) > 0 || one.BatchId == row.BatchId && one.No > row.No).Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancel)
            ?? await others.Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The row before this one in the queue; null at its beginning.</summary>
    public Task<Guid?> Previous(ImportRow row, WaitingFilter filter, CancellationToken cancel = default) =>
        Filtered(filter with { After = null }).Where(one => one.BatchId.CompareTo(row.BatchId) < 0 || one.BatchId == row.BatchId && one.No < row.No)
            .OrderByDescending(one => one.BatchId).ThenByDescending(one => one.No).Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Where the row stands among those of the filter, from 1, and how many they are.</summary>
    public async Task<(int At, int Of)> Place(ImportRow row, WaitingFilter filter, CancellationToken cancel = default)
    {
        var rows = Filtered(filter with { After = null });
        return (1 + await rows.CountAsync(one => one.BatchId.CompareTo(row.BatchId) < 0 || one.BatchId == row.BatchId && one.No < row.No, cancel), await rows.CountAsync(cancel));
    }

    private IQueryable<ImportRow> Filtered(WaitingFilter filter)
    {
        var rows = OfBatch(filter.Kind == "above" ? Above() : Mine(), filter.Batch);
        return DryRunQuery.Filtered(rows, new RowFilter("needs-person", filter.Kind is "one" or "changes" ? filter.Kind : null, filter.Code));
    }

    private static IQueryable<ImportRow> OfBatch(IQueryable<ImportRow> rows, Guid? batch) => batch is { } id ? rows.Where(row => row.BatchId == id) : rows;

    private IQueryable<ImportRow> All() => db.Set<ImportRow>().AsNoTracking().Where(row => row.State == Waiting && row.Outcome == "needs-person");   // a further payment waits for its first row, not for a person

    /// <summary>What this office may decide: the one over both places for a double (states.md 3), the importing one for every other row. Index ix_import_row_waiting.</summary>
    public IQueryable<ImportRow> Mine()
    {
        var isOffice = HasQueue;
        return OfOffice(All().Where(row => isOffice));
    }

    private IQueryable<ImportRow> OfOffice(IQueryable<ImportRow> rows)
    {
        var office = scope.OfficeRegion;
        return rows.Where(row => row.DecidingRegion == office || row.DecidingRegion == null && db.Set<ImportBatch>().Any(batch => batch.Id == row.BatchId && batch.OfficeRegion == office));
    }

    // Whatever of the asker's places is not its own to decide: no row can be in neither list.
    private IQueryable<ImportRow> Above()
    {
        var (office, isOffice) = (scope.OfficeRegion, HasQueue);
        return All().Where(row => !isOffice || row.DecidingRegion != null && row.DecidingRegion != office
            || row.DecidingRegion == null && !db.Set<ImportBatch>().Any(batch => batch.Id == row.BatchId && batch.OfficeRegion == office));
    }

    private bool IsCity => scope.Role == "city-officer";

    private bool HasQueue => scope.Role is "township-supervisor" or "county-officer" or "county-reviewer" or "city-officer";

    private static bool IsChange(string codes) => RowKinds.Of("needs-person", codes, null) == "changes";

    private static (Guid Batch, int No)? Cursor(string? after) =>
        after?.Split('.') is [var batch, var number] && Guid.TryParseExact(batch, "N", out var id) && int.TryParse(number, out var no) ? (id, no) : null;
}
