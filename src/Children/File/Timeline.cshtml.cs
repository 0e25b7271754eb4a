using HuTong.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Files;

/// <summary>The timeline tab: who did what, when and why; or the file as it stood on a day.</summary>
public sealed class TimelineTab(OpenFile open, ChildFileQuery query, TimelineQuery timeline, FileTabs fileTabs, InChargeQuery inCharge, ChinaClock clock) : PageModel
{
    public FileHead Head { get; private set; } = null!;
    public IReadOnlyList<FileTab> Tabs { get; private set; } = [];
    public IReadOnlyList<InCharge> InCharge { get; private set; } = [];
    public TimelinePage Timeline { get; private set; } = new([], null);

    /// <summary>The file on the day asked for.</summary>
    public ChildFile? Then { get; private set; }

    [BindProperty(SupportsGet = true)] public DateOnly? On { get; set; }

    public bool IsFirst { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? before, CancellationToken cancel)
    {
        var door = await open.Run(id, On is null ? "timeline" : "as-of", cancel: cancel);
        if (door.Child is not { } child) return NotFound();
        if (door.WantsPurpose) return Redirect($"/children/{id}");
        (Head, Tabs, IsFirst) = ((await query.Run(child, cancel: cancel)).Head, await fileTabs.Of(id, "timeline", cancel), before is null);
        InCharge = await inCharge.Run(child.Region, cancel);
        if (On > clock.Today) ModelState.AddModelError("On", "这一天还没有到。");
        else if (On is { } day) Then = await query.Run(child, day, cancel);
        Timeline = await timeline.Run(child, before, cancel: cancel);
        return Page();
    }
}
