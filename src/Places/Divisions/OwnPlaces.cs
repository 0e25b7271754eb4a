using HuTong.Core;
using HuTong.Data.Fence;

namespace HuTong.Places;

/// <summary>The places that someone answers for, each by itself or all together: by the jurisdiction alone, whatever office the post belongs to.</summary>
public sealed class OwnPlaces(RegionTree tree, Scope scope)
{
    /// <summary>All of several places together: no address names them.</summary>
    public const string All = "";

    /// <summary>The widest units that are wholly one's own: one for an office, two for who works in two townships; ordered by code.</summary>
    public IReadOnlyList<string> Units => field ??= [.. scope.Prefixes.Select(prefix => tree.Over(prefix).LastOrDefault(unit => tree.Stands(unit).All(scope.Covers)) ?? prefix).Distinct().Order(StringComparer.Ordinal)];

    public string Whole => Units.Count == 1 ? Units[0] : All;

    /// <returns>The whole where no place is asked for; null for a place that is not one's own. A village that the tree does not know may still have children.</returns>
    public string? Of(string? asked) => !string.IsNullOrEmpty(asked) ? (tree.Knows(asked) || asked.Length == 12 && asked.All(char.IsAsciiDigit)) && Has(asked) ? asked : null : Units.Count > 0 ? Whole : null;

    public bool Has(string place) => tree.Stands(place).All(scope.Covers);

    /// <summary>Prefixes of the rows of a place, as <see cref="RegionTree.Stands"/>.</summary>
    public IReadOnlyList<string> Stands(string place) => place == All ? [.. Units.SelectMany(tree.Stands).Distinct()] : tree.Stands(place);

    /// <summary>Codes of the places one level down; of all together one's own places.</summary>
    public IReadOnlyList<string> Parts(string place) => place == All ? Units : [.. tree.Parts(place).Select(part => part.Code)];

    /// <summary>Codes of the places over this one that are one's own too, the widest first.</summary>
    public IEnumerable<string> Over(string place) => place == All ? [] : tree.Over(place).Where(code => code != place && Has(code)).Append(Whole).Where(code => code != place).Distinct().Reverse();

    /// <summary>泉林镇; 您管的 3 个村.</summary>
    public string Words(string place) => place == All ? $"您管的 {Units.Count} 个{Kind}" : place.Length == 12 ? VillageName.Short(tree.NameOf(place) ?? place) : tree.NameOf(place) ?? place;

    /// <summary>A village as lists name it: with its township where villages of several stand in one list.</summary>
    public string Village(string region) => tree.ShortName(region, IsInOneTownship ? RegionLevel.Village : RegionLevel.Township);

    public bool IsInOneTownship => Units.Count > 0 && Units.All(unit => unit.Length >= 9 && unit[..9] == Units[0][..9]);

    private string Kind => Units.Select(unit => unit.Length).Distinct().ToList() switch { [12] => "村", [9] => "镇街", [6] => "县市区", _ => "地方" };
}
