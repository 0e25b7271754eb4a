namespace HuTong.Children.Import;

/// <summary>A table of words shipped with the room: a code, a tab, words between 、. Lines with # are comments.</summary>
internal static class WordTable
{
    public static IEnumerable<(string Code, string[] Words)> Read(string name)
    {
        using var stream = typeof(WordTable).Assembly.GetManifestResourceStream($"Import.{name}.tsv")
            ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        List<(string, string[])> rows = [];
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#' && line.Split('\t') is [var code, var words]) rows.Add((code, words.Split('、')));
        return rows;
    }

    /// <summary>Word to code. A word that stands twice is a mistake of the table and throws.</summary>
    public static Dictionary<string, string> ByWord(string name) =>
        Read(name).SelectMany(row => row.Words.Select(word => (word, row.Code))).ToDictionary(each => each.word, each => each.Code, StringComparer.Ordinal);
}
