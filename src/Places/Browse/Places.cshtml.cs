using HuTong.Core;
using HuTong.Places.Pick;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Places.Browse;

/// <summary>The tree of places, one level at a time, with what lies below. Names of places are public; no child is counted here.</summary>
public sealed class PlacesPage(RegionTree tree, PlaceQuery places) : PageModel
{
    /// <summary>A place one level down. Towns and villages are counted by the managing line.</summary>
    public sealed record Row(Region Region, string? ManagedBy, int Townships, int Villages);

    public Region? Here { get; private set; }

    public Region? Manager { get; private set; }

    public IReadOnlyList<Region> Line { get; private set; } = [];

    public IReadOnlyList<Row> Below { get; private set; } = [];

    public string? Q { get; private set; }

    public FoundPlaces? Found { get; private set; }

    public void OnGet(string? code = null, string? q = null)
    {
        if (!string.IsNullOrWhiteSpace(q)) (Q, Found) = (q, places.Run(new PlaceSearch(q)));
        Here = code is null ? null : tree.Find(code);
        if (Here is not null)
        {
            Line = tree.Line(Here.Code);
            Manager = ManagerOf(Here);
        }

        if (Found is null) Below = [.. Children(Here?.Code ?? "").Select(RowOf)];
    }

    // A zone shows what it manages, the giver still lists it with the manager's name: both lines in sight.
    private IEnumerable<Region> Children(string code) => tree.Manages(code) is var managed && managed.Count > 1 && tree.Find(code)!.Own
        ? managed.Select(tree.Find).OfType<Region>()
        : tree.Children(code);

    private Row RowOf(Region region) => new(
        region, ManagerOf(region)?.Name,
        region.Level < RegionLevel.Township ? tree.Townships(region.Code).Count() : 0,
        region.Level < RegionLevel.Village ? tree.Villages(region.Code).Count() : 0);

    private Region? ManagerOf(Region region) =>
        tree.ManagingParent(region.Code) is { } up && up != region.ParentCode ? tree.Find(up) : null;
}
