using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Moves a file's state, or asks a second person to agree where two are wanted. Which moves there are, who makes them and on which condition is <see cref="FileLifeCycle"/>'s.</summary>
public sealed class MoveFile(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, MoveFactsQuery facts, PostsOverQuery posts, ChangeState change, VoidTerm terms, DoubleStanding doubles)
{
    private const int MostReason = 200, MostPlan = 100;

    /// <summary>Two files are joined and parted where both are seen, not on the page of one.</summary>
    private static readonly string[] OfTwoFiles = ["merge", "unmerge"];

    /// <summary>The moves that the asker may start on this file, alone or by proposing them.</summary>
    public async Task<IReadOnlyList<Move>> ToStart(Child child, CancellationToken cancel = default)
    {
        var over = await posts.Run(child.Region, clock.Today, cancel);
        return [.. FileLifeCycle.ToStart(child.State, scope.Role, move => HasOther(over, move, scope.UserId)).Where(move => !OfTwoFiles.Contains(move.Code))];
    }

    /// <summary>What still stands in the way of a move before anything was said with it.</summary>
    public async Task<IReadOnlyList<Problem>> StillMissing(Child child, Move move, CancellationToken cancel = default) =>
        [.. InVillage(child, move), .. await Doubled(child, move, cancel), .. FileLifeCycle.Start(Ask(child, move, "-", true), await facts.Run(child, new MoveSays(scope.Role, []), child.ExitReason, cancel)).Problems];

    /// <returns>True when the state has moved, false when it now waits for another person.</returns>
    public async Task<Outcome<bool>> Run(Guid childId, MoveRequest request, CancellationToken cancel = default)
    {
        if (await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel) is not { } child) return NotFound;
        var made = OwnId.Of(scope, request.Key);
        if (await db.Set<MoveProposal>().AnyAsync(one => one.Id == made && one.ChildId == childId, cancel)) return false;   // sent twice
        if (OfTwoFiles.Contains(request.Move) || FileLifeCycle.Find(request.Move ?? "") is not { } move) return new Problem("missing", "请选要办什么。", nameof(request.Move));
        if (!move.NeedsTwoPersons && child.State == move.To && child.Version == request.Version + 1) return true;   // sent twice
        if (child.Version != request.Version) return new Problem("stale", "这份档案刚被别人改过，请看过新的内容再办。");

        var says = MoveSays.Of(scope.Role, request);
        var hasOther = HasOther(await posts.Run(child.Region, clock.Today, cancel), move, scope.UserId);
        List<Problem> problems = [.. Form(child, move, request), .. await Fits(child, says, cancel), .. InVillage(child, move), .. await Doubled(child, move, cancel), .. FileLifeCycle.Start(Ask(child, move, request.Reason, hasOther), await facts.Run(child, says, request.ExitReason, cancel)).Problems];
        if (await WaitingMoves.AnyOpen(db, childId, cancel)) problems.Add(new("move-waits", "还有一项在等另一人决定，先办完那一项。"));
        if (problems.Count > 0) return problems.DistinctBy(problem => (problem.Code, problem.Field)).ToList();
        if (!move.NeedsTwoPersons) return await change.Run(child, move, request.ExitReason, says, request.Reason, cancel) is { } late ? late : true;

        db.Add(Proposal(child, request, says));
        db.Entry(child).Property(one => one.Version).IsModified = true;
        return await db.SaveAsync("move-proposed", Subject.Of(child), request.Reason!.Trim(), cancel) is { } stale ? stale : false;
    }

    /// <summary>Another person agrees, or does not. The conditions are asked anew: the file may have changed since.</summary>
    /// <param name="noGuardianKnown">Who decides says it, too: nobody could be found who looks after the child.</param>
    public async Task<Outcome<bool>> Decide(Guid childId, Guid proposalId, bool agrees, string? reason, bool noGuardianKnown = false, CancellationToken cancel = default)
    {
        var child = await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        var proposal = await db.Set<MoveProposal>().SingleOrDefaultAsync(one => one.Id == proposalId && one.ChildId == childId, cancel);
        if (child is null || proposal is null) return NotFound;
        if (proposal.IsOfTerm) return await terms.Run(childId, proposalId, agrees, reason, cancel);
        if (proposal.State == (agrees ? "accepted" : "refused") && proposal.DecidedBy == scope.UserId) return agrees;   // sent twice
        if (proposal.State != "open") return new Problem("move-decided", "这一项已经办过了。");
        if (!agrees && string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "不同意，请写明原因。", "Reason");
        if (reason?.Length > MostReason) return new Problem("too-long", $"原因最多 {MostReason} 个字。", "Reason");

        var problems = await Against(child, proposal, cancel);
        if (!agrees) problems = [.. problems.Where(MoveAsk.IsAboutWho)];
        else if (!noGuardianKnown && await AsksGuardian(child, proposal, cancel)) problems = [.. problems, new("guardian-not-said", "提请的人说没有找到监护人、照护人。您核实过也没有，请勾选；找到了，请先登记再同意。", nameof(MoveRequest.NoGuardianKnown), "states.md 1")];
        if (problems.Count > 0) return problems.ToList();
        (proposal.State, proposal.DecidedBy, proposal.DecidedAt) = (agrees ? "accepted" : "refused", scope.UserId, clock.Now);
        if (!agrees) return await db.SaveAsync("move-refused", Subject.Of(child), reason!.Trim(), cancel) is { } stale ? stale : false;
        return await change.Run(child, FileLifeCycle.Find(proposal.Move)!, proposal.ExitReason, MoveSays.Read(cipher, proposal), Reason(proposal), cancel) is { } late ? late : true;
    }

    /// <summary>Who proposed takes it back, so that it no longer holds up anything else.</summary>
    public async Task<Outcome<bool>> Withdraw(Guid childId, Guid proposalId, CancellationToken cancel = default)
    {
        var child = await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        var proposal = await db.Set<MoveProposal>().SingleOrDefaultAsync(one => one.Id == proposalId && one.ChildId == childId, cancel);
        if (child is null || proposal is null || proposal.ProposedBy != scope.UserId) return NotFound;
        if (proposal.State == "withdrawn") return false;
        if (proposal.State != "open") return new Problem("move-decided", "这一项已经办过了。");
        (proposal.State, proposal.DecidedBy, proposal.DecidedAt) = ("withdrawn", scope.UserId, clock.Now);
        return await db.SaveAsync("move-withdrawn", Subject.Of(child), cancel: cancel) is { } stale ? stale : false;
    }

    /// <summary>All that stands in the way of the asker agreeing to a proposal: what is about who acts, and what does not hold.</summary>
    public async Task<IReadOnlyList<Problem>> Against(Child child, MoveProposal proposal, CancellationToken cancel = default)
    {
        var (says, move) = (MoveSays.Read(cipher, proposal), FileLifeCycle.Find(proposal.Move)!);
        var hasOther = HasOther(await posts.Run(child.Region, clock.Today, cancel), move, proposal.ProposedBy);
        var ask = Ask(child, move, Reason(proposal), hasOther) with { Proposer = new MovedBy(proposal.ProposedBy, says.Role) };
        return [.. await Fits(child, says, cancel), .. InVillage(child, move), .. await Doubled(child, move, cancel), .. FileLifeCycle.Check(ask, await facts.Run(child, says, proposal.ExitReason, cancel)).Problems];
    }

    /// <summary>Was it said that no guardian is known, and is there still none? Then who decides says it anew.</summary>
    public async Task<bool> AsksGuardian(Child child, MoveProposal proposal, CancellationToken cancel = default) =>
        proposal.Move == "register" && MoveSays.Read(cipher, proposal).NoGuardianKnown && !await facts.HasGuardian(child.Id, cancel);

    private static Problem NotFound => new("child-not-found", "没有找到这份档案，可能已不在您的辖区。");

    private MoveAsk Ask(Child child, Move move, string? reason, bool hasOther) => new(move.Code, child.State, new MovedBy(scope.UserId, scope.Role), null, reason, hasOther);

    // Another person of the deciding role than the one who does the first step; then the level above stays out (states.md 4e).
    private static bool HasOther(IReadOnlyList<PostOver> over, Move move, Guid first) => over.Any(post => post.UserId != first && move.Deciders.Contains(post.Role));

    private string? Reason(MoveProposal proposal) => cipher.Open(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), proposal.Id), proposal.ReasonEnc);

    // Every move says why: it stands in the timeline, whether or not its row of states.md asks for a reason.
    private IEnumerable<Problem> Form(Child child, Move move, MoveRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Reason)) yield return new("reason-missing", "请写明理由。", nameof(request.Reason));
        else if (request.Reason.Length > MostReason) yield return new("too-long", $"理由最多 {MostReason} 个字。", nameof(request.Reason));
        if (request.Plan?.Length > MostPlan) yield return new("too-long", $"最多 {MostPlan} 个字。", nameof(request.Plan));
        if (move.Code is "leave" or "exit-review" && request.ExitReason == "adult" && child.BornOn is { } born && !IsAdult(move, born, request.On))
            yield return new("not-adult", $"这名儿童到 {Show.Date(Ages.Reached(born, FileLifeCycle.AdultAge))} 才满 18 岁，退出原因请另选。出生日期写错了的，先更正。", nameof(request.ExitReason), "R-001");
        if (move.Code != "leave") yield break;
        if (request.On is not { } day) yield return new("missing", "请填退出的日期，比如去世、搬走、满18岁的那一天。", nameof(request.On));
        else if (day > clock.Today) yield return new("date-in-future", "退出的日期晚于今天。还没有发生的事，到那天再办。", nameof(request.On));
        else if (day < child.BornOn) yield return new("date-before-birth", "退出的日期早于出生日期。", nameof(request.On));
    }

    private bool IsAdult(Move move, DateOnly born, DateOnly? on) => move.Code == "leave" ? Ages.Reached(born, FileLifeCycle.AdultAge) <= (on ?? clock.Today) : FileLifeCycle.NearsAdult(born, clock.Today);

    // A file comes back with a category that holds beside what it has (states.md 1.1, 2).
    private async Task<IEnumerable<Problem>> Fits(Child child, MoveSays says, CancellationToken cancel) => says.Category is not { } code ? [] :
        CategoryFits.Against(code, clock.Today, child.BornOn, await db.Set<CategoryTerm>().AsNoTracking().Where(term => term.ChildId == child.Id).ToListAsync(cancel)) is { } against
            ? [against with { Field = nameof(MoveRequest.Category) }] : [];

    // The fence of a registered file is its village (Child.Region); the life cycle knows no places.
    private static IEnumerable<Problem> InVillage(Child child, Move move)
    {
        if (move.Code == "register" && child.Region.Length != 12) yield return new("place-not-village", "还没有写明住在哪个村（居）。");
    }

    // Never two files on the register with one number (REG-003): until the office over both has decided, neither is taken up.
    private async Task<IEnumerable<Problem>> Doubled(Child child, Move move, CancellationToken cancel) =>
        move.Code is not ("register" or "reopen") ? [] : await doubles.Of(child.Id, child.IdBlind, cancel) switch
        {
            DoubleStanding.Open => [new("double-open", "另一份档案用了同一个证件号，正在核对是不是同一个孩子；定了以后再列入在册。", Source: "REG-003")],
            DoubleStanding.Same => [new("double-same", "已定这份档案和另一份是同一个孩子，一个孩子只有一份档案，这份不能列入在册。", Source: "REG-003")],
            _ => [],
        };

    private MoveProposal Proposal(Child child, MoveRequest request, MoveSays says)
    {
        var made = new MoveProposal { Id = request.Key == Guid.Empty ? Guid.CreateVersion7() : OwnId.Of(scope, request.Key), ChildId = child.Id, Region = child.Region, Move = request.Move!, ExitReason = request.ExitReason, ProposedBy = scope.UserId, ProposedAt = clock.Now };
        made.ReasonEnc = cipher.Seal(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), made.Id), child.Region, request.Reason!.Trim());
        made.DocumentsEnc = says.Seal(cipher, made);
        return made;
    }
}
