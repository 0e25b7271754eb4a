using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Due;

/// <summary>/visits/overdue: what is overdue and by whom.</summary>
public sealed class OverduePage(OverdueQuery query, UrgeDirector urge, RegionTree places, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }

    public Overdue Late { get; private set; } = Overdue.None;
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Place is not null && !places.Knows(Place)) Place = null;
        Late = await query.Run(Place, cancel: cancel);
    }

    public async Task<IActionResult> OnPostAsync(string? village, string? back, CancellationToken cancel)
    {
        var outcome = await urge.Run(village ?? "", cancel);
        if (outcome.Ok)
        {
            this.Toast($"已催办 {Name(village!)}：{outcome.Value} 名孩子");
            return LocalRedirect(back is "/" ? "/" : "/visits/overdue");
        }
        ModelState.Add(outcome.Problems);
        await OnGetAsync(cancel);
        return Page();
    }

    public string Name(string region) => places.ShortName(region, scope.OfficeRegion.Length >= 9 ? Core.RegionLevel.Village : Core.RegionLevel.Township);
}

/// <summary>POST /urgings/{id}: 知道了.</summary>
public sealed class UrgingPage(UrgeDirector urge) : PageModel
{
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) => await urge.Read(id, cancel) ? Redirect("/") : NotFound();
}
