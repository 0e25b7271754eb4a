using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>Children of a scope by facet; those of the states that a list shows, but for the states themselves.</summary>
/// <param name="Regions">By the code that the file carries; <paramref name="Inside"/> also by every place over it, by the managing line.</param>
public sealed record FacetCounts(
    IReadOnlyDictionary<string, long> Categories, IReadOnlyDictionary<string, long> States, IReadOnlyDictionary<string, long> Risks,
    IReadOnlyDictionary<string, long> Regions, IReadOnlyDictionary<string, long> Inside);

/// <param name="Count">Null where the scope is too wide to count.</param>
public sealed record PlaceChoice(string Code, string Words, long? Count);

/// <summary>Counts beside the facets, in one pass over a scope that is small enough; wider scopes get the words without counts.</summary>
public sealed class FacetsQuery(HuTongDb db, Scope scope, KeptCounts kept, RegionTree places, OwnPlaces own)
{
    /// <summary>Above this many children in scope nothing is counted; the page must not wait for a scan.</summary>
    private const int Cap = 5_000;

    /// <returns>Null when the scope is too wide to count, which it then stays for a while.</returns>
    public Task<FacetCounts?> Run(CancellationToken cancel = default) => kept.Of(scope, "facets", () => Count(cancel), isFirm: counts => counts is null);

    private async Task<FacetCounts?> Count(CancellationToken cancel)
    {
        var groups = await db.Set<RegisterLine>().AsNoTracking().TagWith(KeptCounts.Tag).OrderBy(line => line.Region).Take(Cap + 1)
            .GroupBy(line => new { line.Region, line.CategoryBits, line.State, line.Risk }).Select(group => new { group.Key.Region, group.Key.CategoryBits, group.Key.State, group.Key.Risk, Count = group.LongCount() })
            .ToListAsync(cancel);
        if (groups.Sum(group => group.Count) > Cap) return null;
        var shown = groups.Where(group => group.State is "registered" or "exit-review" or "to-verify").ToList();
        var regions = shown.GroupBy(group => group.Region).ToDictionary(region => region.Key, region => region.Sum(group => group.Count));
        return new FacetCounts(
            Categories.All.ToDictionary(category => category.Code, category => shown.Where(group => (group.CategoryBits & category.Mask) != 0).Sum(group => group.Count)),
            groups.GroupBy(group => group.State).ToDictionary(state => state.Key, state => state.Sum(group => group.Count)),
            shown.GroupBy(group => group.Risk).ToDictionary(risk => risk.Key, risk => risk.Sum(group => group.Count)),
            regions, Inside(regions));
    }

    /// <summary>The parts of what the reader answers for, by the managing line: counted villages with the most children first, wider places by code.</summary>
    public IReadOnlyList<PlaceChoice> Places(FacetCounts? counts) => counts is not null && own.Units.All(unit => unit.Length >= 9)
        ? [.. counts.Regions.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => new PlaceChoice(pair.Key, own.Village(pair.Key), pair.Value))]
        : [.. own.Parts(own.Whole).Select(code => new PlaceChoice(code, own.Words(code), counts?.Inside.GetValueOrDefault(code)))];

    private Dictionary<string, long> Inside(Dictionary<string, long> regions)
    {
        var inside = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (region, count) in regions)
            foreach (var place in places.Over(region)) inside[place] = inside.GetValueOrDefault(place) + count;
        return inside;
    }
}
