using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>What became of one ledger, row by row.</summary>
public sealed class ImportResultModel(ImportRowsQuery query) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Outcome { get; set; } = "needs-person";
    [BindProperty(SupportsGet = true)] public int After { get; set; }

    public ImportLine Batch { get; private set; } = null!;
    public ImportRowPage List { get; private set; } = new([], null);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken cancel)
    {
        if (await query.Batch(id, cancel) is not { } batch) return NotFound();
        if (Outcome is not ("needs-person" or "rejected")) Outcome = "needs-person";
        (Batch, List) = (batch, await query.Rows(id, Outcome, After, cancel));
        return Page();
    }
}
