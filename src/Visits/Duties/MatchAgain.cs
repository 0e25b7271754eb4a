using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>Matches anew where duties were made or changed in sets while visits already stood: who fulfils what does not depend on which was written first.</summary>
public sealed class MatchAgain(HuTongDb db, DutyBook book, VisitSettingsQuery settings, ChinaClock clock)
{
    /// <summary>To be called in the transaction that holds the lock of the counters alone.</summary>
    /// <param name="children">Null: whoever was visited since.</param>
    /// <param name="since">First day of the duties that were made or changed.</param>
    public async Task Run(IReadOnlyCollection<Guid>? children, DateOnly since, CancellationToken cancel = default)
    {
        var visits = db.Set<Visit>().AsNoTracking().Standing().Where(visit => visit.On >= since);
        if (children is not null) visits = visits.Where(visit => children.Contains(visit.ChildId));
        var open = await visits.Where(visit => db.Set<VisitDuty>().Any(duty => duty.ChildId == visit.ChildId && duty.State == DutyStates.Due && duty.From <= visit.On && duty.Due >= visit.On)).Select(visit => visit.ChildId).Distinct().ToListAsync(cancel);
        foreach (var child in open.Order()) await Match(child, since, cancel);
    }

    // What stands in memory may be older than what the sets wrote: it is read again, and the line is written by itself.
    private async Task Match(Guid childId, DateOnly since, CancellationToken cancel)
    {
        foreach (var old in db.ChangeTracker.Entries().Where(entry => entry is { Entity: VisitDuty or Visit, State: EntityState.Unchanged }).ToList()) old.State = EntityState.Detached;
        if (await db.Set<RegisterLine>().AsNoTracking().SingleOrDefaultAsync(line => line.ChildId == childId, cancel) is not { } line) return;
        await book.Settle(line, await book.Read(childId, since, cancel), (await settings.Of(line.Region, clock.Today, cancel)).Visits, cancel);
        await db.SaveChangesAsync(cancel);
        var (due, met, unseen) = (line.NextDue, line.LastMet, line.UnseenSince);
        await db.Set<RegisterLine>().Where(one => one.ChildId == childId).ExecuteUpdateAsync(row => row.SetProperty(one => one.NextDue, due).SetProperty(one => one.LastMet, met).SetProperty(one => one.UnseenSince, unseen), cancel);
    }
}
