using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Doubles;

/// <summary>What the form of a double sends.</summary>
public sealed class DoubleForm
{
    public long Version { get; set; }

    /// <summary>same or other.</summary>
    public string? Kind { get; set; }
    public string? Reason { get; set; }
}

/// <summary>/import/doubles/{hitId}: two files with one number beside each other, and the decision.</summary>
public sealed class DoublePage(DoublesQuery doubles, DecideDouble decide) : PageModel
{
    [BindProperty] public DoubleForm Input { get; set; } = new();
    public DoublePair Pair { get; private set; } = null!;
    public CompareTable Table { get; private set; } = null!;

    public IReadOnlyList<Choice> Decisions { get; } =
    [
        new(DecideDouble.Same, "是同一个孩子", "只留一份，另一份不能列入在册"), new(DecideDouble.Other, "不是同一个孩子", "号码登错的一份要更正；以后不再拿这两份来问"),
    ];

    public async Task<IActionResult> OnGetAsync(Guid hitId, CancellationToken cancel)
    {
        if (!await Load(hitId, cancel)) return NotFound();
        Input.Version = Pair.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid hitId, CancellationToken cancel)
    {
        var problem = await decide.Run(hitId, new DoubleDecision(Input.Version, Input.Kind, Input.Reason), cancel);
        if (problem is null or { Code: "stale" })
        {
            this.Toast(problem?.Says ?? (Input.Kind == DecideDouble.Same ? "已定：是同一个孩子" : "已定：不是同一个孩子"));
            return Redirect("/import/waiting");
        }
        if (!await Load(hitId, cancel)) return NotFound();
        ModelState.Add([problem], "Input");
        ModelState.Remove("Input.Version");
        Input.Version = Pair.Version;
        return Page();
    }

    private async Task<bool> Load(Guid hitId, CancellationToken cancel)
    {
        if (await doubles.One(hitId, cancel) is not { } found) return false;
        (Pair, Table) = found;
        return true;
    }
}
