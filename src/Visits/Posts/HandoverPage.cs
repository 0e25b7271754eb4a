using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Posts;

/// <summary>/posts/{id}/handover: what passes on when a director leaves, to be printed and confirmed (R-138, T-68).</summary>
public sealed class HandoverPage(HandoverQuery handovers, ConfirmHandover confirm, AccessLog access, ChinaClock clock) : PageModel
{
    public Handover Shown { get; private set; } = null!;
    public HandoverHead Head => Shown.Head;

    /// <summary>As a sheet of paper, written down as printed.</summary>
    public bool IsSheet { get; private set; }
    public DateOnly Today => clock.Today;

    [BindProperty] public string? To { get; set; }

    public string KindWords => RealNameWords.Title(RoleCodes.VillageDirector, Head.Kind);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        To = string.Join("、", Head.Villages.SelectMany(village => village.Now).Distinct());
        return Page();
    }

    public async Task<IActionResult> OnPostPrintAsync(Guid id, CancellationToken cancel)
    {
        var outcome = await confirm.Print(id, cancel);
        if (!outcome.Has(out var handover)) return NotFound();
        (Shown, IsSheet) = (handover, true);
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, CancellationToken cancel)
    {
        var outcome = await confirm.Run(id, To, cancel);
        if (outcome.Ok)
        {
            this.Toast("已确认交接");
            return LocalRedirect($"/posts/{id}/handover");
        }
        if (outcome.Problems[0].Code == "post-not-found") return NotFound();
        ModelState.Add(outcome.Problems);
        return await Load(id, cancel) ? Page() : NotFound();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await handovers.Run(id, cancel) is not { } handover) return false;
        Shown = handover;
        access.Note("list", handover.Children.Count);
        return true;
    }
}
