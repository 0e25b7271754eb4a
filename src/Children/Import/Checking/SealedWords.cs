using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

/// <summary>Keeps sealed words and numbers out of what is stored openly, shown or said. Source: import.md 8, security.md 4.</summary>
internal static partial class SealedWords
{
    public const string Replacement = "封存";

    private static readonly string[] Words =
    [
        .. WordTable.Read("categories").Where(row => CategoryWords.IsSealed(row.Code)).SelectMany(row => row.Words),
        "艾滋", "爱滋", "感染途径", "性侵", "侵害", "虐待",
    ];

    private static readonly System.Buffers.SearchValues<string> Any = System.Buffers.SearchValues.Create(Words, StringComparison.OrdinalIgnoreCase);

    public static bool Hold(string text) => text.AsSpan().ContainsAny(Any);

    /// <summary>The cell, or 封存 when it holds a sealed word.</summary>
    public static string Open(string text) => text.Length > 1 && Hold(text) ? Replacement : text;

    /// <summary>A value as a sentence may show it: no sealed word, numbers of 15 digits and more by first and last character, not too long.</summary>
    public static string Shown(string text)
    {
        var open = LongNumber().Replace(Open(text.ReplaceLineEndings(" ")), match => $"{match.Value[0]}…{match.Value[^1]}");
        return open.Length > 30 ? open[..30] + "…" : open;
    }

    [GeneratedRegex(@"[0-9０-９](?:[\s\-]*[0-9０-９*＊xXＸ]){14,}")]
    private static partial Regex LongNumber();
}
