using HuTong.Children.Files;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Registration;

/// <summary>/children/{id}/household: says which other child is of the same household.</summary>
public sealed class HouseholdPage(ChildFileQuery query, LinkHousehold link) : PageModel
{
    public FileHead Head { get; private set; } = null!;
    public IReadOnlyList<Sibling> Siblings { get; private set; } = [];

    [BindProperty] public string? Other { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Show(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Show(id, cancel)) return NotFound();
        var outcome = await link.Run(id, Other, Reason, cancel);
        if (outcome.Ok)
        {
            this.Toast("已登记为一家的孩子");
            return Redirect($"/children/{id}/care");
        }
        ModelState.Add(outcome.Problems);
        return Page();
    }

    private async Task<bool> Show(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return false;
        (Head, Siblings) = (query.Head(child), await query.Siblings(child, cancel));
        return true;
    }
}
