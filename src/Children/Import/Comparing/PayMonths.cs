using System.Globalization;
using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

/// <summary>The month that a payment line is for: its own cell, else the sheet's name (import.md 9).</summary>
internal static partial class PayMonths
{
    public static string? Of(CheckedRow row) => row[LedgerField.PayMonth] is { } cell ? Read(cell) ?? cell : Read(row.Block.Sheet.Name);

    /// <summary>2024-06; 06 when no year is written; null when no month is.</summary>
    public static string? Read(string text)
    {
        var match = YearMonth().Match(CellText.Folded(text));
        if (!match.Success) return null;
        var month = int.Parse(match.Groups["m"].Value, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12) return null;
        return match.Groups["y"].Success ? $"{match.Groups["y"].Value}-{month:00}" : $"{month:00}";
    }

    [GeneratedRegex(@"(?<y>(?:19|20)\d{2})\s*[年.\-/]?\s*(?<m>1[0-2]|0?[1-9])(?![0-9])|(?<y>(?:19|20)\d{2})(?<m>\d{2})\d{2}(?!\d)|(?<!\d)(?<m>\d{1,2})\s*月")]
    private static partial Regex YearMonth();
}
