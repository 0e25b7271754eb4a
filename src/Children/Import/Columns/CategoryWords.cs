using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

/// <summary>What a category cell says. Codes in order of appearance, each once.</summary>
/// <param name="Codes">Open and sealed codes alike.</param>
/// <param name="Unknown">Words that are not in the table.</param>
/// <param name="Ambiguous">孤儿 and its like, which name no one code.</param>
public sealed record CategoryReading(IReadOnlyList<string> Codes, IReadOnlyList<string> Unknown, IReadOnlyList<string> Ambiguous)
{
    public static CategoryReading Nothing { get; } = new([], [], []);
}

/// <summary>Category words of ledgers. Source: import.md 8.</summary>
public static partial class CategoryWords
{
    public const string Ambiguous = "ambiguous";
    public const string HivAffected = "hiv-affected";
    public const string Abused = "abused";
    public const string JuvenileCase = "juvenile-case";

    private static readonly Dictionary<string, string> Codes = WordTable.ByWord("categories");

    private static readonly Dictionary<string, string> BarePlain = Codes.ToDictionary(each => Bare(each.Key), each => each.Value, StringComparer.Ordinal);

    // Longest first, so that 农村留守儿童 is not found as 留守儿童; two words of fewer than 4 characters count as well.
    private static readonly (string Word, string Code)[] InTitles =
    [
        .. Codes.Where(each => each.Key.Length >= 4).Select(each => (each.Key, each.Value)).OrderByDescending(each => each.Key.Length),
        ("孤儿", Ambiguous), ("艾滋", HivAffected), ("爱滋", HivAffected),
    ];

    public static bool IsSealed(string code) => code is HivAffected or Abused or JuvenileCase;

    /// <summary>The code of one word, <see cref="Ambiguous"/>, or null.</summary>
    public static string? Find(string word)
    {
        if (Codes.TryGetValue(word, out var code) || BarePlain.TryGetValue(Bare(word), out code)) return code;
        return word.Contains("艾滋", StringComparison.Ordinal) || word.Contains("爱滋", StringComparison.Ordinal)
            || word.Equals("HIV", StringComparison.OrdinalIgnoreCase) ? HivAffected : null;
    }

    public static CategoryReading Read(string cell)
    {
        var text = CellText.Folded(cell).Replace('〔', '(').Replace('〕', ')').Replace('【', '(').Replace('】', ')');
        List<string> codes = [], unknown = [], ambiguous = [];
        foreach (var word in Words(text))
        {
            var code = Find(word);
            var list = code is null ? unknown : code == Ambiguous ? ambiguous : codes;
            var entry = list == codes ? code! : word;
            if (!list.Contains(entry)) list.Add(entry);
        }

        return new CategoryReading(codes, unknown, ambiguous);
    }

    /// <summary>The codes that a title names, each once; <see cref="Ambiguous"/> may be among them.</summary>
    public static IReadOnlyList<string> ReadTitle(string title)
    {
        var text = Bare(CellText.WithoutBlanks(CellText.Folded(title)));
        HashSet<string> found = [];
        foreach (var (word, code) in InTitles)
        {
            if (!text.Contains(word, StringComparison.Ordinal)) continue;
            found.Add(code);
            text = text.Replace(word, "\n", StringComparison.Ordinal);
        }

        return [.. found];
    }

    private static IEnumerable<string> Words(string text)
    {
        if (text.AsSpan().IndexOfAny(Boxes) >= 0) return Ticked().Matches(text).Select(match => match.Groups[1].Value.Trim()).Where(word => word.Length > 0);
        return Splitters().Split(Numbering().Replace(text, "、")).Where(word => word.Length > 0);
    }

    private static string Bare(string word) => Signs().Replace(word, "");

    private static readonly System.Buffers.SearchValues<char> Boxes = System.Buffers.SearchValues.Create("□☐☑☒√✓■");

    [GeneratedRegex(@"[、，,;；/／+＋\s]+")]
    private static partial Regex Splitters();

    // 1. 1、 (1) before a word; ① has become 1 by NFKC and stands without a sign.
    [GeneratedRegex(@"(?<=^|[、，,;；/／+＋\s])\(?[0-9]{1,2}(?:[.、)]|(?=[一-鿿]))|(?<=[一-鿿])\(?[0-9]{1,2}[.、)]")]
    private static partial Regex Numbering();

    [GeneratedRegex(@"[☑√✓■]\s*([^□☐☑☒√✓■、，,;；/／+＋\s]+)")]
    private static partial Regex Ticked();

    [GeneratedRegex(@"[()〔〕【】\[\]<>《》""'“”\-—–_]")]
    private static partial Regex Signs();
}
