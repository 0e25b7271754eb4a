using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>
/// What earlier, standing loadings of the same bytes for the same place hold. A row is as last time when it then waited or was settled, earned the same
/// codes from the file, and no cell of it is taken for something else now: corrected columns make it a row of its own (import.md 1).
/// </summary>
internal sealed class Repeats
{
    // What the register says of a row changes with the register, not with the file.
    private static readonly HashSet<string> OfRegister = new(StringComparer.Ordinal)
    {
        "unchanged", "changes-proposed", "known-elsewhere", "county-settles", "file-closed", "number-doubled", "id-name-conflict", "probable-duplicate",
    };

    private readonly List<Loading> loadings = [];

    public static Repeats None { get; } = new();

    /// <summary>Whether the file was loaded before at all.</summary>
    public bool Any => loadings.Count > 0;

    /// <summary>One statement for each earlier loading; nothing more when there is none.</summary>
    public static async Task<Repeats> Of(HuTongDb db, ImportBatch batch, CancellationToken cancel)
    {
        var repeats = new Repeats();
        var standing = await Ledgers.StandingLoadings(db, batch).OrderByDescending(other => other.Id).ToListAsync(cancel);
        foreach (var other in standing)
        {
            var loading = new Loading(Ledgers.Maps(other));
            var rows = db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == other.Id && (row.State == "waiting" || row.State == "applied" || row.State == "dismissed" && row.Effect != RowFate.Repeat && row.Effect != RowFate.Overtaken));
            await foreach (var row in rows.Select(row => new { row.Sheet, row.Number, row.Codes }).AsAsyncEnumerable().WithCancellation(cancel)) loading.Add(row.Sheet, row.Number, row.Codes);
            repeats.loadings.Add(loading);
        }

        return repeats;
    }

    public bool Holds(CheckedRow row) => loadings.Exists(loading => loading.Holds(row));

    private sealed class Loading(IReadOnlyList<ColumnMap> maps)
    {
        private readonly Dictionary<string, ColumnMap> mapOf = maps.ToDictionary(map => map.Layout, StringComparer.Ordinal);
        private readonly Dictionary<(string Sheet, int Number), string> rows = [];
        private readonly Dictionary<string, string> ofFile = new(StringComparer.Ordinal);
        private readonly Dictionary<LedgerBlock, IReadOnlyList<int>> otherwise = [];

        public void Add(string sheet, int number, string codes)
        {
            if (!ofFile.TryGetValue(codes, out var own)) ofFile[codes] = own = OfFile(codes.Split(',', StringSplitOptions.RemoveEmptyEntries));
            rows[(sheet, number)] = own;
        }

        public bool Holds(CheckedRow row) => rows.TryGetValue((row.Sheet, row.Number), out var codes) && codes == OfFile(row.Reasons.Select(reason => reason.Code))
            && row.Source is { } source && Otherwise(row.Block).All(column => source[column].Text.Length == 0);

        private static string OfFile(IEnumerable<string> codes) => string.Join(',', codes.Where(code => !OfRegister.Contains(code)).Order(StringComparer.Ordinal));

        /// <summary>The columns that are taken for something else now.</summary>
        private IReadOnlyList<int> Otherwise(LedgerBlock block)
        {
            if (otherwise.TryGetValue(block, out var columns)) return columns;
            var then = mapOf.GetValueOrDefault(block.Map.Layout)?.Columns.ToDictionary(column => column.Column) ?? [];
            return otherwise[block] = [.. block.Map.Columns.Where(now => then.GetValueOrDefault(now.Column) is not { } was || (was.Kind, was.Field, was.Code) != (now.Kind, now.Field, now.Code)).Select(now => now.Column)];
        }
    }
}
