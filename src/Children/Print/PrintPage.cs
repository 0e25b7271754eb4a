using HuTong.Children.Files;
using HuTong.Data.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Print;

/// <summary>/children/{id}/print: why, then the whole file on A4, masked as on the screen; logged before it is sent.</summary>
public sealed class PrintPage(ChildFileQuery query, AccessLog log) : PageModel
{
    public Guid Id { get; private set; }
    public ChildFile? Sheet { get; private set; }
    public IReadOnlyList<Sibling> Siblings { get; private set; } = [];

    [BindProperty] public string? Purpose { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is null) return NotFound();
        Id = id;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        Id = id;
        if (OpenFile.Check(Purpose) is { } problem)
        {
            ModelState.AddModelError("Purpose", problem.Says);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        await log.Write("print", id, child.Region, Purpose!.Trim(), "file", cancel);
        (Sheet, Siblings) = (await query.Run(child, cancel: cancel), await query.Siblings(child, cancel));
        return Page();
    }
}
