using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using HuTong.Visits.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>/follow-ups/{id}: what was found, and what came of it.</summary>
public sealed class FollowUpPage(HuTongDb db, CloseFollowUp close, OpenFile open, FieldCipher cipher, Scope scope, ChinaClock clock) : PageModel
{
    public FollowUp Follow { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public string? Words { get; private set; }
    public string? Came { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayClose => Follow.State == FollowUpStates.Open && CloseFollowUp.MayClose(Follow, scope.Role);

    /// <summary>What a danger is reads only who must act, and who told it.</summary>
    public bool MayRead => !Follow.IsUrgent || CloseFollowUp.MayCloseUrgent(scope.Role) || Follow.OpenedBy == scope.UserId;

    [BindProperty] public string? Result { get; set; }
    [BindProperty] public long Version { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Load(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return Lost();
        var outcome = await close.Run(id, Result, Version, cancel);
        if (!outcome.Ok)
        {
            ModelState.Add(outcome.Problems);
            if (outcome.Problems[0].Code != "stale") return Page();
            Response.StatusCode = StatusCodes.Status409Conflict;
            if (!await Load(id, cancel)) return Lost();
            ModelState.Remove(nameof(Version));
            Version = Follow.Version;   // pressing again says: seen, mine still holds
            return Page();
        }
        this.Toast("已办结");
        return Redirect("/follow-ups");
    }

    private IActionResult Lost() => this.GoneWith("这件事没有办结。", Result);

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await db.Set<FollowUp>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } follow) return false;
        if ((await open.Run(follow.ChildId, "follow-up", cancel: cancel)).Child is not { } child) return false;
        (Follow, Name) = (follow, child.Name);
        if (Request.Method == "GET") Version = follow.Version;
        if (MayRead) (Words, Came) = (cipher.Open(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), id), follow.WordsEnc), cipher.Open(FieldPlace.Of<FollowUp>(nameof(FollowUp.ResultEnc), id), follow.ResultEnc));
        return true;
    }
}
