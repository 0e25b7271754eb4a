using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Registration;

/// <summary>What is not there yet for a move, with the form that puts it right.</summary>
public sealed record StillMissing(string Says, string? Href);

/// <summary>/children/{id}/move: what may be done with the file's state now, and what waits for another person.</summary>
public sealed class MovePage(OpenFile open, ChildFileQuery query, MoveFile move, WaitingMoves waiting, ChinaClock clock) : PageModel
{
    public FileHead Head { get; private set; } = null!;
    public IReadOnlyList<Move> Moves { get; private set; } = [];
    public IReadOnlyList<WaitingMove> Waiting { get; private set; } = [];
    public IReadOnlyList<StillMissing> Missing { get; private set; } = [];
    public DateOnly Today => clock.Today;

    public IReadOnlyList<Choice> Choices => [.. Moves.Select(one => new Choice(one.Code, one.Words, one.NeedsTwoPersons ? "要另一人同意" : null))];

    /// <summary>Papers of which an exit may ask one (codes.md 6).</summary>
    public static IReadOnlyList<Choice> Papers { get; } =
        [.. FileCodes.Exits.All.SelectMany(exit => FileCodes.DocumentsForExit(exit.Key)).Distinct().OrderBy(code => code == "other").Select(code => new Choice(code, Core.Codes.Documents.All.Words(code)))];

    [BindProperty] public MoveRequest Input { get; set; } = new();

    public bool Has(string code) => Moves.Any(one => one.Code == code);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if ((await open.Run(id, "move", cancel: cancel)).Child is not { } child) return NotFound();
        await Show(child, cancel);
        Input = new MoveRequest { Key = Guid.CreateVersion7(), Version = child.Version, Move = Moves.Count == 1 ? Moves[0].Code : null, ExitReason = child.ExitReason };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        return await Answer(child, await move.Run(id, Input, cancel), "Input", "已提请，等另一人决定", cancel);
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, Guid proposal, bool agrees, string? reason, bool noGuardianKnown, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        return await Answer(child, await move.Decide(id, proposal, agrees, reason, noGuardianKnown, cancel), "", "已记下：没有同意", cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, Guid proposal, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        return await Answer(child, await move.Withdraw(id, proposal, cancel), "", "已撤回", cancel);
    }

    private async Task<IActionResult> Answer(Child child, Outcome<bool> outcome, string prefix, string waits, CancellationToken cancel)
    {
        if (outcome.Ok)
        {
            this.Toast(outcome.Value ? "已办好" : waits);
            return Redirect($"/children/{child.Id}/move");
        }
        if (outcome.Problems.Any(problem => problem.Code == "child-not-found")) return NotFound();
        await Show(child, cancel);
        ModelState.Add(outcome.Problems.Select(problem => problem with { Field = OnForm(problem.Field, prefix) }), prefix);
        ModelState.Remove("Input.Version");
        Input.Version = child.Version;
        if (outcome.Problems.Any(problem => problem.Code == "stale")) Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    // What is put right on another form has no field here: it stands above, and in the list of what is missing with its link.
    private string? OnForm(string? field, string prefix) => field switch
    {
        _ when prefix.Length == 0 => field,
        "Guardian" => nameof(MoveRequest.NoGuardianKnown),
        "Categories" when Has("reopen") => nameof(MoveRequest.Category),
        "IdNumber" when !Head.HasId => nameof(MoveRequest.Plan),
        "Move" or "Reason" or "ExitReason" or "Documents" or "On" or "Plan" or "Category" => field,
        _ => null,
    };

    private async Task Show(Child child, CancellationToken cancel)
    {
        Head = query.Head(child);
        Waiting = await waiting.Run(child, cancel);
        Moves = Waiting.Count > 0 ? [] : await move.ToStart(child, cancel);   // one thing at a time
        if (Moves.FirstOrDefault(one => one.Code is "register" or "stay") is { } held)
            Missing = [.. (await move.StillMissing(child, held, cancel)).Select(problem => new StillMissing(problem.Says, Form(child, problem)))];
    }

    private static string? Form(Child child, Problem problem) => problem.Code switch
    {
        "identity-not-checked" => $"/children/{child.Id}/correct/identity",
        "no-active-category" => $"/children/{child.Id}/categories",
        "guardian-not-said" => $"/children/{child.Id}/correct/person",
        "place-not-village" => $"/children/{child.Id}/correct/residence",
        _ => null,
    };
}
