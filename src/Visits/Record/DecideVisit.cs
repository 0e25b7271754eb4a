using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Places.Calendar;
using HuTong.Ui.Words;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>The township, or the county, looks at a visit: accepts it, returns it with a reason, or the county voids one that never was (states.md 4). What is returned or voided counts no more.</summary>
public sealed class DecideVisit(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, DutyBook book, VisitSettingsQuery settings, WorkingDays days, RegisterChanges changes)
{
    public const string Accept = "accept", Return = "return", Void = "void";

    public async Task<Outcome<Visit>> Run(Guid visitId, string verdict, string? reason, long version, CancellationToken cancel = default)
    {
        if (await db.Set<Visit>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == visitId, cancel) is not { } known) return VisitProblems.NoVisit;
        // A finding that asked for more visits goes with the visit that never was.
        var askedForMore = verdict == Void && await db.Set<FollowUp>().AnyAsync(follow => follow.VisitId == visitId && follow.State == FollowUpStates.Open && VisitCodes.FindingsOfMind.Contains(follow.Finding), cancel);
        await using var write = askedForMore ? await changes.Begin(db, cancel) : await WriteTransaction.Begin(db, cancel);
        await book.Take(write, known.ChildId, cancel);
        if (await db.Set<Visit>().SingleOrDefaultAsync(one => one.Id == visitId, cancel) is not { } visit || await db.Set<RegisterLine>().SingleOrDefaultAsync(one => one.ChildId == known.ChildId, cancel) is not { } line) return VisitProblems.NoVisit;
        if (IsRepeated(visit, verdict)) return visit;
        if (Problem(visit, verdict, reason, version) is { } problem) return problem;

        (visit.State, visit.DecidedBy, visit.DecidedByName, visit.DecidedAt) = (verdict switch { Accept => VisitStates.Accepted, Return => VisitStates.Returned, _ => VisitStates.Voided }, scope.UserId, scope.WorkerName, clock.Now);
        visit.DecisionEnc = cipher.Seal(FieldPlace.Of<Visit>(nameof(Visit.DecisionEnc), visit.Id), visit.Region, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        if (verdict != Accept)
        {
            var open = await book.Read(visit.ChildId, visit.On, cancel);
            var rules = (await settings.Of(line.Region, clock.Today, cancel)).Visits;
            if (verdict == Return) await Revisit(visit, line, rules.RevisitWorkingDays, cancel);
            else await TakeBack(visit, cancel);
            await book.Settle(line, open, rules, cancel);
        }
        if (await db.SaveAsync(verdict switch { Accept => "visit-accepted", Return => "visit-returned", _ => "visit-voided" }, Subject.Of(visit), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancel) is { } stale) return stale;
        if (askedForMore) await changes.Of(write, cancel, visit.ChildId);
        await write.Commit(cancel);
        return visit;
    }

    private bool IsRepeated(Visit visit, string verdict) => visit.DecidedBy == scope.UserId && (verdict, visit.State) is (Accept, VisitStates.Accepted) or (Return, VisitStates.Returned) or (Void, VisitStates.Voided);

    private Problem? Problem(Visit visit, string verdict, string? reason, long version)
    {
        if (verdict is not (Accept or Return or Void)) return new("verdict-unknown", "请选同意、退回或作废。");
        if (visit.State == VisitStates.Returned) return new("visit-returned", $"这次走访已由 {visit.DecidedByName} 退回。", Source: "states.md 4");
        if (visit.State == VisitStates.Voided) return new("visit-voided", $"这次走访已由 {visit.DecidedByName} 作废。", Source: "states.md 4");
        if (visit.Version != version) return new("stale", "这次走访刚被别人改过，请看过新的内容再办。");
        if (visit.By == scope.UserId) return new("own-visit", "自己的走访要由另一人审核。", Source: "states.md 4e");
        if (verdict == Accept && visit.State == VisitStates.Accepted) return new("visit-accepted", $"这次走访已由 {visit.DecidedByName} 审核通过。");
        if (verdict == Void && scope.Role != RoleCodes.CountyOfficer) return new("not-yours", "作废由县级经办办理；镇街可以退回。");
        if (verdict != Accept && string.IsNullOrWhiteSpace(reason)) return new("missing", verdict == Return ? "请写为什么退回，写给去走访的人看。" : "请写为什么作废。", "Reason");
        return reason?.Length > 300 ? new("too-long", $"理由最多 300 个字，现在 {Show.Number(reason.Length)} 个。", "Reason") : null;
    }

    /// <summary>What a visit that never was has caused is taken back; a danger that was told stays until somebody has seen to it.</summary>
    private async Task TakeBack(Visit visit, CancellationToken cancel)
    {
        if (await db.Set<VisitDuty>().FindAsync([visit.ChildId, $"{DutyKinds.Retry}-{visit.On:yyyy-MM-dd}", 1], cancel) is { State: DutyStates.Due } retry
            && !await db.Set<Visit>().Standing().AnyAsync(one => one.ChildId == visit.ChildId && one.Id != visit.Id && one.On == visit.On && !one.IsChildSeen, cancel)) retry.State = DutyStates.Withdrawn;
        foreach (var follow in await db.Set<FollowUp>().Where(one => one.VisitId == visit.Id && one.State == FollowUpStates.Open && one.Level != "d").ToListAsync(cancel)) follow.State = FollowUpStates.Withdrawn;
    }

    /// <summary>Five working days to go again (states.md 4).</summary>
    private async Task Revisit(Visit visit, RegisterLine line, int workingDays, CancellationToken cancel)
    {
        var (period, today) = ($"{DutyKinds.Revisit}-{clock.Today:yyyy-MM-dd}", clock.Today);
        if (!FileStates.IsVisited(line.State) || await db.Set<VisitDuty>().FindAsync([visit.ChildId, period, 1], cancel) is not null) return;
        db.Add(new VisitDuty { ChildId = visit.ChildId, Period = period, Region = line.Region, CountsAt = line.Region, Kind = DutyKinds.Revisit, From = today, Due = days.Add(today, workingDays).On });
    }
}
