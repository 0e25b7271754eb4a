using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places.Calendar;
using HuTong.Ui.Words;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace HuTong.Visits.Record;

/// <summary>A visit as it was kept.</summary>
/// <param name="Says">What it means for what is owed, for the visitor.</param>
/// <param name="IsUrgent">A danger was told: the page shows whom to call.</param>
public sealed record KeptVisit(Guid Id, Guid ChildId, string Says, bool IsUrgent);

/// <summary>Keeps one visit with its duty, its record and the counters in one transaction. The desk comes here, and later the phone.</summary>
public sealed class RecordVisit(
    HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, DutyBook book, VisitSettingsQuery settings, WorkingDays days, ISealedIntake intake, KeyRing keys, RegisterChanges changes, VisitPhotos photos)
{
    public async Task<Outcome<KeptVisit>> Run(Guid childId, VisitReport report, CancellationToken cancel = default)
    {
        var id = OwnId.Of(scope, report.Key);
        await using var held = await db.Hold(cancel);
        var (seen, child, kept) = await VisitedChildQuery.Of(db, childId, id, clock.Today, cancel);
        if (kept) return await Again(id, childId, report, cancel);
        if (seen is null || child is null) return VisitProblems.NoChild;
        if (VisitCheck.Problems(report, child, clock.Today) is { Count: > 0 } problems) return problems;
        var rules = (await settings.Of(seen.Region, clock.Today, cancel)).Visits;
        keys.Active(seen.Region, KeyPurposes.Field);   // none can be made inside the transaction
        if (FollowUpCodes.IsSealed(report.Dangers)) keys.Active(seen.Region, KeyPurposes.Sealed);

        await using var write = await WriteTransaction.Begin(db, cancel);
        var asksForMore = report.Condition == VisitCheck.Trouble && report.Findings.Exists(VisitCodes.FindingsOfMind.Contains);
        if (asksForMore) await write.LockOnce(CoverageTally.Lock, cancel);
        await book.Take(write, childId, cancel);
        // Read again under the lock: the child may have moved, the month may have closed, the other click may have come first.
        if (await db.Set<RegisterLine>().SingleOrDefaultAsync(one => one.ChildId == childId, cancel) is not { } line) return VisitProblems.NoChild;
        if (line.State != seen.State && VisitCheck.Problems(report, child = child with { State = line.State, RegisteredOn = line.RegisteredOn }, clock.Today) is { Count: > 0 } now) return now;
        var open = await book.Read(childId, report.On!.Value, cancel);
        if (Repeated(id, childId, report) is { } repeated) return repeated;
        if (await photos.Take(write, line, report.Photos, cancel) is not { } taken) return VisitPhotos.Gone;
        var visit = Made(id, line, report, child, rules, taken);
        visit.IsGuardianSeen = await IsGuardianSeen(childId, report, cancel);
        db.Add(visit);
        await Retry(visit, line, rules, cancel);
        var duties = await book.Settle(line, open, rules, cancel);
        await Raise(visit, report, cancel);
        if (await db.SaveAsync("visit-recorded", Subject.Of(visit), cancel: cancel) is { } stale) return stale;
        if (asksForMore)
        {
            await changes.Of(write, cancel, childId);   // more visits are owed from now on
            line = await db.Set<RegisterLine>().AsNoTracking().SingleAsync(one => one.ChildId == childId, cancel);
            duties = await db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == childId && (duty.VisitId == id || duty.State == DutyStates.Due)).ToListAsync(cancel);
        }
        await write.Commit(cancel);
        return new KeptVisit(id, childId, Says(visit, report, child, line, duties), visit.Level == "d");
    }

    /// <summary>The form of a kept visit came once more: with the same words it was sent twice, with others it says something that is not kept yet.</summary>
    private async Task<Outcome<KeptVisit>> Again(Guid id, Guid childId, VisitReport report, CancellationToken cancel)
    {
        var card = VisitCard.Of(await db.Set<Visit>().AsNoTracking().SingleAsync(one => one.Id == id, cancel), cipher, clock.Today);
        var danger = card.Visit.Level == "d" ? await db.Set<FollowUp>().AsNoTracking().Where(one => one.VisitId == id && one.Level == "d").FirstOrDefaultAsync(cancel) : null;
        var said = danger is null ? null : cipher.Open(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), danger.Id), danger.WordsEnc);
        var isSame = (card.Visit.On, card.Visit.Kind, card.Visit.Level) == (report.On, report.Kind, report.Condition is null && !VisitCheck.IsNobodyMet(report) ? "" : VisitCheck.Level(report)) && (danger is null || said == NewFollowUp.Words(report.Dangers, report.Danger ?? ""))
            && JsonSerializer.Serialize(card.Notes) == JsonSerializer.Serialize(Notes(report, card.Notes.Photos));
        var waiting = (await photos.Waiting(childId, report.Photos, cancel)).Select(one => one.Key).ToList();
        if (isSame) return new KeptVisit(id, childId, (card.Visit.Stands ? "这次走访已经保存过了。" : "这次走访已经保存过，后来被退回，请重新走访。") + (waiting.Count > 0 ? "后来加的照片没有收，请另登记一次联系再附上。" : ""), card.Visit.Level == "d");
        (report.Key, report.Photos) = (Guid.CreateVersion7(), waiting);
        return new Problem(VisitProblems.SaidOtherwise, $"这张表在 {Show.When(card.Visit.SubmittedAt, clock.Today)} 已经保存过一次，现在写的和那次不一样，还没有保存。孩子有新情况，再按一次“保存”，另记一次；只是写错了，请督导员退回那一次。");
    }

    private Problem? Repeated(Guid id, Guid childId, VisitReport report)
    {
        var same = db.Set<Visit>().Local.Where(one => one.Stands && one.ChildId == childId && one.On == report.On && one.Kind == report.Kind && one.By == scope.UserId).ToList();
        // Nobody at home in the morning, the child met in the evening: that is the second try, and is kept.
        return same.Exists(one => one.Id == id) ? new Problem("sent-twice", "这次走访刚刚已经保存了。") : !same.Exists(one => (one.IsChildSeen || !VisitCheck.IsChildSeen(report)) && string.CompareOrdinal(VisitCheck.Level(report), one.Level) <= 0) ? null   // worse in the evening than in the morning is kept, and counts once (R-078)
            : new Problem("visited-that-day", $"您已经登记过 {Show.Date(report.On!.Value)} 的这次{VisitCodes.Kinds.Words(report.Kind)}。同一天的走访只算一次；写错了的，请督导员退回后重新登记。", nameof(report.On), "R-078");
    }

    private Visit Made(Guid id, RegisterLine line, VisitReport report, VisitedChild child, VisitSettings rules, IReadOnlyList<Guid> photos)
    {
        var visit = new Visit
        {
            Id = id, ChildId = line.ChildId, Region = line.Region, On = report.On!.Value, Kind = report.Kind!, Reason = line.State == "to-verify" ? "first" : string.IsNullOrEmpty(report.Reason) ? "routine" : report.Reason,
            Result = VisitCheck.Result(report), IsChildSeen = VisitCheck.IsChildSeen(report), IsFaceToFace = VisitCheck.IsFaceToFace(report, child),
            Level = VisitCheck.Level(report), AcceptBy = days.Add(clock.Today, rules.AcceptWorkingDays).On, SubmittedAt = clock.Now, By = scope.UserId, ByName = scope.WorkerName, ByRole = scope.Role, ProposesKeyChild = report.KeyChild,
        };
        visit.NotesEnc = cipher.Seal(FieldPlace.Of<Visit>(nameof(Visit.NotesEnc), id), line.Region, JsonSerializer.Serialize(Notes(report, photos)));
        return visit;
    }

    private static VisitNotes Notes(VisitReport report, IReadOnlyList<Guid>? photos)
    {
        var isTrouble = report.Condition == VisitCheck.Trouble;
        return new(report.Met, report.Checks, isTrouble ? report.Findings : [], isTrouble ? report.Trouble?.Trim() : null, report.Asked, report.Opinion?.Trim(), report.Measures, report.Note?.Trim(), report.LateReason?.Trim(), photos);
    }

    /// <summary>The guardian of the file; the parents where none is named.</summary>
    private async Task<bool> IsGuardianSeen(Guid childId, VisitReport report, CancellationToken cancel)
    {
        if (!VisitCheck.IsFamilyMet(report)) return false;
        var today = clock.Today;
        var people = await db.Set<RelatedPerson>().AsNoTracking().Where(person => person.ChildId == childId && (person.To == null || person.To > today)).Select(person => new { person.Id, person.Role }).ToListAsync(cancel);
        string[] guardians = people.Exists(person => person.Role == "guardian") ? ["guardian"] : ["father", "mother"];
        return people.Exists(person => guardians.Contains(person.Role) && report.Met.Contains(person.Id.ToString()));
    }

    /// <summary>The child was not seen: three working days to try again, unless it was seen since; the second time the township is told (R-078, T-27).</summary>
    private async Task Retry(Visit visit, RegisterLine line, VisitSettings rules, CancellationToken cancel)
    {
        if (visit.IsChildSeen || !VisitCodes.IsInPerson(visit.Kind) || line.State == "to-verify") return;
        var period = $"{DutyKinds.Retry}-{visit.On:yyyy-MM-dd}";
        var isSecond = await db.Set<VisitDuty>().AnyAsync(duty => duty.ChildId == visit.ChildId && duty.Kind == DutyKinds.Retry && duty.State == DutyStates.Due, cancel);
        var known = isSecond ? null : await db.Set<VisitDuty>().FindAsync([visit.ChildId, period, 1], cancel);
        if (known is { State: DutyStates.Withdrawn }) known.State = DutyStates.Due;   // written for another day or child before, and voided
        if (!isSecond && known is null)
            db.Add(new VisitDuty { ChildId = visit.ChildId, Period = period, Region = line.Region, CountsAt = line.Region, Kind = DutyKinds.Retry, From = visit.On, Due = days.Add(visit.On, rules.RetryWorkingDays).On });
        if (isSecond && !await db.Set<FollowUp>().AnyAsync(follow => follow.ChildId == visit.ChildId && follow.Finding == FollowUpCodes.NotSeenTwice && follow.State == FollowUpStates.Open, cancel)) db.Add(NewFollowUp.Of(visit, FollowUpCodes.NotSeenTwice, "c", null, scope, clock, cipher));
    }

    private async Task Raise(Visit visit, VisitReport report, CancellationToken cancel)
    {
        if (report.Condition == VisitCheck.Trouble)
            foreach (var finding in report.Findings.Distinct()) db.Add(NewFollowUp.Of(visit, finding, VisitCodes.LevelOf(finding), report.Trouble, scope, clock, cipher));
        if (report.Condition != VisitCheck.Danger) return;
        db.Add(NewFollowUp.OfDanger(visit.ChildId, visit.Region, visit.Id, report.Dangers, report.Danger!, scope, clock, cipher));
        if (FollowUpCodes.IsSealed(report.Dangers)) await intake.Put(null, [new SealedEntry(visit.ChildId, visit.Region, "abused")], cancel);
    }

    private string Says(Visit visit, VisitReport report, VisitedChild child, RegisterLine line, IReadOnlyList<VisitDuty> duties)
    {
        var next = line.NextDue is { } due ? due < clock.Today ? "以前漏访的仍记漏访" : $"下一次在 {Show.Short(due, clock.Today)} 前" : null;
        var done = duties.Where(duty => duty.VisitId == visit.Id && duty is { Month: not null, State: DutyStates.Done }).ToList();
        if (done.Count == 0 && VisitCheck.WhyNot(report, child) is { } why) return $"已保存。{why}{GoAgain(visit, duties)}";   // a contact may fulfil where a place has set so
        if (line.State == "to-verify") return "已保存首次走访。接着可以办理列入在册。";
        var words = done.Count > 0 ? $"{Month.Of(done[0].Month!.Value).Number} 月的走访记为完成"
            : !Months.IsOpen(Month.Of(visit.On), clock.Today) ? $"{Month.Of(visit.On).Number} 月已经关账，这次记作补访"
            : duties.Any(duty => duty.Month is not null && duty.From <= visit.On && visit.On <= duty.Due && duty.State == DutyStates.Due) ? "和上一次隔得太近，还要再去一次"
            : "这个月已不欠走访，留作记录";
        return string.Join("；", new[] { $"已保存。{words}", next }.Where(text => text is not null)) + "。";
    }

    private string GoAgain(Visit visit, IReadOnlyList<VisitDuty> duties) => visit.IsChildSeen || duties.Where(duty => duty is { Kind: DutyKinds.Retry, State: DutyStates.Due }).Min(duty => (DateOnly?)duty.Due) is not { } last ? ""
        : last < clock.Today ? "再去一次的日子已经过了，请尽快再去。" : $"请在 {Show.Short(last, clock.Today)} 前再去一次。";
}

/// <summary>Refusals that several use cases of visits share.</summary>
internal static class VisitProblems
{
    public static Problem NoChild => new("child-not-found", "没有找到这名儿童，可能已不在您的辖区。");
    /// <summary>A form that was kept came back with other words.</summary>
    public const string SaidOtherwise = "said-otherwise";

    public static Problem NoVisit => new("visit-not-found", "没有找到这次走访，可能已不在您的辖区。");
}
