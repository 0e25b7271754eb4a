using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>A visit that waits for the township, or an excuse that somebody asked for.</summary>
public sealed record WaitingVisit(Guid Id, Guid ChildId, string Name, string Region, DateOnly On, string Kind, string Level, bool IsFaceToFace, string ByName, DateOnly AcceptBy, DateTime At);

public sealed record WaitingExcuse(Guid ChildId, string Name, string Region, string? For, DateOnly? Until, string? By);

/// <summary>What the township has to look at, the oldest first. Index ix_visit_waiting.</summary>
public sealed class WaitingVisitsQuery(HuTongDb db, Scope scope, ChinaClock clock)
{
    public const int Most = 100, Cap = 1000;

    public async Task<IReadOnlyList<WaitingVisit>> Run(CancellationToken cancel = default) => await (
        from visit in Waiting()
        join line in db.Set<RegisterLine>().AsNoTracking() on visit.ChildId equals line.ChildId
        orderby visit.AcceptBy, visit.Id
        select new WaitingVisit(visit.Id, visit.ChildId, line.Name, visit.Region, visit.On, visit.Kind, visit.Level, visit.IsFaceToFace, visit.ByName, visit.AcceptBy, visit.SubmittedAt)).Take(Most).ToListAsync(cancel);

    public Task<int> Count(CancellationToken cancel = default) => Waiting().TagWith(KeptCounts.Tag).Take(Cap + 1).CountAsync(cancel);

    public Task<DateTime?> Oldest(CancellationToken cancel = default) => Waiting().TagWith(KeptCounts.Tag).MinAsync(visit => (DateTime?)visit.SubmittedAt, cancel);

    public async Task<IReadOnlyList<WaitingExcuse>> Excuses(CancellationToken cancel = default)
    {
        var user = scope.UserId;
        var found = await (from duty in db.Set<VisitDuty>().AsNoTracking()
            where duty.State == DutyStates.Due && duty.ExcuseAskedBy != null && duty.ExcuseAskedBy != user
            join line in db.Set<RegisterLine>().AsNoTracking() on duty.ChildId equals line.ChildId
            orderby line.Region, line.ChildId
            select new WaitingExcuse(duty.ChildId, line.Name, line.Region, duty.ExcusedFor, duty.ExcusedUntil, duty.ExcuseAskedByName)).Take(Most).ToListAsync(cancel);
        return [.. found.DistinctBy(one => one.ChildId)];
    }

    // What nobody looked at in time is accepted by the clock; one's own is for another person.
    private IQueryable<Visit> Waiting()
    {
        var (today, user) = (clock.Today, scope.UserId);
        return db.Set<Visit>().AsNoTracking().Where(visit => visit.State == VisitStates.Submitted && visit.AcceptBy >= today && visit.By != user);
    }
}

/// <summary>/visits/waiting: 等我审核.</summary>
public sealed class WaitingVisitsPage(WaitingVisitsQuery query, RegionTree places, ChinaClock clock) : PageModel
{
    public IReadOnlyList<WaitingVisit> Rows { get; private set; } = [];
    public IReadOnlyList<WaitingExcuse> Excuses { get; private set; } = [];
    public int Count { get; private set; }
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel) => (Rows, Excuses, Count) = (await query.Run(cancel), await query.Excuses(cancel), await query.Count(cancel));

    public string Place(string region) => places.ShortName(region, Core.RegionLevel.Township);
}
