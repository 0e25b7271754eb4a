using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>What an address says, taken off from the front (import.md 7.3).</summary>
/// <param name="County">Code of the county it names, or null.</param>
/// <param name="Town">The town it names by its official name, or null.</param>
/// <param name="Rest">What is left: the village with group and house.</param>
/// <param name="IsElsewhere">Begins with another province, or another city of the province.</param>
internal sealed record AddressParts(string? County, TownshipPlaces? Town, string Rest, bool IsElsewhere)
{
    public static AddressParts Nothing { get; } = new(null, null, "", false);
}

/// <summary>Reads addresses of one region's ledger.</summary>
internal sealed class PlaceAddress
{
    private static readonly string[] ProvinceEndings = ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"];

    private readonly string provinceName;
    private readonly string cityCode;
    private readonly string cityName;
    private readonly string[] otherProvinces;
    private readonly string[] otherCities;
    private readonly (string Code, string Name)[] cityCounties;
    private readonly (string Code, string Name)[] provinceCounties;
    private readonly Func<string, CountyPlaces> places;

    /// <param name="places">Towns and villages of a county (of the region's own zone where a county around it is named), remembered by the asker.</param>
    public PlaceAddress(RegionTree tree, string region, Func<string, CountyPlaces> places)
    {
        this.places = places;
        var province = region[..2];
        cityCode = region[..4];
        (provinceName, cityName) = (tree.NameOf(province) ?? "", tree.NameOf(cityCode) ?? "");
        otherProvinces = [.. tree.Children("").Where(node => node.Code != province).Select(node => node.Name)];
        otherCities = [.. tree.Children(province).Where(node => node.Code != cityCode && node.Name.EndsWith('市')).Select(node => node.Name)];
        cityCounties = [.. tree.Counties(cityCode).Select(node => (node.Code, node.Name)).OrderByDescending(each => each.Name.Length)];
        provinceCounties = [.. tree.Counties(province).Where(node => !node.Code.StartsWith(cityCode, StringComparison.Ordinal)).Select(node => (node.Code, node.Name)).OrderByDescending(each => each.Name.Length)];
    }

    /// <summary>NFKC without blanks.</summary>
    public static string Plain(string text) => CellText.WithoutBlanks(CellText.Folded(text));

    /// <param name="knownCounty">The county given elsewhere in the row or by the region; its towns are looked for. Null: any of the city.</param>
    public AddressParts Read(string text, string? knownCounty)
    {
        var rest = Plain(text);
        if (rest.Length == 0) return AddressParts.Nothing;
        if (IsElsewhere(rest)) return new AddressParts(null, null, rest, true);
        rest = After(rest, provinceName, Bare(provinceName));
        if (otherCities.Any(city => rest.StartsWith(city, StringComparison.Ordinal))) return new AddressParts(null, null, rest, true);
        rest = After(rest, cityName, Bare(cityName));

        var county = County(ref rest);
        var town = TownOf(county ?? knownCounty, rest);
        return new AddressParts(county, town?.Town, town is var (_, length) ? rest[length..] : rest, false);
    }

    /// <summary>A county column: the code, or null when the province has no such county.</summary>
    public string? CountyNamed(string text)
    {
        var rest = Plain(text);
        rest = After(rest, provinceName, Bare(provinceName));
        if (rest != cityName) rest = After(rest, cityName, Bare(cityName));
        return Named(cityCounties, rest) ?? Named(provinceCounties, rest);
    }

    /// <summary>A town column without what stands before the town (import.md 7.4).</summary>
    public AddressParts TownColumn(string text)
    {
        var rest = Plain(text);
        if (IsElsewhere(rest)) return new AddressParts(null, null, rest, true);
        rest = After(rest, provinceName, Bare(provinceName));
        if (otherCities.Any(city => rest.StartsWith(city, StringComparison.Ordinal))) return new AddressParts(null, null, rest, true);
        rest = After(rest, cityName, Bare(cityName));
        return new AddressParts(County(ref rest), null, rest, false);
    }

    /// <summary>Counties of the city with a town of that name, full or short, and the towns.</summary>
    public IEnumerable<TownshipPlaces> TownsOfCity(string name) => cityCounties.SelectMany(county => places(county.Code).Named(name));

    private bool IsElsewhere(string text) => otherProvinces.Any(province => text.StartsWith(province, StringComparison.Ordinal));

    private string? County(ref string rest)
    {
        foreach (var counties in (ReadOnlySpan<(string Code, string Name)[]>)[cityCounties, provinceCounties])
        {
            foreach (var (code, name) in counties)
            {
                if (!rest.StartsWith(name, StringComparison.Ordinal)) continue;
                rest = rest[name.Length..];
                return code;
            }
        }

        // The short name counts only when a town's full name follows: 泗水泉林镇.
        foreach (var (code, name) in cityCounties.Concat(provinceCounties))
        {
            var bare = Bare(name);
            if (bare.Length < 2 || bare.Length == name.Length || !rest.StartsWith(bare, StringComparison.Ordinal)) continue;
            if (places(code).Leading(rest[bare.Length..]) is null) continue;
            rest = rest[bare.Length..];
            return code;
        }

        return null;
    }

    private (TownshipPlaces Town, int Length)? TownOf(string? county, string rest)
    {
        if (rest.Length == 0) return null;
        if (county is not null) return places(county).Leading(rest);
        var found = cityCounties.Select(each => places(each.Code).Leading(rest)).Where(each => each is not null).OrderByDescending(each => each!.Value.Length).ToList();
        return found.Count == 1 || (found.Count > 1 && found[0]!.Value.Length > found[1]!.Value.Length) ? found[0] : null;
    }

    private static string? Named((string Code, string Name)[] counties, string text)
    {
        foreach (var (code, name) in counties)
            if (name == text) return code;
        var found = counties.Where(each => Bare(each.Name) == text).Select(each => each.Code).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static string Bare(string name)
    {
        foreach (var ending in ProvinceEndings)
            if (name.Length > ending.Length + 1 && name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        return name.Length > 2 && name[^1] is '县' or '区' ? name[..^1] : name;
    }

    private static string After(string text, string full, string bare)
    {
        if (full.Length > 0 && text.StartsWith(full, StringComparison.Ordinal)) return text[full.Length..];
        return bare.Length >= 2 && bare.Length < full.Length && text.StartsWith(bare, StringComparison.Ordinal) ? text[bare.Length..] : text;
    }
}
