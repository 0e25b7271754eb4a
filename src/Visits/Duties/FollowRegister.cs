using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Visits.Coverage;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>What follows for duties and coverage when files were registered, corrected, moved, closed or undone.</summary>
public sealed class FollowRegister(HuTongDb db, DutyMaker maker, MatchAgain match, CoverageTally tally, ChinaClock clock) : IRegisterChange
{
    public Task Take(WriteTransaction write, CancellationToken cancel) => write.LockOnce(CoverageTally.Lock, cancel);

    // Months are those that are open now; a ledger may have been read days before it is applied.
    public async Task Follow(ChangedFiles files, WriteTransaction write, CancellationToken cancel)
    {
        var months = Months.Open(clock.Today);
        await Take(write, cancel);
        if (files.BatchId is { } batch) await OfBatch(batch, files, months, cancel);
        else await OfChildren(files.Children!, files, months, cancel);
    }

    // Files of a batch have not moved: their villages are those that count them. Asked without a join, for the planner knows nothing of rows just written.
    private async Task OfBatch(Guid batch, ChangedFiles files, IReadOnlyList<Month> months, CancellationToken cancel)
    {
        await maker.Follow(DutyMaker.OfBatch(batch), months, clock.Today, files.Today, files.IsNew, cancel);
        var villages = await db.Set<Child>().AsNoTracking().Where(child => child.BatchId == batch).Select(child => child.Region).Distinct().ToListAsync(cancel);
        foreach (var month in months.Append(VisitRhythm.Quarter(months[^1]).Plus(2)).Append(Months.OfWeek(clock.Today) ?? months[^1]).Distinct()) await tally.Count(month, villages, cancel);
    }

    private async Task OfChildren(IReadOnlyCollection<Guid> children, ChangedFiles files, IReadOnlyList<Month> months, CancellationToken cancel)
    {
        var before = await Counted(children, months[0], cancel);
        await maker.TakeAlong(children, cancel);
        await maker.Follow(maker.Of(children), months, clock.Today, files.Today, files.IsNew, cancel);
        await match.Run(children, VisitRhythm.Quarter(months[0]).First, cancel);
        foreach (var month in before.Concat(await Counted(children, months[0], cancel)).Distinct().GroupBy(one => one.Month, one => one.Village))
            await tally.Count(Month.Of(month.Key), [.. month], cancel);
    }

    private async Task<List<(DateOnly Month, string Village)>> Counted(IReadOnlyCollection<Guid> children, Month since, CancellationToken cancel)
    {
        var first = since.First;
        var duties = db.Set<VisitDuty>().AsNoTracking().Where(duty => children.Contains(duty.ChildId) && duty.Month != null && duty.Month >= first);
        return [.. (await duties.Select(duty => new { duty.Month, duty.CountsAt }).Distinct().ToListAsync(cancel)).Select(one => (one.Month!.Value, one.CountsAt))];
    }
}
