namespace HuTong.Children.Import;

/// <summary>What the check of a file's rows depends on besides the rows.</summary>
/// <param name="Region">4, 6, 9 or 12 digits.</param>
/// <param name="Today">The day on which ages are counted.</param>
public sealed record CheckTerms(string Region, DateOnly Today, PlaceFit Places);

/// <summary>
/// Reads child rows one after the other: cells → normal form, with every code that the row earns by itself (import.md 2, 6–8).
/// Remembers the row above for 同上.
/// </summary>
public sealed class RowCheck(CheckTerms terms)
{
    private LedgerBlock? block;
    private LedgerSheet? sheet;
    private string?[] above = new string?[LedgerFields.Count];
    private string?[] filled = new string?[LedgerFields.Count];

    public CheckedRow Check(LedgerRow row, LedgerBlock of)
    {
        Enter(of);
        var checkedRow = new CheckedRow(of, row.Number) { Source = row };
        var cells = new RowCells(row, of, checkedRow, above, filled);
        if (row.IsHidden) checkedRow.Give("hidden-row", "这一行在表中是隐藏的，已一并读取。");

        PersonCheck.Run(cells, terms);
        PlaceCheck.Run(cells, terms);
        CategoryCheck.Run(cells, terms);
        FactCheck.Run(cells, terms);
        PersonCheck.Ages(checkedRow, terms);

        (above, filled) = (filled, above);
        return checkedRow;
    }

    /// <summary>A further heading keeps what stood above only for fields that stay in their column; another sheet keeps nothing.</summary>
    private void Enter(LedgerBlock next)
    {
        if (ReferenceEquals(block, next)) return;
        for (var field = 0; field < above.Length; field++)
            if (block is null || sheet != next.Sheet || block.ColumnOf((LedgerField)field) != next.ColumnOf((LedgerField)field)) above[field] = null;
        (block, sheet) = (next, next.Sheet);
    }
}

/// <summary>The cells of one row, asked for by field. A cell without value is reported once and then counts as not readable.</summary>
internal sealed class RowCells(LedgerRow row, LedgerBlock block, CheckedRow result, string?[] above, string?[] filled)
{
    public LedgerRow Row { get; } = row;

    public LedgerBlock Block { get; } = block;

    public CheckedRow Result { get; } = result;

    public LedgerCell this[LedgerField field] => Block.Cell(Row, field);

    public string Heading(LedgerField field) => Block.HeadingOf(field);

    /// <summary>The cleaned text; empty for blank words.</summary>
    public string Text(LedgerField field)
    {
        var text = this[field].Text;
        return BlankWords.Holds(field, text) ? "" : text;
    }

    /// <summary>Holds a formula without stored value or an error: then formula-no-value is the only code of the field (import.md 2).</summary>
    public bool HasNoValue(LedgerField field)
    {
        if (this[field].Kind != CellKind.NoValue) return false;
        GiveNoValue(Heading(field));
        return true;
    }

    public void GiveNoValue(string heading) =>
        Result.Give("formula-no-value", $"“{SealedWords.Shown(heading)}”一栏是公式，但文件里没有存下计算结果。");

    /// <summary>The text, or that of the row above where 同上 or a mark stands for it.</summary>
    public string TextOrDitto(LedgerField field)
    {
        var text = Text(field);
        if (BlankWords.IsDitto(text))
        {
            var carried = above[(int)field] ?? "";
            if (carried.Length > 0) Result.Give("ditto-carried", $"“{Heading(field)}”一栏写的是“{text}”，已按上一行填为“{SealedWords.Shown(carried)}”。");
            text = carried;
        }

        filled[(int)field] = text;
        return text;
    }
}
