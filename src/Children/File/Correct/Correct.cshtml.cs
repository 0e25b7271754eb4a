using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Places.Pick;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Files;

/// <summary>The small form of one part. Comes back whole with what is wrong; a stale version comes back with what changed meanwhile, own input first.</summary>
public sealed class CorrectPage(OpenFile open, CorrectChild correct, ChildFileQuery query, TimelineQuery timeline, PlaceQuery places, Scope scope) : PageModel
{
    private const int MostMeanwhile = 10;

    public FileHead Head { get; private set; } = null!;
    public PartForm Part { get; private set; } = null!;

    /// <summary>What others changed since the form was opened.</summary>
    public IReadOnlyList<TimelineLine> Meanwhile { get; private set; } = [];
    public bool IsStale { get; private set; }

    /// <summary>Of whom the same change may be made.</summary>
    public IReadOnlyList<Sibling> Siblings { get; private set; } = [];

    /// <summary>What it would do to them; shown once before it is saved.</summary>
    public SharedPreview Shared { get; private set; } = SharedPreview.None;

    public IReadOnlyList<Choice> SiblingChoices => [.. Siblings.Select(one => new Choice(one.Id.ToString(), one.Name, $"{one.Age} {one.Village}"))];

    /// <summary>Birth or sex contradicts the number: only then is it asked whether both are kept .</summary>
    public bool AsksToKeep { get; private set; }

    [BindProperty] public CorrectionInput Input { get; set; } = new();

    public static IReadOnlyList<Choice> WayChoices { get; } = [new(CorrectionInput.Mistake, "更正写错的", "以前就该是这样"), new(CorrectionInput.Change, "情况变了", "从某天起")];

    public IReadOnlyList<Choice> Choices(string list) => FileWords.Choices(list);

    /// <summary>Does the part correct something that is there, so that it can also be ended?</summary>
    public bool HasRow => Input.Row is not null;

    public async Task<IActionResult> OnGetAsync(Guid id, string part, Guid? row, CancellationToken cancel)
    {
        if (CorrectChild.Form(part) is not { } form || (await open.Run(id, $"correct:{form.Slug}", cancel: cancel)).Child is not { } child) return NotFound();
        if (await correct.Begin(id, part, row, cancel) is not { } input) return NotFound();
        (Part, Input, Head) = (form, input, query.Head(child));
        if (form.IsShared) Siblings = await query.Siblings(child, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string part, CancellationToken cancel)
    {
        if (CorrectChild.Form(part) is not { } form || await query.Find(id, cancel) is not { } child) return NotFound();
        (Part, Head) = (form, query.Head(child));
        if (form.IsShared) Siblings = await query.Siblings(child, cancel);
        SettlePlace();
        if (ModelState.ErrorCount > 0) return Page();
        if (await AsksFirst(id, part, cancel)) return Page();
        var outcome = await correct.Run(id, part, Input, cancel);
        if (outcome.Ok)
        {
            this.Toast($"已保存：{Part.Title}");
            return Redirect(Part.Tab.Length == 0 ? $"/children/{id}" : $"/children/{id}/{Part.Tab}");
        }
        if (outcome.Problems.Any(problem => problem.Code == "child-not-found")) return NotFound();
        if (outcome.Problems.Any(problem => problem.Code == "stale")) return await Stale(child, cancel);
        AsksToKeep = Input.Keep || outcome.Problems.Any(problem => problem.Code.EndsWith("-contradicts-id", StringComparison.Ordinal));
        ModelState.Add(outcome.Problems, "Input");
        return Page();
    }

    // Other files are changed only after their old and new words were seen.
    private async Task<bool> AsksFirst(Guid id, string part, CancellationToken cancel)
    {
        if (Input.With.Count == 0 || !Part.IsShared) return false;
        var shared = await correct.Preview(id, part, Input, cancel);
        if (shared.Rows.Count == 0 || shared.Mark == Input.Seen) return false;
        Shared = shared;
        ModelState.Remove("Input.Seen");
        Input.Seen = shared.Mark;
        return true;
    }

    // Words typed after the choice count; without script only they come.
    private void SettlePlace()
    {
        var typed = Input.PlaceText ?? "";
        Input.Place = places.Settle(Input.Place, Part.Slug == "hukou" ? new PlaceSearch(typed, null, null) : new PlaceSearch(typed, scope.Prefixes, RegionLevel.Village));
        ModelState.SetModelValue("Input.Place", Input.Place, Input.Place);
    }

    private async Task<IActionResult> Stale(Child child, CancellationToken cancel)
    {
        var behind = (int)Math.Clamp(child.Version - Input.Version, 1, MostMeanwhile);
        Meanwhile = (await timeline.Run(child.Id, rows: behind, cancel: cancel)).Lines;
        IsStale = true;
        ModelState.Remove("Input.Version");
        Input.Version = child.Version;   // saving again says: seen, mine still holds
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
