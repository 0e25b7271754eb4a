using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>The place cells of a row, cleaned; empty where nothing was given.</summary>
public readonly record struct PlaceCells(string County, string Town, string Village, string Address);

/// <param name="RegionCode">12 digits when one village was found.</param>
/// <param name="Code">The place code of import.md 2, or null.</param>
/// <param name="Value">What the code is about, for the sentence.</param>
public sealed record PlaceResult(string? RegionCode, string? Code = null, string Value = "");

/// <summary>
/// Finds the village of a row among the places that the ledger's region manages. Source: import.md 7. Remembers what it found, as
/// ledgers repeat their villages; used by one thread.
/// </summary>
public sealed class PlaceFit
{
    private const int MostRemembered = 50_000;
    private static readonly string[] Homes = ["福利院", "福利中心", "儿童福利机构"];

    private readonly RegionTree tree;
    private readonly string region;
    private readonly string? county;
    private readonly string? town;
    private readonly PlaceAddress addresses;
    private readonly Dictionary<string, CountyPlaces> counties = new(StringComparer.Ordinal);
    private readonly Dictionary<PlaceCells, PlaceResult> remembered = [];

    /// <param name="region">4, 6, 9 or 12 digits.</param>
    public PlaceFit(RegionTree tree, string region)
    {
        (this.tree, this.region) = (tree, region);
        town = region.Length >= 9 ? region[..9] : null;
        county = region.Length < 6 ? null : region.Length == 6 ? region : tree.ManagingCounty(region) ?? region[..6];
        addresses = new PlaceAddress(tree, region, named => Places(county is not null && IsOfRegion(named) ? county : named));
    }

    public PlaceResult Find(PlaceCells cells)
    {
        if (remembered.TryGetValue(cells, out var known)) return known;
        if (remembered.Count >= MostRemembered) remembered.Clear();
        return remembered[cells] = Decide(cells);
    }

    private CountyPlaces Places(string code)
    {
        if (!counties.TryGetValue(code, out var places)) counties[code] = places = CountyPlaces.Of(tree, code);
        return places;
    }

    private PlaceResult Decide(PlaceCells cells)
    {
        var column = addresses.TownColumn(cells.Town);
        var stated = cells.County.Length == 0 ? null : addresses.CountyNamed(cells.County);
        if (cells.County.Length > 0 && stated is null) return new PlaceResult(null, "outside-region", cells.County);

        var known = stated ?? column.County ?? county;
        var village = addresses.Read(cells.Village, known);
        var address = addresses.Read(cells.Address, known);
        foreach (var (isElsewhere, value) in ((bool, string)[])[(column.IsElsewhere, cells.Town), (village.IsElsewhere, cells.Village), (address.IsElsewhere, cells.Address)])
            if (isElsewhere) return new PlaceResult(null, "outside-region", value);

        foreach (var (named, value) in ((string?, string)[])[(stated, cells.County), (column.County, cells.Town), (village.County, cells.Village), (address.County, cells.Address)])
            if (named is not null && !IsOfRegion(named)) return new PlaceResult(null, "outside-region", value);

        var townOfText = village.Town ?? address.Town;
        if (village.Town is not null && address.Town is not null && village.Town.Code != address.Town.Code) return new PlaceResult(null, "town-conflict", cells.Village);
        var scope = Scope(known ?? village.County ?? address.County, column.Rest, townOfText);
        return scope is null
            ? new PlaceResult(null, "county-missing", cells.Village.Length > 0 ? cells.Village : cells.Address)
            : InCounty(scope, column.Rest, townOfText, (village.Rest, cells.Village), (address.Rest, cells.Address));
    }

    /// <summary>The region's own county or zone, or the county out of whose land a zone is cut, or any county of a city's region.</summary>
    private bool IsOfRegion(string named)
    {
        if (county is null) return named.StartsWith(region, StringComparison.Ordinal);
        return named == county || (named != county && tree.Manages(county).All(prefix => prefix.StartsWith(named, StringComparison.Ordinal)));
    }

    /// <summary>The county whose places are searched; null when a city's ledger does not settle it.</summary>
    private CountyPlaces? Scope(string? named, string townText, TownshipPlaces? townOfText)
    {
        if (county is not null) return Places(county);
        if (named is not null) return Places(named);
        var towns = townText.Length > 0 ? [.. addresses.TownsOfCity(townText)] : townOfText is null ? (List<TownshipPlaces>)[] : [townOfText];
        var found = towns.Select(each => tree.ManagingCounty(each.Code)).Distinct().ToList();
        return found is [{ } only] ? Places(only) : null;
    }

    private PlaceResult InCounty(CountyPlaces scope, string townText, TownshipPlaces? townOfText, (string Written, string Cell) village, (string Written, string Cell) address)
    {
        TownshipPlaces? townOfColumn = null;
        if (townText.Length > 0)
        {
            var named = scope.Named(townText);
            if (named.Count == 0) return new PlaceResult(null, IsTownOutside(townText) ? "outside-region" : "town-unknown", townText);
            if (named.Count > 1) return new PlaceResult(null, "town-ambiguous", townText);
            townOfColumn = named[0];
        }

        if (townOfColumn is not null && townOfText is not null && townOfColumn.Code != townOfText.Code) return new PlaceResult(null, "town-conflict", townText);
        var found = townOfColumn ?? townOfText;
        if (found is not null && (town is null ? !tree.IsInside(found.Code, region) : found.Code != town)) return new PlaceResult(null, "outside-region", found.Name);
        found ??= town is null ? null : scope.Towns.FirstOrDefault(each => each.Code == town);

        var (rest, cell) = VillageName.Normalise(village.Written).Length > 0 ? village : address;
        var text = VillageName.Normalise(rest);
        if (text.Length == 0) return region.Length == 12 ? new PlaceResult(region) : new PlaceResult(null, "village-missing");

        var result = InTowns(scope, found, text, cell);
        if (result.RegionCode is null) result = AsWritten(scope, found, text, rest, cell) ?? result;
        return result.RegionCode is { } code && !tree.IsInside(code, region) ? result with { Code = "outside-region", Value = cell } : result;
    }

    /// <summary>The words before anything was taken off, if they are a village: 山东头村 is no province and 头村, 十八户 no house number.</summary>
    private static PlaceResult? AsWritten(CountyPlaces scope, TownshipPlaces? town, string read, string rest, string cell)
    {
        foreach (var words in (string[])[PlaceAddress.Plain(rest), VillageName.Normalise(cell), PlaceAddress.Plain(cell)])
            if (words.Length > 0 && words != read && InTowns(scope, town, words, cell) is { RegionCode: not null } found) return found;
        return null;
    }

    /// <summary>A zone's ledger names a town of the county around it: a place, but not inside the region.</summary>
    private bool IsTownOutside(string townText) =>
        county is not null && tree.Manages(county) is [var prefix, ..] && prefix.Length > 6 && prefix[..6] is var around
        && tree.Children(around).Any(each => each.Name == townText || CountyPlaces.ShortTown(each.Name) == CountyPlaces.ShortTown(townText));

    private static PlaceResult InTowns(CountyPlaces scope, TownshipPlaces? town, string text, string cell)
    {
        var towns = town is null ? scope.Towns : [town];
        var key = VillageName.BaseKey(text);
        var sameKey = towns.SelectMany(each => each.WithKey(key)).ToList();
        var kind = VillageName.StatedKind(text);
        foreach (var fits in (Func<VillagePlace, bool>[])[each => each.Name == text, each => each.Kind == kind, _ => true])
        {
            var found = sameKey.Where(fits).ToList();
            if (found.Count == 1) return new PlaceResult(found[0].Code);
            if (found.Count > 1) return new PlaceResult(null, "village-ambiguous", cell);
        }

        if (Homes.Any(home => text.EndsWith(home, StringComparison.Ordinal))) return new PlaceResult(null, "village-missing", cell);
        if (town is not null && scope.Towns.Any(other => other.Code != town.Code && other.WithKey(key).Count > 0)) return new PlaceResult(null, "village-other-town", cell);
        var isNear = key.Length >= 2 && towns.Any(each => each.Keys.Any(other => other.Length >= 2 && OneEdit.Apart(key, other)));
        return new PlaceResult(null, isNear ? "village-near" : "village-unknown", cell);
    }
}
