using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>Closes a follow-up with what came of it; never without a result (VIS-004). An urgent one is closed by township or county.</summary>
public sealed class CloseFollowUp(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, RegisterChanges changes)
{
    public async Task<Outcome<Guid>> Run(Guid id, string? result, long version, CancellationToken cancel = default)
    {
        if (await db.Set<FollowUp>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } follow) return new Problem("follow-up-not-found", "没有找到这件事，可能已不在您的辖区。");
        if (follow.State == FollowUpStates.Done && follow.ClosedBy == scope.UserId) return id;   // sent twice
        if (follow.State == FollowUpStates.Withdrawn) return new Problem("follow-up-withdrawn", "这件事已撤销：发现它的那次走访作废了，不用再办。");
        if (follow.State != FollowUpStates.Open) return new Problem("follow-up-closed", $"这件事已由 {follow.ClosedByName} 办结。");
        if (follow.Version != version) return new Problem("stale", "这件事刚被别人改过，请看过新的内容再办。");
        if (!MayClose(follow, scope.Role)) return new Problem("not-yours", "这件事由镇街儿童督导员或县级经办办结。");
        if (string.IsNullOrWhiteSpace(result)) return new Problem("missing", "请写办成了什么、孩子现在怎样。没有结果的不能办结。", "Result", "VIS-004");
        if (result.Length > VisitCheck.MostLetters) return new Problem("too-long", $"太长了，最多 {VisitCheck.MostLetters} 个字。", "Result");
        (follow.State, follow.ClosedOn, follow.ClosedAt, follow.ClosedBy, follow.ClosedByName) = (FollowUpStates.Done, clock.Today, clock.Now, scope.UserId, scope.WorkerName);
        follow.ResultEnc = cipher.Seal(FieldPlace.Of<FollowUp>(nameof(FollowUp.ResultEnc), id), follow.Region, result.Trim());
        await using var write = await changes.Begin(db, cancel);
        if (await db.SaveAsync("follow-up-done", Subject.Of(follow), cancel: cancel) is { } stale) return stale;
        if (VisitCodes.FindingsOfMind.Contains(follow.Finding)) await changes.Of(write, cancel, follow.ChildId);   // it asks for no more visits
        await write.Commit(cancel);
        return id;
    }

    public static bool MayCloseUrgent(string role) => role is RoleCodes.TownshipSupervisor or RoleCodes.CountyOfficer;

    public static bool MayClose(FollowUp follow, string role) => MayCloseUrgent(role) || role == RoleCodes.VillageDirector && follow.OwnerRole == role;
}
