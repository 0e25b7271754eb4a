using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Visits.Coverage;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>
/// What the clock does to visits each day: a month begins (its duties are made), a month closes (what is open is missed, its figures stand), every open month is
/// counted anew and closed ones are compared (states.md 4). Run again it finds nothing left to do.
/// </summary>
public sealed class DutyDay(HuTongDb db, Scope scope, ChinaClock clock, DutyMaker maker, MatchAgain match, CoverageTally tally, CountVisits visits, CloseMonth close, CompareMonth compare) : IJobHandler
{
    public const string JobKind = "duty-day";

    public string Kind => JobKind;

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        scope.BecomeSystem(JobKind, WholeCountry.Prefixes);
        var today = clock.Today;
        var (made, differences, running) = (0, 0, Month.Of(today));
        var last = await db.Set<CoverageCheck>().MaxAsync(check => (DateOnly?)check.Month, cancel) is { } day ? Month.Of(day) : (Month?)null;   // what was counted before had begun
        var oldest = Months.Open(today)[0];
        foreach (var month in (last?.Next < oldest ? last.Value.Next : oldest).Through(running))   // a server that stood still for months begins each of them
        {
            var isBegun = month <= last;
            await using var write = await WriteTransaction.Begin(db, cancel);
            await write.LockOnce(CoverageTally.Lock, cancel);
            if (!isBegun && (last is not null || month == running)) made += await maker.Begin(month, today, cancel);
            if (!isBegun) await match.Run(null, Earliest(month), cancel);   // seen before the duties of the month, its first week and its quarter were made
            var put = await tally.Count(month, null, cancel);
            if (!isBegun) await tally.Count(VisitRhythm.Quarter(month).Plus(2), null, cancel);   // where a quarter's visits will count
            if (isBegun) differences += put;
            await Note(today, month, isBegun ? put : 0, cancel);
            await write.Commit(cancel);
        }

        made += await Week(today, cancel);
        foreach (var month in Months.Open(today)) await Visited(month, today, cancel);
        var closed = await CloseAll(today, cancel);   // after the new month: who was missed and seen since is waited for in it
        foreach (var month in await compare.Tonight(today, cancel)) differences += await compare.Run(month, today, cancel);
        await progress.Tell(1, 1, $"新的走访任务 {made} 项；关账 {closed} 个月；计数和重新点数不同的 {differences} 处{(differences > 0 ? "，运行中月份的已改正" : "")}。");
    }

    private static DateOnly Earliest(Month month) => VisitRhythm.Quarter(month) is var quarter && quarter < month ? quarter.First : month.First.AddDays(-6);

    private async Task<int> Week(DateOnly today, CancellationToken cancel)
    {
        if (Months.OfWeek(today) is not { } month) return 0;
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce(CoverageTally.Lock, cancel);
        var made = await maker.BeginWeek(today, cancel);
        if (made > 0) await match.Run(null, month.First.AddDays(-6), cancel);
        if (made > 0) await tally.Count(month, null, cancel);
        await write.Commit(cancel);
        return made;
    }

    private async Task Visited(Month month, DateOnly today, CancellationToken cancel)
    {
        await using var write = await WriteTransaction.Begin(db, cancel);
        await visits.Run(month, today, cancel);
        await write.Commit(cancel);
    }

    // A server that stood still for months closes each of them.
    private async Task<int> CloseAll(DateOnly today, CancellationToken cancel)
    {
        var open = Months.Open(today)[0].First;
        var waiting = await db.Set<CoverageMonth>().Where(row => row.Level == "village" && row.ClosedAt == null && row.Month < open).Select(row => row.Month).Distinct().ToListAsync(cancel);
        foreach (var month in waiting.Order()) await close.Run(Month.Of(month), cancel);
        return waiting.Count;
    }

    private async Task Note(DateOnly today, Month month, int differences, CancellationToken cancel)
    {
        var first = month.First;
        if (await db.Set<CoverageCheck>().AnyAsync(check => check.Day == today && check.Month == first, cancel)) return;
        var rows = await db.Set<CoverageMonth>().CountAsync(row => row.Month == first && row.Level == "village", cancel);
        db.Add(new CoverageCheck { Day = today, Month = first, At = clock.Now, Rows = rows, Differences = differences });
        await db.SaveChangesAsync(cancel);
    }
}
