using System.Text.Json;

namespace HuTong.Children.Import;

/// <summary>A row of <c>demo/expected.json</c>: what the maker of the book meant it to become. Normalised is absent for rejected rows.</summary>
public sealed record MeantRow(string Sheet, int Row, string Outcome, IReadOnlyList<string> Codes, IReadOnlyDictionary<string, JsonElement>? Normalised);

public sealed record MeantCounts(int Rows, int Accepted, int Fixed, int NeedsPerson, int Rejected);

/// <summary>What differs when other books are on the register already.</summary>
public sealed record MeantLater(IReadOnlyList<string> Given, MeantCounts Counts, IReadOnlyList<MeantRow> Outcomes);

/// <param name="Given">Books whose children are on the register before; null for an empty register.</param>
public sealed record MeantBook(
    string File, string Region, string As, MeantCounts Counts, IReadOnlyList<MeantRow> Outcomes, IReadOnlyList<string>? Given = null, MeantLater? Later = null)
{
    public string Path => System.IO.Path.Combine(DemoBooks.Folder, File);

    /// <summary>The same book on a register that holds <see cref="MeantLater.Given"/>.</summary>
    public MeantBook AfterOthers()
    {
        var changed = Later!.Outcomes.ToDictionary(row => (row.Sheet, row.Row));
        return this with { Given = Later.Given, Counts = Later.Counts, Outcomes = [.. Outcomes.Select(row => changed.GetValueOrDefault((row.Sheet, row.Row), row))] };
    }
}

/// <summary>The sample ledgers of <c>demo/</c> with their intended outcomes.</summary>
public sealed record DemoBooks(DateOnly Today, IReadOnlyList<MeantBook> Books)
{
    public static string Folder { get; } = Find();

    public static DemoBooks Shipped { get; } = JsonSerializer.Deserialize<DemoBooks>(
        File.ReadAllText(Path.Combine(Folder, "expected.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public MeantBook this[string file] => Books.Single(book => book.File == file);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "demo")) && File.Exists(Path.Combine(folder.FullName, "HuTong.slnx"))) return Path.Combine(folder.FullName, "demo");
        throw new InvalidOperationException("The tests must run from a folder inside the repository.");
    }
}
