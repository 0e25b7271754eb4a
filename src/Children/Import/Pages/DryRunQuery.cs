using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What is shown of a batch's rows; the URL holds it.</summary>
/// <param name="Outcome">accepted, fixed, needs-person, rejected; attention: the last two; all.</param>
/// <param name="Kind">new, unchanged, line (further payments), changes, one (decided row by row), repeat (as last time), waiting, created, changed, same, dismissed, reversed, touched; null for any.</param>
/// <param name="After">Order number of the last row of the page before.</param>
public sealed record RowFilter(string Outcome = "all", string? Kind = null, string? Code = null, int After = 0)
{
    public string Url(string path)
    {
        var parts = new List<string> { $"outcome={Outcome}" };
        if (Kind is not null) parts.Add($"kind={Kind}");
        if (Code is not null) parts.Add($"code={Code}");
        if (After > 0) parts.Add($"after={After}");
        return $"{path}?{string.Join('&', parts)}";
    }
}

/// <summary>Rows of one kind: outcome, codes, state and effect alike.</summary>
public sealed record RowGroup(string Outcome, string Codes, string State, string? Effect, int Count)
{
    public bool Has(string code) => Codes.Split(',').Contains(code);

    public string Kind => RowKinds.Of(Outcome, Codes, Effect);
}

/// <summary>The kinds inside the four outcomes (look.md 4).</summary>
public static class RowKinds
{
    public static string Of(string outcome, string codes, string? effect) => outcome switch
    {
        _ when effect == RowFate.Repeat => "repeat",
        "needs-person" => codes.Contains("changes-proposed", StringComparison.Ordinal) ? "changes" : "one",
        "rejected" => "rejected",
        _ => effect switch { RowFate.Created => "new", RowFate.Unchanged => "unchanged", _ => "line" },   // a further payment may wait for the row of its child
    };
}

/// <summary>One row of a ledger as the tables of an import show it.</summary>
public sealed record LedgerRowView(Guid Id, int No, string Sheet, int Number, string Name, string Place, string Outcome, IReadOnlyList<string> Codes, IReadOnlyList<string> Says, string State, string? Effect, Guid? ChildId);

/// <param name="Before">Rows of the filter that stand before this page.</param>
public sealed record LedgerRowPage(IReadOnlyList<LedgerRowView> Rows, int Total, int Before, int? Next);

/// <summary>The rows of a batch: counts by kind, and pages of rows by their order in the file. Index ix_import_row_batch_id_outcome_no.</summary>
public sealed class DryRunQuery(HuTongDb db, FieldCipher cipher, RegionTree places)
{
    public const int PageSize = 20;
    private const int MostRead = 2000;

    /// <summary>All rows of a batch by kind: some dozens of groups for any size.</summary>
    public async Task<IReadOnlyList<RowGroup>> Tally(Guid batchId, CancellationToken cancel = default) =>
        [.. (await db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId)
            .GroupBy(row => new { row.Outcome, row.Codes, row.State, row.Effect }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel))
            .Select(group => new RowGroup(group.Key.Outcome, group.Key.Codes, group.Key.State, group.Key.Effect, group.Count))];

    public async Task<LedgerRowPage> Run(Guid batchId, RowFilter filter, CancellationToken cancel = default)
    {
        var rows = Filtered(db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId), filter);
        var total = await rows.CountAsync(cancel);
        var before = filter.After > 0 ? await rows.CountAsync(row => row.No <= filter.After, cancel) : 0;
        var found = await rows.Where(row => row.No > filter.After).OrderBy(row => row.No).Take(PageSize + 1).ToListAsync(cancel);
        var hasMore = found.Count > PageSize;
        if (hasMore) found.RemoveAt(PageSize);
        return new LedgerRowPage(await Views(found, cancel), total, before, hasMore ? found[^1].No : null);
    }

    /// <summary>The order number after which the page before this one begins; 0 for the first page.</summary>
    public async Task<int> PageBefore(Guid batchId, RowFilter filter, CancellationToken cancel = default)
    {
        if (filter.After == 0) return 0;
        return await Filtered(db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId), filter).Where(row => row.No <= filter.After)
            .OrderByDescending(row => row.No).Skip(PageSize).Select(row => row.No).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The columns that differ from the register, read from the rows of a dry run; at most <see cref="MostRead"/> rows are read.</summary>
    public async Task<IReadOnlyList<ChangeColumn>> ChangeColumns(Guid batchId, CancellationToken cancel = default)
    {
        var rows = await Filtered(db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId), new RowFilter("needs-person", "changes")).OrderBy(row => row.No).Take(MostRead).ToListAsync(cancel);
        return [.. rows.SelectMany(row => RowFacts.Of(row, cipher)?.Changes ?? []).GroupBy(change => change.Field).OrderByDescending(group => group.Count())
            .Select(group => new ChangeColumn(group.Key, ImportWords.Field(group.Key), group.Count(), Example(group.First())))];
    }

    private string Example(ProposedChange change)
    {
        var (old, next) = (ImportWords.Value(change.Field, change.Old, places), ImportWords.Value(change.Field, change.New, places));
        return old.Length > 0 ? $"{old} → {next}" : $"添上 {next}";
    }

    /// <summary>Rows as pages show them, names of taken rows from their files.</summary>
    public async Task<IReadOnlyList<LedgerRowView>> Views(IReadOnlyList<ImportRow> rows, CancellationToken cancel = default)
    {
        var ids = rows.Where(row => row.RowEnc is null && row.ChildId is not null).Select(row => row.ChildId!.Value).Distinct().ToArray();
        var names = ids.Length == 0 ? [] : await db.Set<Child>().AsNoTracking().Where(child => ids.Contains(child.Id)).Select(child => new { child.Id, child.Name }).ToDictionaryAsync(child => child.Id, child => child.Name, cancel);
        return [.. rows.Select(row =>
        {
            var stored = RowFacts.Of(row, cipher);
            var codes = row.Codes.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var says = stored is null ? [.. codes.Where(ImportWords.IsShown).Select(ImportWords.Code)] : stored.Grounds;
            var name = stored?.Name ?? (row.ChildId is { } id ? names.GetValueOrDefault(id) : null);
            return new LedgerRowView(row.Id, row.No, row.Sheet, row.Number, string.IsNullOrEmpty(name) ? "—" : name, PlaceOf(row, stored), row.Outcome, codes, says, row.State, row.Effect, row.ChildId);
        })];
    }

    private string PlaceOf(ImportRow row, RowFacts? stored)
    {
        var village = stored?.RegionCode ?? (row.Region.Length == 12 ? row.Region : null);
        if (village is not null && ImportWords.Place(village, places) is { Length: > 0 } name) return name;
        return stored?[LedgerField.Village] ?? stored?[LedgerField.Residence] ?? stored?[LedgerField.Town] ?? "—";
    }

    internal static IQueryable<ImportRow> Filtered(IQueryable<ImportRow> rows, RowFilter filter)
    {
        rows = filter.Outcome switch
        {
            "attention" => rows.Where(row => row.Outcome == "needs-person" || row.Outcome == "rejected"),
            "taken" => rows.Where(row => row.Outcome == "accepted" || row.Outcome == "fixed"),
            "all" => rows,
            _ => rows.Where(row => row.Outcome == filter.Outcome),
        };
        rows = filter.Kind switch
        {
            "new" => rows.Where(row => (row.Outcome == "accepted" || row.Outcome == "fixed") && row.Effect == RowFate.Created),
            "unchanged" => rows.Where(row => (row.Outcome == "accepted" || row.Outcome == "fixed") && row.Effect == RowFate.Unchanged),
            "line" => rows.Where(row => (row.Outcome == "accepted" || row.Outcome == "fixed") && (row.Effect == RowFate.Payment || row.Effect == null)),
            "changes" => rows.Where(row => row.Outcome == "needs-person" && row.Codes.Contains("changes-proposed") && row.Effect != RowFate.Repeat),
            "one" => rows.Where(row => row.Outcome == "needs-person" && !row.Codes.Contains("changes-proposed") && row.Effect != RowFate.Repeat),
            "payment" => rows.Where(row => row.Effect == RowFate.Payment && (row.State == "applied" || row.State == "touched")),
            "repeat" => rows.Where(row => row.Effect == RowFate.Repeat),
            "created" => rows.Where(row => row.Effect == RowFate.Created),
            "reversed" => rows.Where(row => row.State == "reversed" && row.Effect == RowFate.Created),
            "changed" => rows.Where(row => row.Effect == RowFate.Changed),
            "same" => rows.Where(row => row.Outcome == "needs-person" && row.State == "applied" && row.Effect == RowFate.Unchanged),
            "dismissed" => rows.Where(row => row.State == "dismissed" && row.Effect != RowFate.Repeat),
            "waiting" or "touched" => rows.Where(row => row.State == filter.Kind),
            _ => rows,
        };
        if (filter.Code is { } code && ImportWords.IsShown(code))
        {
            var wanted = "," + code + ",";
            rows = rows.Where(row => ("," + row.Codes + ",").Contains(wanted));
        }
        return rows;
    }
}
