using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Places;

namespace HuTong.Visits.Posts;

/// <summary>A place whose posts are looked at, with its villages and townships by the managing line.</summary>
/// <param name="Prefixes">What its places begin with.</param>
public sealed record PlaceParts(string Code, RegionLevel Level, string Name, IReadOnlyList<string> Prefixes, IReadOnlyList<string> Villages, IReadOnlyList<string> Townships)
{
    public bool Has(string code) => Prefixes.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal));
}

/// <summary>The place that somebody asks for, when it is theirs. Posts stand outside the fence: this is the fence of their pages, with <see cref="People.Register.PostsWithin"/>.</summary>
public sealed class PostsPlace(RegionTree tree, OwnPlaces own, Scope scope)
{
    /// <param name="code">Null or empty: the asker's own.</param>
    /// <returns>Null for a place that is not there or not the asker's.</returns>
    public PlaceParts? Find(string? code)
    {
        if (scope.Prefixes.Count == 0) return null;
        if (!string.IsNullOrEmpty(code) && scope.Covers(code)) return Of(code);
        if (!string.IsNullOrEmpty(code) && code != scope.OfficeRegion) return null;
        return scope.Role == Core.Codes.RoleCodes.VillageDirector ? OfDirector() : own.Units.Count == 1 ? Of(own.Whole) : OfTownships();
    }

    private PlaceParts? Of(string code) => tree.Find(code) is not { } place ? null : new PlaceParts(
        code, place.Level, tree.ShortName(code, place.Level == RegionLevel.City ? RegionLevel.City : RegionLevel.County), tree.Manages(code),
        place.Level == RegionLevel.Village ? [code] : [.. tree.Villages(code).Select(village => village.Code)],
        place.Level switch { RegionLevel.Village => [], RegionLevel.Township => [code], RegionLevel.County => [.. tree.Townships(code).Select(one => one.Code)], _ => [.. tree.Counties(code).SelectMany(county => tree.Townships(county.Code)).Select(one => one.Code)] });

    // A director's place is the villages of the post, whatever lies over them.
    private PlaceParts OfDirector() => new(
        scope.OfficeRegion, RegionLevel.Village, string.Join("、", scope.Prefixes.Select(prefix => tree.ShortName(prefix, RegionLevel.Village))), scope.Prefixes,
        [.. scope.Prefixes.Where(tree.Knows).Order(StringComparer.Ordinal)], []);

    // A supervisor of several townships sees them as a county sees its own; no address names them.
    private PlaceParts OfTownships() => new(
        OwnPlaces.All, RegionLevel.County, own.Words(own.Whole), [.. own.Stands(own.Whole)], [.. own.Units.SelectMany(unit => unit.Length == 12 ? [unit] : tree.Villages(unit).Select(village => village.Code))], [.. own.Units.Where(unit => unit.Length == 9)]);

    /// <summary>The part of a place, one level down, that a code lies in by the managing line: a county of a city, a township of a county.</summary>
    public string PartOf(PlaceParts place, string code) => place.Level == RegionLevel.City ? tree.ManagingCounty(code) ?? code : code[..Math.Min(9, code.Length)];
}
