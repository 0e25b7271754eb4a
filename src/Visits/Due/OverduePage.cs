using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Due;

/// <summary>/visits/overdue: what is overdue and by whom. Above a township by township, in it by village; or by director.</summary>
public sealed class OverduePage(OverdueQuery query, UrgeDirector urge, RegionTree places, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }

    /// <summary>director, else by place.</summary>
    [BindProperty(SupportsGet = true, Name = "by")] public string? By { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public IReadOnlyList<LateVillage> Villages { get; private set; } = [];
    public Paged<LateDirector> Directors { get; private set; } = new([], null);
    public int Children => Villages.Sum(village => village.Late);
    public DateOnly Today => clock.Today;
    public bool IsByDirector => By == "director";
    public bool IsByTownship => !IsByDirector && (Place is null ? !own.IsInOneTownship : Place.Length < 9);

    /// <summary>The place when it is not the whole jurisdiction.</summary>
    public string? PlaceWords => Place is null || scope.Prefixes.Count == 1 && scope.Prefixes[0] == Place ? null : Name(Place);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Place?.Length == 0) Place = null;
        if (Place is not null && own.Of(Place) is null) return NotFound();
        Villages = await query.Villages(Place, cancel);
        if (IsByDirector) Directors = await query.ByDirector(Place, Villages, After, cancel: cancel);
        else if (!IsByTownship) Villages = await query.Told(Villages, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? village, string? back, CancellationToken cancel)
    {
        var outcome = await urge.Run(village ?? "", cancel);
        if (outcome.Ok)
        {
            this.Toast($"已催办 {Name(village!)}：{outcome.Value} 名孩子");
            return LocalRedirect(back is "/" ? "/" : Address(Place));
        }
        ModelState.Add(outcome.Problems);
        return await OnGetAsync(cancel);
    }

    public string Name(string region) => Place?.Length >= 9 ? places.ShortName(region, Core.RegionLevel.Village) : own.Village(region);

    public static string Address(string? place, bool byDirector = false, string? after = null) => With("/visits/overdue", place, ("by", byDirector ? "director" : null), ("after", after));

    /// <summary>The children themselves.</summary>
    public static string Names(string? place, string? director = null) => With("/visits", place, ("director", director), ("late", "true"));

    private static string With(string path, string? place, params (string Name, string? Value)[] more)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        foreach (var (name, value) in more.Prepend(("place", place)))
            if (value is not null) query.Add(name, value);
        return path + query;
    }
}

/// <summary>POST /urgings/{id}: 知道了.</summary>
public sealed class UrgingPage(UrgeDirector urge) : PageModel
{
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) => await urge.Read(id, cancel) ? Redirect("/") : NotFound();
}
