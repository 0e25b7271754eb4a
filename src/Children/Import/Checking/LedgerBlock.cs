namespace HuTong.Children.Import;

/// <summary>A heading and the rows under it: the map made ready for reading cells fast.</summary>
public sealed class LedgerBlock
{
    private readonly int[] columnOf = new int[LedgerFields.Count];
    private readonly LedgerField[] fieldOf;
    private readonly ColumnKind?[] kindOf;
    private readonly string[] headingOf = new string[LedgerFields.Count];

    /// <param name="titleCodes">Category codes that the sheet's title names.</param>
    public LedgerBlock(LedgerSheet sheet, ColumnMap map, IReadOnlyList<string> titleCodes)
    {
        (Sheet, Map, TitleCodes) = (sheet, map, titleCodes);
        fieldOf = new LedgerField[map.Columns.Count == 0 ? 0 : map.Columns.Max(column => column.Column) + 1];
        kindOf = new ColumnKind?[fieldOf.Length];
        foreach (var column in map.Columns) kindOf[column.Column] = column.Kind;
        Array.Fill(columnOf, -1);
        Array.Fill(headingOf, "");
        foreach (var column in map.Columns.Where(column => column.Kind == ColumnKind.Field))
        {
            columnOf[(int)column.Field] = column.Column;
            fieldOf[column.Column] = column.Field;
            headingOf[(int)column.Field] = column.Heading.ReplaceLineEndings("");
            Mapped |= column.Field.Bit();
        }

        Columns = [.. Named(map.Columns)];
        Ticks = Of(ColumnKind.Tick);
        GradeTicks = Of(ColumnKind.GradeTick);
        Sealed = Of(ColumnKind.Sealed);
        Unmapped = Of(ColumnKind.Unmapped);
        if (GradeTicks.Count > 0) Mapped |= LedgerField.GuardianshipGrade.Bit();
        if (Ticks.Count > 0) Mapped |= LedgerField.Category.Bit();
        IsPayment = Enum.GetValues<LedgerField>().Any(field => field.IsPayment() && Has(field));
    }

    public LedgerSheet Sheet { get; }

    public ColumnMap Map { get; }

    /// <summary>The map's, but what has no field stands under a heading of its own: its words are kept by heading, and none may cover another's.</summary>
    public IReadOnlyList<ColumnMeaning> Columns { get; }

    public IReadOnlyList<string> TitleCodes { get; }

    /// <summary>Bits of the fields that have a column.</summary>
    public ulong Mapped { get; }

    public IReadOnlyList<ColumnMeaning> Ticks { get; }

    public IReadOnlyList<ColumnMeaning> GradeTicks { get; }

    public IReadOnlyList<ColumnMeaning> Sealed { get; }

    public IReadOnlyList<ColumnMeaning> Unmapped { get; }

    /// <summary>Has an amount, monthsPaid or lineKind column (import.md 9).</summary>
    public bool IsPayment { get; }

    /// <summary>Has a category or tick column that is not sealed: the title is then never asked.</summary>
    public bool HasCategory => Has(LedgerField.Category);

    public bool Has(LedgerField field) => (Mapped & field.Bit()) != 0;

    /// <summary>-1 when the block has no such column.</summary>
    public int ColumnOf(LedgerField field) => columnOf[(int)field];

    /// <summary>As the user wrote it, for sentences.</summary>
    public string HeadingOf(LedgerField field) => headingOf[(int)field];

    /// <summary>无, / and the like stand for nothing in a mapped column (import.md 3).</summary>
    public bool IsBlankWord(int column, string text) =>
        text.Length <= 3 && column < fieldOf.Length && fieldOf[column] is var field and not LedgerField.None && BlankWords.Holds(field, text);

    public LedgerCell Cell(LedgerRow row, LedgerField field)
    {
        var column = columnOf[(int)field];
        if (column < 0) return default;
        var cell = row[column];
        return cell.IsCarried && field.IsOfOneRow() ? default : cell;
    }

    /// <summary>Cells with words in a column that has no heading at all: kept as the words of that column, but never those beside a sealed one, which may be its second half.</summary>
    public IEnumerable<ColumnMeaning> WithoutHeading(LedgerRow row)
    {
        var last = ColumnKind.Unmapped;
        for (var column = 0; column < row.Count; column++)
            if (column < kindOf.Length && kindOf[column] is { } known) last = known;
            else if (last != ColumnKind.Sealed && row[column].Text is { Length: > 0 }) yield return new ColumnMeaning(column, Letters(column) + " 列", ColumnKind.Unmapped);
    }

    private static IEnumerable<ColumnMeaning> Named(IReadOnlyList<ColumnMeaning> columns)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var column in columns)
            yield return seen.Add(column.Heading) && column.Heading.Length > 0 || column.Kind != ColumnKind.Unmapped ? column
                : column with { Heading = column.Heading.Length == 0 ? $"{Letters(column.Column)} 列" : $"{column.Heading}（{Letters(column.Column)} 列）" };
    }

    /// <summary>0 → A, 25 → Z, 26 → AA: as a spreadsheet shows its columns.</summary>
    private static string Letters(int column) => (column < 26 ? "" : Letters(column / 26 - 1)) + (char)('A' + column % 26);

    private List<ColumnMeaning> Of(ColumnKind kind) => [.. Columns.Where(column => column.Kind == kind)];
}
