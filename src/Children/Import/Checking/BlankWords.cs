namespace HuTong.Children.Import;

/// <summary>Words that stand for nothing. Source: import.md 3.</summary>
internal static class BlankWords
{
    private static readonly HashSet<string> Everywhere = new(StringComparer.Ordinal)
        { "无", "暂无", "没有", "不详", "未知", "未填", "空", "-", "--", "—", "——", "/", "\\" };

    private static readonly HashSet<string> ForIds = new(StringComparer.Ordinal) { "未办理", "未上户", "无户口", "未办", "没办" };

    private static readonly HashSet<string> Dittos = new(StringComparer.Ordinal) { "同上", "〃", "″", "\"", "〞", "同" };

    public static bool Holds(LedgerField field, string text)
    {
        if (text.Length == 0) return true;
        if (text.Length > 3) return false;
        if (Everywhere.Contains(text)) return true;
        var isId = field is LedgerField.IdNumber or LedgerField.FatherId or LedgerField.MotherId or LedgerField.GuardianId or LedgerField.PayeeId;
        if (isId && ForIds.Contains(text)) return true;
        return text == "0" && (isId || field is LedgerField.Birth or LedgerField.GuardianPhone or LedgerField.FatherPhone or LedgerField.MotherPhone or LedgerField.PayeePhone);
    }

    /// <summary>A blank word for a tick column, where 0 and 否 are the reader's business.</summary>
    public static bool Holds(string text) => Holds(LedgerField.None, text);

    /// <summary>同上 and its marks.</summary>
    public static bool IsDitto(string text) => text.Length is > 0 and <= 2 && Dittos.Contains(text);
}
