using HuTong.Children.Files;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Print;

/// <summary>/children/{id}/print: why, then the whole file on A4.</summary>
public sealed class PrintPage(ChildFileQuery query, PrintFile print) : PageModel
{
    public Guid Id { get; private set; }
    public ChildFile? Sheet { get; private set; }
    public IReadOnlyList<Sibling> Siblings { get; private set; } = [];

    [BindProperty] public string? Purpose { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        Id = id;
        return await query.Find(id, cancel) is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        Id = id;
        var outcome = await print.Run(id, Purpose, cancel);
        if (outcome.Has(out var printed)) (Sheet, Siblings) = (printed.Sheet, printed.Siblings);
        else if (outcome.Problems.Any(problem => problem.Code == "child-not-found")) return NotFound();
        else ModelState.Add(outcome.Problems);
        return Page();
    }
}
