using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Another person agrees, or does not, that a category never was true (states.md 2, 4e). The term stays, and counts in no past made later.</summary>
public sealed class VoidTerm(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, RegisterLines lines, RegisterChanges changes)
{
    /// <returns>True when the term is voided.</returns>
    public async Task<Outcome<bool>> Run(Guid childId, Guid proposalId, bool agrees, string? reason, CancellationToken cancel = default)
    {
        var child = await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        var proposal = await db.Set<MoveProposal>().SingleOrDefaultAsync(one => one.Id == proposalId && one.ChildId == childId, cancel);
        if (child is null || proposal is not { IsOfTerm: true }) return new Problem("child-not-found", "没有找到这份档案，可能已不在您的辖区。");
        if (proposal.State == (agrees ? "accepted" : "refused") && proposal.DecidedBy == scope.UserId) return agrees;   // sent twice
        if (proposal.State != "open") return new Problem("move-decided", "这一项已经办过了。");
        if (!agrees && string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "不同意，请写明原因。", "Reason");

        var term = await Term(proposal, cancel);
        var problems = Against(proposal, term);
        if (!agrees) problems = [.. problems.Where(MoveAsk.IsAboutWho)];
        if (problems.Count > 0) return problems.ToList();
        (proposal.State, proposal.DecidedBy, proposal.DecidedAt) = (agrees ? "accepted" : "refused", scope.UserId, clock.Now);
        db.Entry(child).Property(one => one.Version).IsModified = true;
        if (!agrees) return await db.SaveAsync("move-refused", Subject.Of(child), reason!.Trim(), cancel) is { } stale ? stale : false;

        (term.State, term.EndReason, term.To) = (TermStates.Voided, "wrong-entry", term.From);
        TermMoves.FallToExitReview(child, (await db.Set<CategoryTerm>().Where(one => one.ChildId == childId).ToListAsync(cancel)).Where(one => one.To is null || one.To > clock.Today));
        await lines.Derive(child, cancel);
        await using var write = await changes.Begin(db, cancel);
        if (await db.SaveAsync("category-voided", Subject.Of(child), cipher.Open(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), proposal.Id), proposal.ReasonEnc), cancel) is { } late) return late;
        await changes.Of(write, cancel, childId);
        await write.Commit(cancel);
        return true;
    }

    /// <summary>The term that a proposal is about.</summary>
    public Task<CategoryTerm> Term(MoveProposal proposal, CancellationToken cancel = default)
    {
        var id = MoveSays.Read(cipher, proposal).Term;
        return db.Set<CategoryTerm>().SingleAsync(one => one.Id == id && one.ChildId == proposal.ChildId, cancel);
    }

    /// <summary>All that stands in the way of the asker agreeing.</summary>
    public IReadOnlyList<Problem> Against(MoveProposal proposal, CategoryTerm term) => TermLifeCycle.Check(
        new MoveAsk(MoveProposal.VoidTerm, term.State, new MovedBy(scope.UserId, scope.Role), new MovedBy(proposal.ProposedBy, MoveSays.Read(cipher, proposal).Role), "-"),
        new TermMoveFacts(new CategorySpan(term.Code, term.From, term.To))).Problems;
}
