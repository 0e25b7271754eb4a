using HuTong.Children.Files;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Print;

/// <summary>/children/{id}/reveal: why, then the whole number for 60 seconds.</summary>
public sealed class RevealPage(ChildFileQuery query, RevealNumber reveal) : PageModel
{
    public const int Seconds = 60;

    public Guid Id { get; private set; }
    public Revealed? Shown { get; private set; }

    [BindProperty(SupportsGet = true)] public string? What { get; set; }
    [BindProperty] public string? Purpose { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        Id = id;
        return await query.Find(id, cancel) is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        Id = id;
        var outcome = await reveal.Run(id, What ?? "id", Purpose, cancel);
        if (outcome.Has(out var shown))
        {
            Shown = shown;
            Response.Headers.Append("Refresh", $"{Seconds}; url=/children/{id}");   // works without script, too
            return Page();
        }
        if (outcome.Problems.Any(problem => problem.Code == "child-not-found")) return NotFound();
        ModelState.Add(outcome.Problems);
        if (outcome.Problems.Any(problem => problem.Code == "reveal-limit")) Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Page();
    }
}
