using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>A town with its villages by base key.</summary>
internal sealed class TownshipPlaces(string code, string name)
{
    private readonly Dictionary<string, List<VillagePlace>> byKey = new(StringComparer.Ordinal);

    public string Code { get; } = code;

    public string Name { get; } = name;

    /// <summary>The name without 镇, 乡, 街道 and the like.</summary>
    public string ShortName { get; } = CountyPlaces.ShortTown(name);

    public IReadOnlyCollection<string> Keys => byKey.Keys;

    public void Add(VillagePlace village)
    {
        if (!byKey.TryGetValue(village.Key, out var list)) byKey[village.Key] = list = [];
        list.Add(village);
    }

    public IReadOnlyList<VillagePlace> WithKey(string key) => byKey.TryGetValue(key, out var list) ? list : [];
}

internal sealed record VillagePlace(string Code, string Name, string Key, StatedKind Kind);

/// <summary>The towns and villages that a county (or zone) manages today, ready to be searched.</summary>
internal sealed class CountyPlaces
{
    private static readonly string[] TownEndings = ["街道办事处", "办事处", "街道", "街办", "镇", "乡"];

    private CountyPlaces(string code, string name, IReadOnlyList<TownshipPlaces> towns) => (Code, Name, Towns) = (code, name, towns);

    public string Code { get; }

    public string Name { get; }

    public IReadOnlyList<TownshipPlaces> Towns { get; }

    public static CountyPlaces Of(RegionTree tree, string county)
    {
        List<TownshipPlaces> towns = [];
        foreach (var town in tree.Townships(county))
        {
            var places = new TownshipPlaces(town.Code, town.Name);
            foreach (var village in tree.Children(town.Code))
                places.Add(new VillagePlace(village.Code, village.Name, VillageName.BaseKey(village.Name), VillageName.StatedKind(village.Name)));
            towns.Add(places);
        }

        return new CountyPlaces(county, tree.NameOf(county) ?? "", towns);
    }

    /// <summary>泗河街道办事处 and 泗河街办 → 泗河.</summary>
    public static string ShortTown(string name)
    {
        foreach (var ending in TownEndings)
            if (name.Length >= ending.Length + 1 && name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        return name;
    }

    /// <summary>Towns whose full name is given, else those whose short name is.</summary>
    public IReadOnlyList<TownshipPlaces> Named(string text)
    {
        var full = Towns.Where(town => town.Name == text).ToList();
        if (full.Count > 0) return full;
        var key = ShortTown(text);
        return [.. Towns.Where(town => town.ShortName == key)];
    }

    /// <summary>The town whose official name begins the text, with the length of what was written; the longest one.</summary>
    public (TownshipPlaces Town, int Length)? Leading(string text)
    {
        (TownshipPlaces, int)? best = null;
        foreach (var town in Towns)
            foreach (var spelling in Spellings(town))
                if (text.StartsWith(spelling, StringComparison.Ordinal) && spelling.Length > (best?.Item2 ?? 0)) best = (town, spelling.Length);
        return best;
    }

    private static IEnumerable<string> Spellings(TownshipPlaces town)
    {
        yield return town.Name;
        if (!town.Name.EndsWith("街道", StringComparison.Ordinal)) yield break;
        var name = town.Name[..^2];
        yield return name + "街道办事处";
        yield return name + "办事处";
        yield return name + "街办";
    }
}
