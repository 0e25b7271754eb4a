using HuTong.Ui.Words;

namespace HuTong.Children.Import;

/// <summary>A table of words shipped with the room: a code, a tab, words between 、. Lines with # are comments.</summary>
internal static class WordTable
{
    public static IEnumerable<(string Code, string[] Words)> Read(string name) =>
        WordRows.Of(typeof(WordTable).Assembly, $"Import.{name}.tsv").Where(row => row.Length == 2).Select(row => (row[0], row[1].Split('、')));

    /// <summary>Word to code. A word that stands twice is a mistake of the table and throws.</summary>
    public static Dictionary<string, string> ByWord(string name) =>
        Read(name).SelectMany(row => row.Words.Select(word => (word, row.Code))).ToDictionary(each => each.word, each => each.Code, StringComparer.Ordinal);
}
