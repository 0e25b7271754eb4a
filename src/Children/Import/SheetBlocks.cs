namespace HuTong.Children.Import;

/// <summary>
/// Follows the rows of a file and tells which block each belongs to: title rows above the first heading, headings of one row or
/// two, rows without a child, child rows. Source: import.md 4.
/// </summary>
public sealed class SheetBlocks(IReadOnlyDictionary<string, ColumnMap> corrections)
{
    private readonly List<string> title = [];
    private readonly List<LedgerBlock> blocks = [];
    private readonly List<string> withoutHeading = [];
    private LedgerSheet? sheet;
    private LedgerBlock? block;
    private int headingEnds;

    /// <summary>Blocks met so far, in order.</summary>
    public IReadOnlyList<LedgerBlock> Blocks => blocks;

    /// <summary>Visible sheets that hold something but no heading; complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<string> WithoutHeading => withoutHeading;

    /// <summary>Whether anything but blanks was met.</summary>
    public bool HasContent { get; private set; }

    /// <param name="next">The row that follows in the file, if any: a heading may be two rows high.</param>
    /// <returns>The block when the row is a child's; null for every other row.</returns>
    public LedgerBlock? Place(LedgerRow row, LedgerRow? next)
    {
        if (sheet != row.Sheet) Open(row.Sheet);
        if (row.Number <= headingEnds) return null;
        if (!HasSomething(row)) return null;
        HasContent = true;
        if (MayBeHeading(row) && Heading(row, next) is { } heading)
        {
            Begin(heading);
            headingEnds = row.Number + heading.Rows - 1;
            return null;
        }

        if (block is not null) return RowsWithoutChild.Is(row, block) ? null : block;
        for (var column = 0; column < row.Count; column++)
            if (row[column].IsOwn) title.Add(row[column].Text);
        return null;
    }

    public void Finish()
    {
        if (sheet is not null && block is null && title.Count > 0) withoutHeading.Add(sheet.Shown);
        sheet = null;
    }

    private void Open(LedgerSheet next)
    {
        Finish();
        (sheet, block, headingEnds) = (next, null, 0);
        title.Clear();
    }

    private void Begin(HeadingMatch heading)
    {
        var map = corrections.GetValueOrDefault(heading.Map.Layout, heading.Map);
        var text = title.Count > 0 ? string.Join('\n', title) : sheet!.IsText ? "" : sheet.Name;
        block = new LedgerBlock(sheet!, map, blocks.LastOrDefault(each => each.Sheet == sheet)?.TitleCodes ?? CategoryWords.ReadTitle(text));
        blocks.Add(block);
    }

    private static HeadingMatch? Heading(LedgerRow row, LedgerRow? next)
    {
        var lower = next is not null && next.Sheet == row.Sheet && next.Number == row.Number + 1 && MayBeHeading(next) ? Own(next) : null;
        return HeadingRows.Find(Own(row), lower);
    }

    // A number or a date ends the question at once; nearly every child row has one, or an ID number.
    private static bool MayBeHeading(LedgerRow row)
    {
        for (var column = 0; column < row.Count; column++)
        {
            var cell = row[column];
            if (cell.IsCarried) continue;
            if (cell.Kind is CellKind.Number or CellKind.Date) return false;
            if (cell.Text.Length == 18 && Headings.IsNumberLike(cell.Text)) return false;
        }

        return true;
    }

    private static bool HasSomething(LedgerRow row)
    {
        for (var column = 0; column < row.Count; column++)
            if (row[column].IsOwn || row[column].Kind == CellKind.NoValue) return true;
        return false;
    }

    private static string[] Own(LedgerRow row)
    {
        var texts = new string[row.Count];
        for (var column = 0; column < texts.Length; column++) texts[column] = row[column].IsOwn ? row[column].Text : "";
        return texts;
    }
}
