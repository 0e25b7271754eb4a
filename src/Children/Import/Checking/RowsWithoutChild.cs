
namespace HuTong.Children.Import;

/// <summary>
/// Rows under a heading that hold no child: totals, examples, signatures, remark and section lines. Source: import.md 4. What a
/// vertical merge carries down was not written into the row and does not make it one.
/// </summary>
internal static class RowsWithoutChild
{
    private const int LongestName = 15;
    private const int WideMerge = 3;
    private const double SmallestId = 100_000;

    private static readonly HashSet<string> Examples = new(StringComparer.Ordinal) { "例", "示例", "样例", "填写示例", "例如" };

    private static readonly string[] Totals = ["合计", "小计", "总计", "共计", "累计", "本页合计", "本页小计", "全镇合计", "全县合计"];

    private static readonly string[] Signatures =
    [
        "备注:", "注:", "说明:", "填表说明", "填报单位", "填表单位", "填报人", "填表人", "制表", "审核", "审批", "复核", "负责人", "单位负责人", "经办人", "联系人",
        "填报日期", "填表日期", "填报时间", "日期:", "盖章", "附件", "以下空白", "以上",
    ];

    public static bool Is(LedgerRow row, LedgerBlock block)
    {
        var (first, count) = (-1, 0);
        var serial = block.ColumnOf(LedgerField.Serial);
        var onlySerial = true;
        for (var column = 0; column < row.Count; column++)
        {
            if (!row[column].IsOwn || block.IsBlankWord(column, row[column].Text)) continue;
            if (first < 0) first = column;
            count++;
            onlySerial &= column == serial;
        }

        if (count == 0 || onlySerial) return true;

        var text = Plain(row[first].Text);
        if (Examples.Contains(text.TrimEnd(':'))) return true;
        if ((Begins(text, Totals) || Begins(Plain(block.Cell(row, LedgerField.Name).Text), Totals)) && IsIdSmall(row, block)) return true;
        if (Begins(text, Signatures) && IsIdBlank(row, block)) return true;
        return count == 1 && IsLine(row[first], first, block);
    }

    private static bool IsLine(LedgerCell cell, int column, LedgerBlock block) =>
        (column != block.ColumnOf(LedgerField.Name) && column != block.ColumnOf(LedgerField.IdNumber)) || cell.Text.Length > LongestName || cell.Width >= WideMerge;

    private static bool IsIdSmall(LedgerRow row, LedgerBlock block)
    {
        var id = block.Cell(row, LedgerField.IdNumber);
        return IsIdBlank(row, block) || (double.TryParse(id.Text, out var number) && number < SmallestId);
    }

    // A cell merged over the ID column leaves that column blank.
    private static bool IsIdBlank(LedgerRow row, LedgerBlock block) => BlankWords.Holds(LedgerField.IdNumber, block.Cell(row, LedgerField.IdNumber).Text);

    private static bool Begins(string text, string[] words)
    {
        if (text.Length == 0) return false;
        foreach (var word in words)
            if (text.StartsWith(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string Plain(string text) => text.Length == 0 ? text : CellText.WithoutBlanks(CellText.Folded(text));
}
