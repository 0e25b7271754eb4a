using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

/// <param name="Valid">Digits only, in order; empty when the cell holds no phone.</param>
/// <param name="IsCleaned">A valid piece was changed.</param>
public sealed record PhoneCell(IReadOnlyList<string> Valid, bool IsCleaned);

/// <summary>Phones of ledgers. Source: import.md 6.</summary>
public static partial class Phones
{
    private const int Mobile = 11;

    public static PhoneCell Read(string text)
    {
        List<string> valid = [];
        var isCleaned = false;
        foreach (var piece in Separators().Split(text))
        {
            var written = piece.Trim().Trim('\u3000', '\u00A0');
            var digits = Digits(written);
            var found = digits.Length == 2 * Mobile && IsValid(digits[..Mobile]) && IsValid(digits[Mobile..])
                && digits[0] == '1' && digits[Mobile] == '1' ? (string[])[digits[..Mobile], digits[Mobile..]] : IsValid(digits) ? [digits] : [];
            valid.AddRange(found);
            isCleaned |= found.Length > 0 && !string.Equals(digits, written, StringComparison.Ordinal);
        }

        return new PhoneCell(valid, isCleaned);
    }

    private static string Digits(string piece)
    {
        var text = CellText.Folded(piece);
        if (text.EndsWith(".0", StringComparison.Ordinal)) text = text[..^2];
        text = Dropped().Replace(text, "");
        return Abroad().Match(text) is { Success: true } match ? match.Groups[1].Value : text;
    }

    // Mobile 1[3-9] + 9 digits; landline 0 + 9–11 digits; local 7–8 digits.
    private static bool IsValid(string digits) => Valid().IsMatch(digits);

    [GeneratedRegex(@"[、，,;；/／或\r\n]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[\u2E80-\u9FFF\uF900-\uFAFF\s.。・•·\-‐‑‒–—―−_]")]
    private static partial Regex Dropped();

    [GeneratedRegex(@"^(?:\+86|0086|86)([0-9]{11})$")]
    private static partial Regex Abroad();

    [GeneratedRegex(@"^(?:1[3-9][0-9]{9}|0[0-9]{9,11}|[0-9]{7,8})$")]
    private static partial Regex Valid();
}
