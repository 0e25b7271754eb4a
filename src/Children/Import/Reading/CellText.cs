using System.Globalization;

namespace HuTong.Children.Import;

/// <summary>What every cell loses before anything looks at it (import.md 3), and how numbers and dates become text.</summary>
public static class CellText
{
    /// <summary>
    /// Without outer blanks, zero-width characters, one leading apostrophe and an <c>="…"</c> shell. The same string when there was nothing to lose.
    /// </summary>
    public static string Clean(string raw)
    {
        var text = WithoutInvisible(raw).Trim(OuterBlanks);
        if (text.Length > 0 && text[0] == '\'') text = text[1..].Trim(OuterBlanks);
        return Unshelled(text);
    }

    /// <summary>NFKC: full width to half width, compatibility forms to their plain ones. Most cells hold only letters that stay what they are, and cost nothing.</summary>
    public static string Folded(string text)
    {
        foreach (var sign in text)
            if (sign is not (< '\u0080' or (>= '\u4E00' and <= '\u9FFF'))) return text.Normalize(System.Text.NormalizationForm.FormKC);
        return text;
    }

    /// <summary>Digits only when it is whole; 15 significant digits otherwise, as a spreadsheet shows it.</summary>
    public static string Of(double number) =>
        Math.Abs(number) < 1e21 && number == Math.Truncate(number)
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : number.ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>yyyy-MM-dd; a time that is not midnight follows after a blank.</summary>
    public static string Of(DateTime at) =>
        at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Zero-width: U+200B–U+200D, U+2060, U+FEFF.</summary>
    public static bool IsInvisible(char sign) => sign is >= '\u200B' and <= '\u200D' or '\u2060' or '\uFEFF';

    /// <summary>Space, tab, U+3000, NBSP, line breaks and their kin.</summary>
    public static bool IsBlank(char sign) => char.IsWhiteSpace(sign);

    /// <summary>Without blanks of any kind, inner ones too, and without zero-width characters.</summary>
    public static string WithoutBlanks(string text)
    {
        foreach (var sign in text)
            if (IsBlank(sign) || IsInvisible(sign)) return string.Concat(text.Where(kept => !IsBlank(kept) && !IsInvisible(kept)));
        return text;
    }

    private static readonly char[] OuterBlanks = [' ', '\t', '\u3000', '\u00A0', '\r', '\n'];

    private static readonly System.Buffers.SearchValues<char> Invisible = System.Buffers.SearchValues.Create("\u200B\u200C\u200D\u2060\uFEFF");

    private static string WithoutInvisible(string raw) =>
        raw.AsSpan().IndexOfAny(Invisible) < 0 ? raw : string.Concat(raw.Where(kept => !IsInvisible(kept)));

    private static string Unshelled(string text) =>
        text.Length >= 3 && text[0] == '=' && text[1] == '"' && text[^1] == '"' && text.IndexOf('"', 2) == text.Length - 1
            ? text[2..^1].Trim(OuterBlanks)
            : text;
}
