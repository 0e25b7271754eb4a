using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Duties;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Due;

/// <summary>/visits: whom to see, the most urgent first.</summary>
public sealed class DueListPage(DueListQuery query, DirectorsQuery directors, AccessLog access, RegionTree places, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "late")] public bool Late { get; set; }

    /// <summary>Only whose day is not over.</summary>
    [BindProperty(SupportsGet = true, Name = "waiting")] public bool Waits { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    /// <summary>A director's id, or none: the villages without.</summary>
    [BindProperty(SupportsGet = true, Name = "director")] public string? Director { get; set; }

    public DuePage List { get; private set; } = new([], 0, 0, null);
    public IReadOnlyDictionary<string, VillageDirector> Directors { get; private set; } = new Dictionary<string, VillageDirector>();
    public AnsweredFor? Only { get; private set; }
    public DateOnly Today => clock.Today;
    public DateOnly MonthEnd => Month.Of(clock.Today).Last;

    /// <summary>Last day of what is shown.</summary>
    public DateOnly Until => Children.VisitStands.Until(clock.Today);
    public bool IsDirector => scope.Role == RoleCodes.VillageDirector;

    /// <summary>The villages of a director with several, or of a township, as links.</summary>
    public IReadOnlyList<(string Code, string Words)> Villages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Place?.Length == 0) Place = null;
        if (Place is not null && own.Of(Place) is null) return NotFound();
        if (Director is not null && (Only = AnsweredFor.Of(Director, (await directors.Run(Place is null ? scope.Prefixes : places.Stands(Place), Today, cancel)).Where(one => scope.Covers(one.Key)))) is null) return NotFound();
        List = await query.Run(Place, Only, Late ? Waiting.Late : Waits ? Waiting.InTime : Waiting.All, After, cancel: cancel);
        access.Note("list", List.Rows.Count, null);
        if (!IsDirector && List.Rows.Count > 0) Directors = await directors.Run([.. List.Rows.Select(row => row.Region).Distinct()], Today, cancel);
        Villages = IsDirector && scope.Prefixes.Count > 1 ? [.. scope.Prefixes.Order(StringComparer.Ordinal).Select(code => (code, VillageName.Short(places.NameOf(code) ?? code)))] : [];
        return Page();
    }

    public string WordsOf(string place) => own.Words(place);

    public string VillageOf(string region) => own.Village(region);

    public string Address(string? place = null, bool late = false, string? after = null, bool waits = false)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        if (place is not null) query.Add("place", place);
        if (Director is not null) query.Add("director", Director);
        if (late) query.Add("late", "true");
        if (waits) query.Add("waiting", "true");
        if (after is not null) query.Add("after", after);
        return "/visits" + query;
    }
}
