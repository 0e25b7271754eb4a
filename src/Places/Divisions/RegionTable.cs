using System.IO.Compression;
using System.Text;

namespace HuTong.Places;

/// <summary>
/// The nodes in the order of their codes, which is the depth-first walk: whatever lies below a node follows it at once.
/// Columns instead of objects, because a process reads 67,278 nodes at start and asks for few of them.
/// </summary>
internal sealed class RegionTable
{
    private const string Resource = "HuTong.Places.Divisions.divisions.gz";
    private const string FirstLine = "#v1 ";
    private static readonly int[] DigitsOfDepth = [2, 2, 2, 3, 3];

    private readonly string[] codes;
    private readonly string[] names;
    private readonly int[] parents;
    private readonly int[] ends;
    private readonly Dictionary<string, int> indexes;

    private RegionTable(string[] codes, string[] names)
    {
        this.codes = codes;
        this.names = names;
        parents = new int[codes.Length];
        ends = new int[codes.Length];
        indexes = new Dictionary<string, int>(codes.Length, StringComparer.Ordinal);
        Span<int> open = stackalloc int[6];
        var depth = 0;
        for (var index = 0; index < codes.Length; index++)
        {
            while (depth > 0 && codes[open[depth - 1]].Length >= codes[index].Length) ends[open[--depth]] = index;
            parents[index] = depth > 0 ? open[depth - 1] : -1;
            open[depth++] = index;
            indexes.Add(codes[index], index);
        }

        while (depth > 0) ends[open[--depth]] = codes.Length;
    }

    /// <summary>Number of nodes.</summary>
    public int Count => codes.Length;

    /// <summary>Day of the data, as the file states it.</summary>
    public static DateOnly DataDate { get; } = new(2023, 6, 30);

    public string CodeOf(int index) => codes[index];

    public string NameOf(int index) => names[index];

    /// <returns>Index of the official parent; -1 for a province.</returns>
    public int ParentOf(int index) => parents[index];

    /// <returns>Index after the last node below this one.</returns>
    public int EndOf(int index) => ends[index];

    public bool TryIndex(string code, out int index) => indexes.TryGetValue(code, out index);

    /// <summary>Reads the embedded file; the recipe is codes.md 1.2.</summary>
    /// <exception cref="InvalidDataException">The file is not one of version 1.</exception>
    public static RegionTable Load(IEnumerable<OwnNode> own)
    {
        var raw = Unpack();
        var (codes, names) = Parse(raw);
        foreach (var node in own)
        {
            var at = codes.BinarySearch(node.Code, StringComparer.Ordinal);
            if (at >= 0)
            {
                names[at] = node.Name;
                continue;
            }

            codes.Insert(~at, node.Code);
            names.Insert(~at, node.Name);
        }

        return new RegionTable([.. codes], [.. names]);
    }

    private static byte[] Unpack()
    {
        using var packed = typeof(RegionTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("The division file is not embedded.");
        using var unpacked = new MemoryStream(2_000_000);
        using (var gzip = new GZipStream(packed, CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static (List<string> Codes, List<string> Names) Parse(ReadOnlySpan<byte> raw)
    {
        var end = raw.IndexOf((byte)'\n');
        if (!Encoding.UTF8.GetString(raw[..end]).StartsWith(FirstLine, StringComparison.Ordinal))
            throw new InvalidDataException("The division file is not of version 1.");

        var codes = new List<string>(70_000);
        var names = new List<string>(70_000);
        Span<char> code = stackalloc char[12];
        raw = raw[(end + 1)..];
        while (!raw.IsEmpty)
        {
            end = raw.IndexOf((byte)'\n');
            var depth = raw[0] - '0';
            var digits = DigitsOfDepth[depth];
            var start = depth < 3 ? 2 * depth : 3 * depth - 3;
            for (var digit = 0; digit < digits; digit++) code[start + digit] = (char)raw[1 + digit];
            codes.Add(new string(code[..(start + digits)]));
            names.Add(Encoding.UTF8.GetString(raw[(1 + digits)..end]));
            raw = raw[(end + 1)..];
        }

        return (codes, names);
    }
}
