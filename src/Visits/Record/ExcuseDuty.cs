using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Ui.Words;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>Why a child cannot be visited now, and until when.</summary>
public sealed record ExcuseRequest(string? Reason, DateOnly? Until, string? Note);

/// <summary>A duty of the month is excused by two persons: one asks, another of the township or above agrees (states.md 4, 4e). The child then stands apart from the rate.</summary>
public sealed class ExcuseDuty(HuTongDb db, Scope scope, ChinaClock clock, DutyBook book)
{
    private const int MostDays = 92;

    /// <summary>Asks that the open duties of the month be excused.</summary>
    public async Task<Outcome<int>> Ask(Guid childId, ExcuseRequest request, CancellationToken cancel = default)
    {
        List<Problem> problems = [];
        if (!VisitCodes.Excuses.Has(request.Reason)) problems.Add(new("missing", "请选为什么现在不能走访。", nameof(request.Reason)));
        if (request.Until is not { } until) problems.Add(new("missing", "请填到哪天为止。", nameof(request.Until)));
        else if (until < clock.Today) problems.Add(new("date-past", "这一天已经过去。孩子在家了，就去走访。", nameof(request.Until)));
        else if (until > clock.Today.AddDays(MostDays)) problems.Add(new("too-long", $"最多 {MostDays} 天；到时还不行，再办一次。", nameof(request.Until)));
        if (string.IsNullOrWhiteSpace(request.Note)) problems.Add(new("missing", "请写清情况，比如在哪家医院、怎么联系孩子。", nameof(request.Note)));
        else if (request.Note.Length > 300) problems.Add(new("too-long", "最多 300 个字。", nameof(request.Note)));
        if (problems.Count > 0) return problems;

        await using var write = await WriteTransaction.Begin(db, cancel);
        await book.Take(write, childId, cancel);
        if (await db.Set<RegisterLine>().AsNoTracking().SingleOrDefaultAsync(one => one.ChildId == childId, cancel) is not { } line) return VisitProblems.NoChild;
        var open = await Open(childId).ToListAsync(cancel);
        if (open.Count == 0) return new Problem("nothing-due", "这个月不欠走访，不用办免访。");
        open.RemoveAll(duty => duty.From > request.Until);
        if (open.Count == 0) return new Problem("nothing-due", "到这一天为止没有欠的走访，不用办免访。", nameof(request.Until));
        var last = open.Min(duty => duty.Due);
        open.RemoveAll(duty => duty.Due > request.Until);
        if (open.Count == 0) return new Problem("excuse-too-short", $"过了 {Show.Date(request.Until)}，到 {Show.Date(last)} 还有几天可以走访，不用办免访。整段时间都见不到孩子的，日期填 {Show.Date(last)} 或以后。", nameof(request.Until), "states.md 4");
        if (open.TrueForAll(duty => duty.ExcuseAskedBy is not null)) return new Problem("excuse-waits", "已经有人提请免访，在等审核。");
        foreach (var duty in open) (duty.ExcusedFor, duty.ExcusedUntil, duty.ExcuseAskedBy, duty.ExcuseAskedByName) = (request.Reason, request.Until, scope.UserId, scope.WorkerName);
        if (await db.SaveAsync("excuse-asked", new Subject("visit_duty", childId, childId, line.Region), Told(request), cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return open.Count;
    }

    private static string Told(ExcuseRequest request) => $"{VisitCodes.Excuses.Words(request.Reason)}，到 {Show.Date(request.Until!.Value)}。{request.Note!.Trim()}";

    /// <summary>How the child was said to be, of the reason of an event excuse-asked: it stands there alone, behind why and until when.</summary>
    internal static string? NoteOf(string? told) => told?.Split('。', 2)[^1];

    /// <summary>Another person agrees, or does not.</summary>
    public async Task<Outcome<int>> Decide(Guid childId, bool agrees, string? reason, CancellationToken cancel = default)
    {
        if (scope.Role is not (RoleCodes.TownshipSupervisor or RoleCodes.CountyOfficer)) return new Problem("not-yours", "免访由儿童督导员审核。");
        if (!agrees && string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "不同意，请写明原因。", "Reason");
        if (reason?.Length > 300) return new Problem("too-long", "最多 300 个字。", "Reason");
        await using var write = await WriteTransaction.Begin(db, cancel);
        await book.Take(write, childId, cancel);
        if (await db.Set<RegisterLine>().SingleOrDefaultAsync(one => one.ChildId == childId, cancel) is not { } line) return VisitProblems.NoChild;
        var asked = await Open(childId).Where(duty => duty.ExcuseAskedBy != null).ToListAsync(cancel);
        if (asked.Count == 0) return new Problem("excuse-decided", "这一项已经办过了，孩子已经走访过了，或者这个月已经关账。");
        if (asked.Exists(duty => duty.ExcuseAskedBy == scope.UserId)) return new Problem("own-proposal", "自己提请的，要由另一人审核。", Source: "states.md 4e");
        await book.Excuse(line, asked, agrees, cancel);
        if (await db.SaveAsync(agrees ? "duty-excused" : "excuse-refused", new Subject("visit_duty", childId, childId, line.Region), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return asked.Count;
    }

    /// <summary>What may be excused: open duties of the open months, and clocks. Nothing of a month whose days are over, and no quarter with months to come, in which the child may still be seen.</summary>
    public IQueryable<VisitDuty> Open(Guid childId)
    {
        var (today, running) = (clock.Today, Month.Of(clock.Today).First);
        return db.Set<VisitDuty>().Where(duty => duty.ChildId == childId && duty.State == DutyStates.Due && (duty.Month == null || duty.Month <= running && (duty.Due >= today || duty.ExcuseAskedBy != null)));
    }
}
