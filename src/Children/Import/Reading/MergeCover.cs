using ExcelDataReader;

namespace HuTong.Children.Import;

/// <summary>
/// Merged cells applied row by row (import.md 3): the value of a merge counts in its leftmost column, for every row; its other
/// cells are blank whatever they hold. Which fields take only the first row's value is for the check to know.
/// </summary>
internal sealed class MergeCover
{
    // More merges than this side by side is no ledger; the rest are then read as they stand.
    private const int MostAtOnce = 1024;

    private readonly CellRange[] ranges;
    private readonly List<(CellRange Range, LedgerCell Value)> open = [];
    private int next;

    public MergeCover(CellRange[]? merged) =>
        ranges = [.. (merged ?? []).Where(range => range.ToRow > range.FromRow || range.ToColumn > range.FromColumn).OrderBy(range => range.FromRow)];

    /// <param name="row">0-based; rows come in order.</param>
    /// <param name="cells">Grown when a carried value lies beyond its end.</param>
    public void Apply(int row, ref LedgerCell[] cells)
    {
        open.RemoveAll(each => each.Range.ToRow < row);
        foreach (var (range, value) in open) Cover(range, value.Carried(), ref cells);
        for (; next < ranges.Length && ranges[next].FromRow <= row; next++)
        {
            var range = ranges[next];
            if (range.ToRow < row || open.Count >= MostAtOnce) continue;
            var begins = range.FromRow == row && range.FromColumn < cells.Length;
            var value = begins ? cells[range.FromColumn].Spanning(range.ToColumn - range.FromColumn + 1) : default;
            Cover(range, value, ref cells);
            if (range.ToRow > row) open.Add((range, value));
        }
    }

    private static void Cover(CellRange range, LedgerCell value, ref LedgerCell[] cells)
    {
        if (range.FromColumn >= cells.Length)
        {
            if (value.Text.Length == 0) return;
            Array.Resize(ref cells, range.FromColumn + 1);
        }

        cells[range.FromColumn] = value;
        for (var column = range.FromColumn + 1; column <= range.ToColumn && column < cells.Length; column++) cells[column] = default;
    }
}
