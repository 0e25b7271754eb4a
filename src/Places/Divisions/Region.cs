using HuTong.Core;
using HuTong.Data.Fence;

namespace HuTong.Places;

/// <summary>One node of the division tree. Source: GB/T 2260 to the county, statistical codes of 2023 below.</summary>
/// <param name="Code">Significant digits only: 2, 4, 6, 9 or 12.</param>
/// <param name="Name">The official name, endings such as 村民委员会 included.</param>
/// <param name="Kind">A code of <see cref="RegionKind"/>.</param>
/// <param name="ParentCode">The official parent, always a prefix of the code; empty for a province.</param>
/// <param name="Own">True for a node of HuTong's own, in a range that neither the standard nor the statistics use.</param>
[Unfenced("Names of places are public; a place is not about a child.")]
public sealed record Region(
    string Code, string Name, string Kind, string ParentCode, bool Own = false)
{
    /// <summary>Province to village; the length of the code tells it.</summary>
    public RegionLevel Level => LevelOf(Code);

    internal static RegionLevel LevelOf(string code) => code.Length switch
    {
        2 => RegionLevel.Province,
        4 => RegionLevel.City,
        6 => RegionLevel.County,
        9 => RegionLevel.Township,
        _ => RegionLevel.Village,
    };

    /// <summary>A village's name without its endings (import.md 7.5), other places' name; stored, never set.</summary>
    public string BaseKey
    {
        get => Level == RegionLevel.Village ? VillageName.BaseKey(Name) : Name;
        private init { }
    }

    /// <summary>The unit that manages it instead of its official parent (代管); null for nearly all.</summary>
    public string? ManagingCode { get; init; }

    /// <summary>First day on which the code stands; for standard codes the day of the data.</summary>
    public DateOnly ValidFrom { get; init; } = RegionTree.DataDate;

    /// <summary>First day on which it no longer stands; null while it does. Old codes stay readable.</summary>
    public DateOnly? ValidTo { get; init; }
}

/// <summary>A node of our own, and the townships that it manages (代管). Source: codes.md 1.3.</summary>
/// <param name="Code">County xx90–98, township 800–899 or village 800–899.</param>
/// <param name="Name">The name in common use.</param>
/// <param name="Manages">Codes of the nodes handed to it; they keep their official parent.</param>
public sealed record OwnNode(string Code, string Name, IReadOnlyList<string> Manages)
{
    /// <summary>The two zones of Jining that the 2023 codes lack; which townships they manage the city must confirm.</summary>
    public static IReadOnlyList<OwnNode> Shipped { get; } =
    [
        new("370891", "太白湖新区", ["370811002", "370811109"]),
        new("370892", "经开区", ["370829104", "370829108"]),
    ];
}
