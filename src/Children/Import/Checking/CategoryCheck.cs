using HuTong.Core.Codes;

namespace HuTong.Children.Import;

/// <summary>The child's categories: cell, tick columns, sealed columns, or the title. Source: import.md 5, 8.</summary>
internal static class CategoryCheck
{
    private static readonly HashSet<string> Yes = new(StringComparer.OrdinalIgnoreCase) { "√", "✓", "☑", "■", "是", "有", "1", "y", "对" };
    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "否", "×", "n", "□", "0" };

    public static void Run(RowCells cells, CheckTerms terms)
    {
        var row = cells.Result;
        List<string> found = [], ambiguous = [];
        var isUnreadable = ReadCell(cells, found, ambiguous);
        isUnreadable |= ReadTicks(cells, found, ambiguous);
        var fromTitle = !cells.Block.HasCategory && TakeTitle(cells.Block.TitleCodes, found);
        ReadSealed(cells, found);

        foreach (var code in found.Distinct()) (CategoryWords.IsSealed(code) ? row.SealedKinds : row.Categories).Add(code);
        if (fromTitle) row.Give("category-from-title", "表中没有类别栏，已按标题确定类别。");
        if (row.SealedKinds.Count > 0) row.Give("sealed-category", "含有须封存的类别，已单独封存，不在此显示。");

        var isOrphan = row.Categories.Any(code => code is "orphan-community" or "orphan-institution");
        if (ambiguous.Count > 0 && !isOrphan) row.Give("category-ambiguous", $"“{SealedWords.Shown(ambiguous[0])}”没有写明是散居还是集中养育。");
        if (found.Count == 0 && ambiguous.Count == 0 && !isUnreadable) row.Give("category-missing", "没有填写类别。");
        if (Categories.Excluding(row.Categories) is not null) row.Give("exclusive-categories", "所填的类别不能同时成立，请核对。");
    }

    /// <summary>True when the cell says something that gives no code, or has no value: then no further code says that it is missing.</summary>
    private static bool ReadCell(RowCells cells, List<string> found, List<string> ambiguous)
    {
        if (cells.HasNoValue(LedgerField.Category)) return true;
        var text = cells.TextOrDitto(LedgerField.Category);
        if (text.Length == 0) return false;
        var reading = CategoryWords.Read(text);
        found.AddRange(reading.Codes);
        ambiguous.AddRange(reading.Ambiguous);
        foreach (var word in reading.Unknown) GiveUnknown(cells.Result, cells.Heading(LedgerField.Category), word);
        return reading.Unknown.Count > 0;
    }

    private static void GiveUnknown(CheckedRow row, string heading, string word) =>
        row.Give("category-unknown", $"“{SealedWords.Shown(heading)}”一栏的“{SealedWords.Shown(word)}”不是已知的类别。");

    private static bool ReadTicks(RowCells cells, List<string> found, List<string> ambiguous)
    {
        var isUnreadable = false;
        foreach (var tick in cells.Block.Ticks)
        {
            var cell = cells.Row[tick.Column];
            if (cell.Kind == CellKind.NoValue) cells.GiveNoValue(tick.Heading);
            var answer = Answer(cell);
            if (answer is true && tick.Code == CategoryWords.Ambiguous) ambiguous.Add(tick.Heading);
            else if (answer is true) found.Add(tick.Code!);
            else if (answer is null) GiveUnknown(cells.Result, tick.Heading, cell.Text);
            isUnreadable |= answer is null || cell.Kind == CellKind.NoValue;
        }

        return isUnreadable;
    }

    private static void ReadSealed(RowCells cells, List<string> found)
    {
        foreach (var column in cells.Block.Sealed)
        {
            var cell = cells.Row[column.Column];
            if (cell.Kind == CellKind.NoValue) cells.GiveNoValue(SealedWords.Replacement);
            else if (column.Code is { } kind && Answer(cell) is true) found.Add(kind);
        }
    }

    /// <summary>Null for anything that is neither yes nor no.</summary>
    private static bool? Answer(LedgerCell cell)
    {
        var text = cell.Text.Length == 0 ? "" : CellText.Folded(cell.Text);
        if (Yes.Contains(text)) return true;
        return BlankWords.Holds(text) || No.Contains(text) ? false : null;
    }

    private static bool TakeTitle(IReadOnlyList<string> codes, List<string> found)
    {
        if (codes is not [var only] || only == CategoryWords.Ambiguous) return false;
        found.Add(only);
        return true;
    }
}
