using HuTong.Core;

namespace HuTong.Places;

/// <summary>
/// The places: China to the county, Shandong to the village (data of 2023-06-30), and our own nodes (codes.md 1.3).
/// Immutable, so any thread may ask. Codes are significant digits: 2, 4, 6, 9 or 12.
/// Two lines: the official parent is a prefix of the code; the managing line (代管) goes by which unit does the work today.
/// </summary>
public sealed class RegionTree
{
    private static readonly Lazy<RegionTree> Lazily = new(() => new RegionTree(OwnNode.Shipped));

    private readonly RegionTable table;
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> managers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> managed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> remaining = new(StringComparer.Ordinal);

    /// <summary>The embedded file with the given nodes of our own; an own node with a known code renames that node.</summary>
    public RegionTree(IReadOnlyList<OwnNode> ownNodes)
    {
        table = RegionTable.Load(ownNodes);
        foreach (var node in ownNodes)
        {
            if (IsOwnRange(node.Code)) own.Add(node.Code);
            if (node.Manages.Count > 0) managed[node.Code] = [.. node.Manages];
            foreach (var code in node.Manages) managers[code] = node.Code;
        }

        foreach (var code in managers.Keys)
            for (var above = ParentCode(code); above.Length > 0; above = ParentCode(above))
                if (!remaining.ContainsKey(above) && !managers[code].StartsWith(above, StringComparison.Ordinal))
                    remaining[above] = [.. Remaining(above, giver: above)];
    }

    /// <summary>The tree as shipped; read once for the process.</summary>
    public static RegionTree Standard => Lazily.Value;

    /// <summary>Number of nodes, our own included.</summary>
    public int Count => table.Count;

    /// <summary>Day of the embedded data.</summary>
    public static DateOnly DataDate => RegionTable.DataDate;

    /// <summary>Every node in the order of codes, each before what lies below it.</summary>
    public IEnumerable<Region> All => Enumerable.Range(0, table.Count).Select(At);

    /// <summary>The nodes whose code and name fit, in the order of codes; only these are built, so the whole tree may be asked.</summary>
    public IEnumerable<Region> Where(Func<string, string, bool> fits)
    {
        for (var index = 0; index < table.Count; index++)
            if (fits(table.CodeOf(index), table.NameOf(index))) yield return At(index);
    }

    /// <returns>The node, or null when no place has the code.</returns>
    public Region? Find(string code) => table.TryIndex(code, out var index) ? At(index) : null;

    public bool Knows(string code) => table.TryIndex(code, out _);

    /// <returns>The official name, or null when no place has the code.</returns>
    public string? NameOf(string code) => table.TryIndex(code, out var index) ? table.NameOf(index) : null;

    /// <summary>Nodes one level down by the official line; an empty code asks for the provinces. Ordered by code.</summary>
    public IEnumerable<Region> Children(string code)
    {
        var (start, end) = (0, table.Count);
        if (code.Length > 0)
        {
            if (!table.TryIndex(code, out var index)) yield break;
            (start, end) = (index + 1, table.EndOf(index));
        }

        for (var child = start; child < end; child = table.EndOf(child)) yield return At(child);
    }

    /// <summary>Everything below a node by the official line, without the node itself. Ordered by code.</summary>
    public IEnumerable<Region> Below(string code)
    {
        if (!table.TryIndex(code, out var index)) yield break;
        for (var below = index + 1; below < table.EndOf(index); below++) yield return At(below);
    }

    // A node of a level has none of it below: what lies there is not walked.
    private IEnumerable<Region> Below(string code, RegionLevel level)
    {
        if (!table.TryIndex(code, out var index)) yield break;
        for (var below = index + 1; below < table.EndOf(index);)
        {
            var isOne = Region.LevelOf(table.CodeOf(below)) == level;
            if (isOne) yield return At(below);
            below = isOne ? table.EndOf(below) : below + 1;
        }
    }

    /// <summary>Places one level down by the managing line: counties of a province or city, townships, villages; none below a village.</summary>
    public IEnumerable<Region> Parts(string code) => code.Length switch
    {
        2 or 4 => Counties(code),
        6 => Townships(code),
        9 => Villages(code),
        _ => [],
    };

    /// <summary>Counties of a province or of a city.</summary>
    public IEnumerable<Region> Counties(string code) => Below(code, RegionLevel.County);

    /// <summary>Towns of a county or zone by the managing line: 370891 has two, 370811 is without them.</summary>
    public IEnumerable<Region> Townships(string countyCode) => InManagingLine(countyCode, RegionLevel.Township);

    /// <summary>Villages of a town, county, zone or city by the managing line.</summary>
    public IEnumerable<Region> Villages(string code) => InManagingLine(code, RegionLevel.Village);

    /// <summary>
    /// Prefixes of the places that a unit manages today. 370891 → its two townships; 370811 → its remaining townships;
    /// any other code → itself.
    /// </summary>
    public IReadOnlyList<string> Manages(string code) =>
        managed.TryGetValue(code, out var given) ? given : remaining.TryGetValue(code, out var rest) ? rest : [code];

    /// <summary>
    /// The jurisdiction of a unit: <see cref="Manages"/> and the unit's own node, which its rolls and its rows without a
    /// village carry (codes.md 1.3).
    /// </summary>
    public IReadOnlyList<string> Stands(string code) =>
        managed.ContainsKey(code) || remaining.ContainsKey(code) ? [OwnCode(code), .. Manages(code)] : [code];

    /// <returns>
    /// The code that stands for the unit alone: 370811 has handed townships away, so it is 370811000000; for others the code.
    /// </returns>
    public string OwnCode(string code) => remaining.ContainsKey(code) ? code.PadRight(12, '0') : code;

    /// <summary>Whether a place lies in a region by the managing line. A region is inside itself.</summary>
    public bool IsInside(string code, string regionCode)
    {
        if (code == regionCode) return true;
        foreach (var prefix in Manages(regionCode))
            if (code.StartsWith(prefix, StringComparison.Ordinal)) return true;
        return (managed.ContainsKey(regionCode) || remaining.ContainsKey(regionCode)) && code == OwnCode(regionCode);
    }

    /// <summary>The county or zone that does the work for a place: 370891 for a village of 370811002; null above the county.</summary>
    public string? ManagingCounty(string code)
    {
        if (code.Length < 6) return null;
        if (code.Length >= 9 && managers.TryGetValue(code[..9], out var manager)) return manager;
        return managers.GetValueOrDefault(code[..6], code[..6]);
    }

    /// <summary>
    /// The lowest unit by the managing line that has both places: 3708 for a village of 370811002, which the zone 370891 manages, and one that
    /// 370811 has kept; 370891 for two villages of the zone.
    /// </summary>
    /// <returns>Empty for places of two provinces.</returns>
    public string OfficeOver(string first, string second)
    {
        for (var unit = Unit(first); unit is not null; unit = ManagingParent(unit))
            if (IsInside(first, unit) && IsInside(second, unit)) return unit;
        return "";
    }

    // 370811000000 stands for the unit 370811 alone.
    private static string Unit(string code) => code.Length == 12 && code.EndsWith("000000", StringComparison.Ordinal) ? code[..6] : code;

    /// <summary>A place and all those over it by the managing line, up to its province; what stands for a unit alone begins with the unit.</summary>
    public IEnumerable<string> Over(string code)
    {
        if (Unit(code) != code) yield return code;
        for (var unit = Unit(code); unit is not null; unit = ManagingParent(unit))
            if (IsInside(code, unit)) yield return unit;
    }

    /// <summary>The next node up by the managing line; null for a province.</summary>
    public string? ManagingParent(string code)
    {
        if (managers.TryGetValue(code, out var manager)) return manager;
        var parent = ParentCode(code);
        return parent.Length == 0 ? null : parent;
    }

    /// <summary>Official names joined from the level asked for, by the managing line: 泗水县泉林镇卞桥一村村民委员会.</summary>
    /// <returns>The longest name that can be told; empty for a code of no place.</returns>
    public string FullName(string code, RegionLevel from = RegionLevel.County) =>
        string.Concat(Line(code, from).Select(node => node.Name));

    /// <summary>As people write it: 泗水县泉林镇卞桥一村.</summary>
    public string ShortName(string code, RegionLevel from = RegionLevel.County) => Line(code, from) is { Count: > 0 } line
        ? string.Concat(line.Select(node => node.Level == RegionLevel.Village ? VillageName.Short(node.Name) : node.Name)) : code;

    /// <summary>The nodes from the level asked for down to the node, by the managing line.</summary>
    public IReadOnlyList<Region> Line(string code, RegionLevel from = RegionLevel.Province)
    {
        var line = new List<Region>(5);
        for (var at = Find(code); at is not null && (at.Level >= from || line.Count == 0); at = ManagingParent(at.Code) is { } up ? Find(up) : null)
            line.Add(at);
        line.Reverse();
        return line;
    }

    /// <summary>The official parent's code; empty for a province.</summary>
    public static string ParentCode(string code) => code.Length switch
    {
        12 => code[..9],
        9 => code[..6],
        6 => code[..4],
        4 => code[..2],
        _ => "",
    };

    /// <summary>Whether a code lies in a range kept for our own nodes (codes.md 1.3); 370899 is for demo ID numbers only.</summary>
    public static bool IsOwnRange(string code) => code.Length switch
    {
        6 => code[4] == '9' && code[5] != '9',
        9 or 12 => code[^3] == '8',
        _ => false,
    };

    private Region At(int index)
    {
        var (code, name) = (table.CodeOf(index), table.NameOf(index));
        var parent = table.ParentOf(index);
        return new Region(
            code, name, RegionKind.Of(code, name), parent < 0 ? "" : table.CodeOf(parent), own.Contains(code))
        {
            ManagingCode = managers.GetValueOrDefault(code),
        };
    }

    private IEnumerable<Region> InManagingLine(string code, RegionLevel level)
    {
        foreach (var prefix in Manages(code))
        {
            if (Find(prefix) is { } self && self.Level == level && prefix != code) yield return self;
            foreach (var node in Below(prefix, level)) yield return node;
        }
    }

    // Only what a unit outside the giver manages is lost to the giver: a city keeps what its own zone manages.
    private IEnumerable<string> Remaining(string code, string giver)
    {
        if (managers.TryGetValue(code, out var manager)) return manager.StartsWith(giver, StringComparison.Ordinal) ? [code] : [];
        return managers.Keys.Any(handed => handed.StartsWith(code, StringComparison.Ordinal))
            ? Children(code).SelectMany(child => Remaining(child.Code, giver))
            : [code];
    }
}
