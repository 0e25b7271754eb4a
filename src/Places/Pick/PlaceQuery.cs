using System.Text;
using HuTong.Core;

namespace HuTong.Places.Pick;

/// <summary>Finds places as somebody types. In memory, some milliseconds for the whole province; asks no database.</summary>
public sealed class PlaceQuery(RegionTree tree)
{
    /// <summary>Most places shown at once.</summary>
    public const int Limit = 20;

    private static readonly int[] DigitsOf = [2, 4, 6, 9, 12];

    // People leave these out: 泉林 is 泉林镇 before it is 泉林村.
    private static readonly string[] Endings = ["省", "市", "县", "区", "镇", "乡", "街道", "新区"];

    public FoundPlaces Run(PlaceSearch search)
    {
        var words = search.Text.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return new FoundPlaces([], More: false);

        var fits = words is [var only] && only.All(char.IsAsciiDigit)
            ? [.. Candidates(search, (code, _) => code.StartsWith(only, StringComparison.Ordinal)).Select(place => (place, Rank: 0))]
            : ByName(search, words);
        var best = fits.OrderBy(fit => fit.Rank).ThenBy(fit => fit.place.Level).ThenBy(fit => fit.place.Code, StringComparer.Ordinal)
            .Take(Limit + 1).Select(fit => Found(fit.place)).ToList();
        return best.Count > Limit ? new FoundPlaces(best[..Limit], More: true) : new FoundPlaces(best, More: false);
    }

    /// <summary>The place of a code, for showing what was picked; null when no place has it or it lies outside.</summary>
    public FoundPlace? Of(string? code, IReadOnlyList<string>? within = null) =>
        code is not null && tree.Find(code) is { } place && IsWithin(place.Code, within) ? Found(place) : null;

    /// <summary>
    /// What a form without script sends: the text alone. The one place of that name, or null when none or several have it
    /// (the form then shows the choice).
    /// </summary>
    private FoundPlace? Only(PlaceSearch search)
    {
        var found = Run(search).Places;
        if (found.Count == 1) return found[0];
        var same = found.Where(place => place.Name == search.Text.Trim() || place.Above + place.Name == search.Text.Trim()).ToList();
        return same.Count == 1 ? same[0] : null;
    }

    /// <summary>
    /// What a picker means that sends a chosen code and the words typed. Words that the chosen place does not fit were typed after the
    /// choice, before a new one was made: then they count and not the old place, which the user no longer means.
    /// </summary>
    /// <returns>The chosen place, the only one of that name, or null.</returns>
    public string? Settle(string? chosen, PlaceSearch typed)
    {
        if (string.IsNullOrWhiteSpace(typed.Text)) return string.IsNullOrEmpty(chosen) ? null : chosen;
        if (!string.IsNullOrEmpty(chosen) && (Offers(typed, chosen) || Offers(typed with { Level = null }, chosen))) return chosen;
        return Only(typed)?.Code;
    }

    private bool Offers(PlaceSearch typed, string code) => Run(typed).Places.Any(place => place.Code == code);

    private List<(Region place, int Rank)> ByName(PlaceSearch search, string[] words)
    {
        var last = VillageName.Normalise(words[^1]);
        if (last.Length == 0) last = words[^1];
        var above = words[..^1];
        var key = VillageName.BaseKey(last);
        var fits = new List<(Region, int)>();
        foreach (var place in Candidates(search, (_, name) => Begins(name, key) || name.Contains(last, StringComparison.Ordinal)))
        {
            if (place.Name.Contains(last, StringComparison.Ordinal) && IsBelow(place, above)) fits.Add((place, Rank(place, last, key)));
            else if (place.Level == RegionLevel.Village && VillageName.BaseKey(place.Name) == key && IsBelow(place, above)) fits.Add((place, 1));
        }

        return fits.Count > 0 || words.Length > 1 ? fits : ByPath(search, last);
    }

    // 泗水县泉林镇卞桥一村 in one word: the text ends with the place and begins with what lies above it.
    private List<(Region place, int Rank)> ByPath(PlaceSearch search, string text)
    {
        var fits = new List<(Region, int)>();
        foreach (var place in Candidates(search, (_, name) => text.AsSpan().Contains(name.AsSpan(0, Math.Min(2, name.Length)), StringComparison.Ordinal)))
        {
            var name = place.Level == RegionLevel.Village ? VillageName.Short(place.Name) : place.Name;
            var rest = text.EndsWith(place.Name, StringComparison.Ordinal) ? text[..^place.Name.Length]
                : text.EndsWith(name, StringComparison.Ordinal) ? text[..^name.Length] : null;
            if (rest is { Length: > 0 } && Path(place).EndsWith(rest, StringComparison.Ordinal)) fits.Add((place, 0));
        }

        return fits;
    }

    private IEnumerable<Region> Candidates(PlaceSearch search, Func<string, string, bool> fits)
    {
        var digits = search.Level is { } level ? DigitsOf[(int)level - 1] : 0;
        return tree.Where((code, name) => (digits == 0 || code.Length == digits) && fits(code, name) && IsWithin(code, search.Within));
    }

    private static bool Begins(string name, string key) => name.StartsWith(key, StringComparison.Ordinal);

    // A county that handed townships away is held by the prefixes of the rest and by its own 12 digits (codes.md 1.3).
    private bool IsWithin(string code, IReadOnlyList<string>? within) => within is null
        || within.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal) || prefix.Length == 12 && prefix == tree.OwnCode(code));

    private bool IsBelow(Region place, string[] words)
    {
        if (words.Length == 0) return true;
        var path = Path(place);
        return words.All(word => path.Contains(word, StringComparison.Ordinal));
    }

    private static int Rank(Region place, string typed, string key)
    {
        if (place.Name == typed || place.Level == RegionLevel.Village && VillageName.BaseKey(place.Name) == key) return 0;
        if (!place.Name.StartsWith(typed, StringComparison.Ordinal)) return 3;
        return place.Level != RegionLevel.Village && Endings.Contains(place.Name[typed.Length..]) ? 0 : 2;
    }

    private string Path(Region place) => tree.ManagingParent(place.Code) is { } up ? tree.FullName(up, RegionLevel.Province) : "";

    private FoundPlace Found(Region place)
    {
        var above = place.Level <= RegionLevel.City ? Path(place)
            : tree.ManagingParent(place.Code) is { } up ? tree.FullName(up, RegionLevel.City) : "";
        var name = place.Level == RegionLevel.Village ? VillageName.Short(place.Name) : place.Name;
        return new FoundPlace(place.Code, name, above, place.Kind);
    }
}
