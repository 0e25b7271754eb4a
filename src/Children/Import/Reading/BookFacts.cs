namespace HuTong.Children.Import;

/// <summary>What the reading library does not tell of a book: hidden rows, cells without value, the way serial days are counted.</summary>
public sealed class BookFacts
{
    private readonly Dictionary<string, SheetFacts> sheets = new(StringComparer.Ordinal);

    public bool Counts1904 { get; set; }

    public void Add(string sheetName, SheetFacts facts) => sheets[sheetName] = facts;

    public SheetFacts Of(string sheetName) => sheets.TryGetValue(sheetName, out var facts) ? facts : new SheetFacts();
}

/// <summary>Facts of one sheet, gathered and asked for in reading order. Rows and columns are 1-based.</summary>
public sealed class SheetFacts
{
    private readonly List<int> hiddenRows = [];
    private readonly List<long> cellsWithoutValue = [];
    private readonly List<int> columns = [];
    private bool[] hasValue = new bool[64];

    /// <summary>Columns that hold a value somewhere, in ascending order; empty when nobody counted.</summary>
    public IReadOnlyList<int> Columns => columns;

    public int RowsWithValues { get; private set; }

    public void Hide(int row) => hiddenRows.Add(row);

    public void MissValue(int row, int column) => cellsWithoutValue.Add(((long)row << 16) | (uint)column);

    /// <summary>Counts a value; says whether the sheet is still within its limit of columns.</summary>
    public bool Count(int column)
    {
        if (column >= hasValue.Length) Array.Resize(ref hasValue, Math.Max(column + 1, hasValue.Length * 2));
        if (hasValue[column]) return true;
        hasValue[column] = true;
        columns.Add(column);
        return columns.Count <= Refusals.MostColumns;
    }

    /// <summary>Counts a row that holds a value; says whether the sheet is still within its limit of rows.</summary>
    public bool CountRow() => ++RowsWithValues <= Refusals.MostRows;

    public bool IsHidden(int row) => hiddenRows.BinarySearch(row) >= 0;

    /// <summary>Columns of the row that hold a formula without stored value or an error.</summary>
    public IEnumerable<int> WithoutValue(int row)
    {
        if (cellsWithoutValue.Count == 0) yield break;
        var at = cellsWithoutValue.BinarySearch((long)row << 16);
        for (at = at < 0 ? ~at : at; at < cellsWithoutValue.Count && cellsWithoutValue[at] >> 16 == row; at++) yield return (int)(cellsWithoutValue[at] & 0xFFFF);
    }

    /// <summary>Puts what was gathered out of order into order.</summary>
    public void Settle()
    {
        columns.Sort();
        hiddenRows.Sort();
        cellsWithoutValue.Sort();
    }
}
