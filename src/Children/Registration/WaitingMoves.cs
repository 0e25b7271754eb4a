using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>A move that waits for another person.</summary>
/// <param name="Says">What was said with it: papers, plan, date.</param>
/// <param name="MayDecide">The asker is one who decides it.</param>
/// <param name="Against">What does not hold now; the asker may still refuse.</param>
/// <param name="Who">Why the asker does not decide it, in words; null when he does.</param>
public sealed record WaitingMove(Guid Id, string Words, string Reason, IReadOnlyList<string> Says, DateTime At, bool IsMine, bool MayDecide, IReadOnlyList<string> Against, string? Who)
{
    /// <summary>Who agrees says anew that no guardian is known.</summary>
    public bool AsksGuardian { get; init; }
}

/// <summary>Reads what waits for a second person on one file.</summary>
public sealed class WaitingMoves(HuTongDb db, FieldCipher cipher, Scope scope, MoveFile move, VoidTerm terms)
{
    public async Task<IReadOnlyList<WaitingMove>> Run(Child child, CancellationToken cancel = default)
    {
        var open = await db.Set<MoveProposal>().AsNoTracking().Where(one => one.ChildId == child.Id && one.State == "open").OrderBy(one => one.ProposedAt).ToListAsync(cancel);
        var shown = new List<WaitingMove>();
        foreach (var one in open) shown.Add(one.IsOfTerm ? await OfTerm(one, cancel) : Waiting(one, FileWords.Of("move", one.Move)!, await move.Against(child, one, cancel)) with { AsksGuardian = await move.AsksGuardian(child, one, cancel) });
        return shown;
    }

    /// <summary>Does a move of the file wait? Then nothing else is proposed.</summary>
    public static Task<bool> AnyOpen(HuTongDb db, Guid childId, CancellationToken cancel) => db.Set<MoveProposal>().AnyAsync(one => one.ChildId == childId && one.State == "open", cancel);

    private async Task<WaitingMove> OfTerm(MoveProposal one, CancellationToken cancel)
    {
        var term = await terms.Term(one, cancel);
        return Waiting(one, $"{FileWords.Of("move", one.Move)}“{FileWords.Of("category", term.Code)}”", terms.Against(one, term));
    }

    private WaitingMove Waiting(MoveProposal one, string words, IReadOnlyList<Problem> against)
    {
        var who = against.Where(MoveAsk.IsAboutWho).ToList();
        var exit = one.ExitReason is null ? [] : new[] { $"退出原因：{FileWords.Of("file-exit", one.ExitReason)}" };
        return new WaitingMove(one.Id, words, cipher.Open(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), one.Id), one.ReasonEnc) ?? "", [.. exit, .. MoveSays.Read(cipher, one).Words()],
            one.ProposedAt, one.ProposedBy == scope.UserId, who.Count == 0, [.. against.Where(problem => !MoveAsk.IsAboutWho(problem)).Select(problem => problem.Says)], who.FirstOrDefault()?.Says);
    }
}
