using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>What the form of a move sends.</summary>
public sealed class MoveRequest
{
    public Guid Key { get; set; }
    public long Version { get; set; }
    public string? Move { get; set; }
    public string? Reason { get; set; }
    public string? ExitReason { get; set; }
    public string? Documents { get; set; }

    /// <summary>No guardian could be found; said by a person, so that a file without one may be registered.</summary>
    public bool NoGuardianKnown { get; set; }
}

/// <summary>Moves a file's state, or asks a second person to agree where states.md wants two.</summary>
public sealed class MoveFile(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, RegisterLines lines, FileNumbers numbers, IEnumerable<IMoveGuard> guards, JobBell bell)
{
    /// <returns>True when the state has moved, false when it now waits for another person.</returns>
    public async Task<Outcome<bool>> Run(Guid childId, MoveRequest request, CancellationToken cancel = default)
    {
        if (await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel) is not { } child) return NotFound;
        if (await db.Set<MoveProposal>().AnyAsync(one => one.Id == request.Key && one.ChildId == childId, cancel)) return false;   // sent twice
        if (child.Version != request.Version) return new Problem("stale", "这份档案刚被别人改过，请看过新的内容再办。");
        if (FileMoves.Of(request.Move ?? "") is not { } move || !move.From.Contains(child.State)) return new Problem("move-unknown", "现在不能这样办，请看档案的状态。", nameof(request.Move));
        if (!move.Proposers.Contains(scope.Role)) return new Problem("not-yours", "您的岗位不能办这一项。", nameof(request.Move));
        var problems = await Check(child, move, request, null, cancel);
        if (problems.Count > 0) return problems;
        if (!move.WantsTwo)
        {
            await using var write = await WriteTransaction.Begin(db, cancel);
            if (await Move(write, child, move, request.ExitReason, request.Reason!.Trim(), cancel) is { } stale) return stale;
            await write.Commit(cancel);
            bell.Ring();
            return true;
        }
        db.Add(Proposal(child, request));
        db.Entry(child).Property(one => one.Version).IsModified = true;
        return await db.SaveAsync("move-proposed", Subject.Of(child), request.Reason!.Trim(), cancel) is { } late ? late : false;
    }

    /// <summary>Another person agrees, or does not.</summary>
    public async Task<Outcome<bool>> Decide(Guid childId, Guid proposalId, bool agrees, string? reason, CancellationToken cancel = default)
    {
        var child = await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        var proposal = await db.Set<MoveProposal>().SingleOrDefaultAsync(one => one.Id == proposalId && one.ChildId == childId, cancel);
        if (child is null || proposal is null) return NotFound;
        if (proposal.State != "open" || FileMoves.Of(proposal.Move) is not { } move) return new Problem("move-decided", "这一项已经办过了。");
        if (proposal.ProposedBy == scope.UserId) return new Problem("same-person", "这是您提请的，要由另一人决定。", Source: "states.md 1");
        if (!move.Deciders.Contains(scope.Role)) return new Problem("not-yours", "您的岗位不能决定这一项。");
        if (!agrees && string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "不同意，请写明原因。", "Reason");
        if (agrees && !move.From.Contains(child.State)) return new Problem("move-unknown", "档案的状态已经变了，这一项不能再办。");

        (proposal.State, proposal.DecidedBy, proposal.DecidedAt) = (agrees ? "accepted" : "refused", scope.UserId, clock.Now);
        if (!agrees) return await db.SaveAsync("move-refused", Subject.Of(child), reason!.Trim(), cancel) is { } stale ? stale : false;
        var request = new MoveRequest { Move = move.Code, Reason = cipher.Open(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), proposal.Id), proposal.ReasonEnc), ExitReason = proposal.ExitReason, Documents = "-", NoGuardianKnown = true };
        var problems = await Check(child, move, request, proposal.Id, cancel);
        if (problems.Count > 0) return problems;
        await using var write = await WriteTransaction.Begin(db, cancel);
        if (await Move(write, child, move, proposal.ExitReason, request.Reason ?? "", cancel) is { } late) return late;
        await write.Commit(cancel);
        bell.Ring();
        return true;
    }

    private static Problem NotFound => new("child-not-found", "没有找到这份档案，可能已不在您的辖区。");

    private MoveProposal Proposal(Child child, MoveRequest request)
    {
        var made = new MoveProposal { Id = request.Key == Guid.Empty ? Guid.CreateVersion7() : request.Key, ChildId = child.Id, Region = child.Region, Move = request.Move!, ExitReason = request.ExitReason, ProposedBy = scope.UserId, ProposedAt = clock.Now };
        made.ReasonEnc = cipher.Seal(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.ReasonEnc), made.Id), child.Region, request.Reason!.Trim());
        made.DocumentsEnc = cipher.Seal(FieldPlace.Of<MoveProposal>(nameof(MoveProposal.DocumentsEnc), made.Id), child.Region, request.Documents?.Trim());
        return made;
    }

    private async Task<Problem?> Move(WriteTransaction write, Child child, FileMove move, string? exitReason, string reason, CancellationToken cancel)
    {
        child.State = move.To;
        if (move.Code is "register" or "reopen") child.FileNumber ??= (await numbers.Take(write, child.Region, 1, cancel))[0];
        if (move.Code == "register") child.RegisteredOn = clock.Today;
        if (move.Code is "exit-review" or "leave") child.ExitReason = exitReason;
        child.ExitOn = move.Code == "leave" ? clock.Today : null;
        if (move.Code is "stay" or "reopen") child.ExitReason = null;
        await lines.Derive(child, cancel);
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        return await db.SaveAsync(move.Action, Subject.Of(child), reason, cancel);
    }

    private async Task<List<Problem>> Check(Child child, FileMove move, MoveRequest request, Guid? deciding, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(request.Reason)) problems.Add(new("missing", "请写明理由。", nameof(request.Reason)));
        else if (request.Reason.Length > 200) problems.Add(new("too-long", "理由最多 200 个字。", nameof(request.Reason)));
        if (move.Code is "exit-review" or "leave" && (request.ExitReason is not { Length: > 0 } why || !FileWords.Knows("file-exit", why))) problems.Add(new("missing", "请选退出原因。", nameof(request.ExitReason)));
        if (move.Code == "leave" && string.IsNullOrWhiteSpace(request.Documents)) problems.Add(new("missing", "请写明有哪些材料，比如：死亡证明、迁出证明；没有的写“无”和原因。", nameof(request.Documents)));
        if (await db.Set<MoveProposal>().AnyAsync(one => one.ChildId == child.Id && one.State == "open" && one.Id != deciding, cancel)) problems.Add(new("move-waits", "还有一项在等另一人决定，先办完那一项。"));
        if (move.Code == "register") problems.AddRange(await MissingForRegister(child, request.NoGuardianKnown, cancel));
        if (move.Code == "leave" && await db.Set<CategoryTerm>().AnyAsync(term => term.ChildId == child.Id && term.To == null && term.State == "active", cancel))
            problems.Add(new("category-open", "还有类别没有结束。请先结束类别，再办退出。", Source: "states.md 1.1"));
        foreach (var guard in guards) problems.AddRange(await guard.Check(child, move.Code, cancel));
        return problems;
    }

    private async Task<List<Problem>> MissingForRegister(Child child, bool noGuardianKnown, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (child.IdEnc is null && child.NoIdReason is null) problems.Add(new("id-missing", "还没有核对身份：请填证件号，或写明为什么没有。"));
        if (child.Region.Length != 12) problems.Add(new("place-not-village", "还没有写明住在哪个村（居）。"));
        if (!await db.Set<CategoryTerm>().AnyAsync(term => term.ChildId == child.Id && term.To == null && term.State == "active", cancel)) problems.Add(new("category-missing", "还没有一个有效的类别。请先加类别并核定。"));
        if (!noGuardianKnown && !await db.Set<RelatedPerson>().AnyAsync(person => person.ChildId == child.Id && person.To == null && (person.Role == "guardian" || person.Role == "father" || person.Role == "mother"), cancel))
            problems.Add(new("guardian-missing", "还没有监护人。找不到的，请勾“没有找到监护人”。", nameof(MoveRequest.NoGuardianKnown)));
        return problems;
    }
}
