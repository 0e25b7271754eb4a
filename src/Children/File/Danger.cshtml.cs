using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Files;

/// <summary>Whom to call at once. Shows nothing of the file, so nothing is logged.</summary>
public sealed class DangerPage(ChildFileQuery query) : PageModel
{
    public Guid Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is null) return NotFound();
        Id = id;
        return Page();
    }
}
