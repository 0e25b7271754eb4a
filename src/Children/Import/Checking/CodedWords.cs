using System.Globalization;
using HuTong.Core.Codes;

namespace HuTong.Children.Import;

/// <summary>Words of ledgers that have a code of their own (codes.md 2, 4): the code where the word is known, else the word itself.</summary>
internal static class CodedWords
{
    private static readonly Dictionary<string, string> Ethnicity = Build(PersonCodes.Ethnicity, "族");
    private static readonly Dictionary<string, string> DisabilityKinds = Build(PersonCodes.DisabilityKinds, "残疾");
    private static readonly Dictionary<string, string> DisabilityGrades = Build(PersonCodes.DisabilityGrades, "残疾");
    private static readonly Dictionary<string, string> Health = Build(PersonCodes.Health, "");
    private static readonly Dictionary<string, string> Grades = Build(LivingCodes.GuardianshipGrades, "");
    private static readonly Dictionary<string, string> CareReasons = Build(LivingCodes.CareReasons, "");
    private static readonly Dictionary<string, string> HukouKinds = Build(PersonCodes.HukouKinds, "");

    public static string Read(LedgerField field, string text)
    {
        if (text.Length == 0) return text;
        var word = CellText.WithoutBlanks(CellText.Folded(text));
        return field switch
        {
            LedgerField.Ethnicity => Find(Ethnicity, word) ?? Find(Ethnicity, word.TrimStart('0').PadLeft(2, '0')) ?? text,
            LedgerField.DisabilityKind => Find(DisabilityKinds, word) ?? text,
            LedgerField.DisabilityGrade => Find(DisabilityGrades, Numbered(word)) ?? text,
            LedgerField.Health => Find(Health, word) ?? text,
            LedgerField.GuardianshipGrade => Find(Grades, word) ?? text,
            LedgerField.CareReason => Find(CareReasons, word) ?? Find(CareReasons, word.Replace("父母", "", StringComparison.Ordinal)) ?? text,
            LedgerField.HukouKind => word switch { "农村居民" => "rural", "城镇居民" => "urban", _ => Find(HukouKinds, word) ?? text },
            _ => text,
        };
    }

    private static string? Find(Dictionary<string, string> words, string word) => words.GetValueOrDefault(word);

    // 1级 and Ⅰ级 (which NFKC makes I级) are 一级.
    private static string Numbered(string word) => word.Length == 0 || word.Length > 4 ? word : word[0] switch
    {
        >= '1' and <= '4' => "一二三四"[int.Parse(word[..1], CultureInfo.InvariantCulture) - 1] + (word.Length == 1 ? "级" : word[1..]),
        'I' when word.StartsWith("III", StringComparison.Ordinal) => "三" + word[3..],
        'I' when word.StartsWith("II", StringComparison.Ordinal) => "二" + word[2..],
        'I' when word.StartsWith("IV", StringComparison.Ordinal) => "四" + word[2..],
        'I' => "一" + word[1..],
        _ => word,
    };

    /// <summary>Word, official number and code, each with and without the usual ending.</summary>
    private static Dictionary<string, string> Build(CodeTable table, string ending)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach (var code in table.All)
        {
            words.TryAdd(code.Words, code.Key);
            words.TryAdd(code.Key, code.Key);
            if (code.Official.Length > 0) words.TryAdd(code.Official, code.Key);
            if (ending.Length == 0) continue;
            words.TryAdd(code.Words.EndsWith(ending, StringComparison.Ordinal) ? code.Words[..^ending.Length] : code.Words + ending, code.Key);
        }

        return words;
    }
}
