using System.Reflection;

namespace HuTong.Ui.Words;

/// <summary>Rows of a table of words that is shipped inside a room: cells by tab, lines of # left out.</summary>
public static class WordRows
{
    /// <param name="resource">Its name in the assembly: Import.categories.tsv.</param>
    /// <exception cref="InvalidOperationException">It is not embedded.</exception>
    public static IEnumerable<string[]> Of(Assembly room, string resource)
    {
        using var stream = room.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The table {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line.Split('\t');
    }
}
