using HuTong.Core;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.LogIn;

/// <summary>Which post, for who holds several.</summary>
public sealed class ChoosePage(ChoosePost choose, RegionTree tree) : PageModel
{
    [BindProperty]
    public string? PostId { get; set; }

    public IReadOnlyList<Choice> Items { get; private set; } = [];

    public Task OnGet(CancellationToken cancel) => Show(cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await choose.Run(Guid.TryParse(PostId, out var id) ? id : Guid.Empty, cancel);
        if (outcome.Has(out var entered))
        {
            await SignInCookie.Give(HttpContext, entered.SessionId);
            return LocalRedirect(Roles.Home(entered.Role));
        }

        ModelState.Add(outcome.Problems);
        await Show(cancel);
        return Page();
    }

    private async Task Show(CancellationToken cancel) =>
        Items = [.. (await choose.Choices(cancel)).Select(post => new Choice(post.Id.ToString(), Roles.Says(post.Role), tree.ShortName(post.Region, RegionLevel.County)))];
}
