using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>A move that waits for another person.</summary>
public sealed record WaitingMove(Guid Id, string Words, string Reason, string? Documents, DateTime At, bool IsMine, bool MayDecide);

/// <summary>Reads what waits for a second person on one file.</summary>
public sealed class WaitingMoves(HuTongDb db, FieldCipher cipher, Scope scope)
{
    public async Task<IReadOnlyList<WaitingMove>> Run(Guid childId, CancellationToken cancel = default)
    {
        var open = await db.Set<MoveProposal>().AsNoTracking().Where(one => one.ChildId == childId && one.State == "open").OrderBy(one => one.ProposedAt).ToListAsync(cancel);
        return [.. open.Select(one => new WaitingMove(one.Id, FileWords.Of("move", one.Move)!, Text(one, nameof(MoveProposal.ReasonEnc), one.ReasonEnc) ?? "", Text(one, nameof(MoveProposal.DocumentsEnc), one.DocumentsEnc),
            one.ProposedAt, one.ProposedBy == scope.UserId, one.ProposedBy != scope.UserId && FileMoves.Of(one.Move)?.Deciders.Contains(scope.Role) == true))];
    }

    private string? Text(MoveProposal one, string column, byte[]? blob) => cipher.Open(FieldPlace.Of<MoveProposal>(column, one.Id), blob);
}

/// <summary>/children/{id}/move: what may be done with the file's state now, and what waits for another person.</summary>
public sealed class MovePage(OpenFile open, ChildFileQuery query, MoveFile move, WaitingMoves waiting, Scope scope, ChinaClock clock) : PageModel
{
    public FileHead Head { get; private set; } = null!;
    public IReadOnlyList<Choice> Moves { get; private set; } = [];
    public IReadOnlyList<WaitingMove> Waiting { get; private set; } = [];
    public DateOnly Today => clock.Today;

    [BindProperty] public MoveRequest Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if ((await open.Run(id, "move", cancel: cancel)).Child is not { } child) return NotFound();
        await Show(child, cancel);
        Input = new MoveRequest { Key = Guid.CreateVersion7(), Version = child.Version, Move = Moves.Count == 1 ? Moves[0].Value : null, ExitReason = child.ExitReason };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        return await Answer(child, await move.Run(id, Input, cancel), "Input", "已提请，等另一人决定", cancel);
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, Guid proposal, bool agrees, string? reason, CancellationToken cancel)
    {
        if (await query.Find(id, cancel) is not { } child) return NotFound();
        return await Answer(child, await move.Decide(id, proposal, agrees, reason, cancel), "", "已记下：没有同意", cancel);
    }

    private async Task<IActionResult> Answer(Child child, Core.Outcome<bool> outcome, string prefix, string waits, CancellationToken cancel)
    {
        if (outcome.Ok)
        {
            this.Toast(outcome.Value ? "已办好" : waits);
            return Redirect($"/children/{child.Id}/move");
        }
        if (outcome.Problems.Any(problem => problem.Code == "child-not-found")) return NotFound();
        await Show(child, cancel);
        ModelState.Add(outcome.Problems, prefix);
        ModelState.Remove("Input.Version");
        Input.Version = child.Version;
        Response.StatusCode = outcome.Problems.Any(problem => problem.Code == "stale") ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Show(Child child, CancellationToken cancel)
    {
        Head = query.Head(child);
        Waiting = await waiting.Run(child.Id, cancel);
        Moves = [.. FileMoves.For(child.State, scope.Role).Select(one => new Choice(one.Code, FileWords.Of("move", one.Code)!, one.WantsTwo ? "要另一人同意" : null))];
    }
}
