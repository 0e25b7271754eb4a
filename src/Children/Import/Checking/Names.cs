using System.Text;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <param name="Text">Clean; empty when no name was given.</param>
public readonly record struct NameCell(string Text, bool IsCleaned, bool IsClear)
{
    public static NameCell None { get; } = new("", false, false);
}

/// <summary>A child's name: blanks inside out, the middle dot unified, nothing else changed. Source: import.md 6.</summary>
public static class Names
{
    private const int Longest = 15;

    /// <summary>Characters that a file holds, whoever confirms more; as the forms.</summary>
    public const int Most = 60;
    private const char Dot = '·';

    public static NameCell Read(string text)
    {
        if (BlankWords.Holds(LedgerField.Name, text) || BlankWords.IsDitto(text)) return NameCell.None;
        var dotted = CellText.Folded(Dotted(text));
        var name = CellText.WithoutBlanks(dotted);
        var length = name.EnumerateRunes().Count();
        var isCleaned = name.Length != dotted.Length || !string.Equals(Dotted(text), text, StringComparison.Ordinal);
        return new NameCell(name, isCleaned, length is > 1 and <= Longest && name.EnumerateRunes().All(IsOfNames));
    }

    public static Problem? TooLong(string name) => name.Length > Most ? new Problem("name-unclear", $"姓名最多 {Most} 个字，现在 {name.Length} 个。", LedgerField.Name.Key()) : null;

    private static string Dotted(string text)
    {
        if (text.AsSpan().IndexOfAny(OtherDots) < 0) return text;
        var chars = text.ToCharArray();
        for (var at = 1; at < chars.Length - 1; at++)
            if (OtherDots.Contains(chars[at])) chars[at] = Dot;
        return new string(chars);
    }

    private static readonly System.Buffers.SearchValues<char> OtherDots = System.Buffers.SearchValues.Create("・•．‧･");

    private static bool IsOfNames(Rune sign) =>
        sign.Value is 0xB7 or 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
        || (sign.Value < 0x250 && Rune.IsLetter(sign));
}
