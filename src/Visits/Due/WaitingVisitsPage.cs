using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>A visit that waits for the township, or an excuse that somebody asked for.</summary>
public sealed record WaitingVisit(Guid Id, Guid ChildId, string Name, string Region, DateOnly On, string Kind, string Level, bool IsFaceToFace, string ByName, DateOnly AcceptBy, DateTime At);

public sealed record WaitingExcuse(Guid ChildId, string Name, string Region, string? For, DateOnly? Until, string? By);

/// <summary>What the asker has to look at: the township its directors', the county what no township can (states.md 4, 4e). Visits keyset by (last day, visit), index ix_visit_waiting; excuses by (village, child), index ix_visit_duty_open.</summary>
public sealed class WaitingVisitsQuery(HuTongDb db, SupervisorsQuery supervisors, Scope scope, ChinaClock clock)
{
    public const int PageSize = 50, Cap = 1000;

    /// <param name="atTownships">Of the county: what its townships look at themselves.</param>
    public async Task<Paged<WaitingVisit>> Run(string? after = null, int rows = PageSize, bool atTownships = false, CancellationToken cancel = default)
    {
        var waiting = await Waiting(atTownships, cancel);
        if (DayCursor.Parse(after) is var (acceptBy, id)) waiting = waiting.Where(visit => visit.AcceptBy > acceptBy || visit.AcceptBy == acceptBy && visit.Id.CompareTo(id) > 0);
        var found = from visit in waiting
            join line in db.Set<RegisterLine>().AsNoTracking() on visit.ChildId equals line.ChildId
            orderby visit.AcceptBy, visit.Id
            select new WaitingVisit(visit.Id, visit.ChildId, line.Name, visit.Region, visit.On, visit.Kind, visit.Level, visit.IsFaceToFace, visit.ByName, visit.AcceptBy, visit.SubmittedAt);
        return Paged<WaitingVisit>.Of(await found.Take(rows + 1).ToListAsync(cancel), rows, last => new DayCursor(last.AcceptBy, last.Id).ToString());
    }

    public async Task<int> Count(bool atTownships = false, CancellationToken cancel = default) => await (await Waiting(atTownships, cancel)).TagWith(KeptCounts.Tag).Take(Cap + 1).CountAsync(cancel);

    public async Task<DateTime?> Oldest(CancellationToken cancel = default) => await (await Waiting(false, cancel)).TagWith(KeptCounts.Tag).MinAsync(visit => (DateTime?)visit.SubmittedAt, cancel);

    /// <summary>A child once, however many duties it is to be excused from.</summary>
    public async Task<Paged<WaitingExcuse>> Excuses(string? after = null, int rows = PageSize, bool atTownships = false, CancellationToken cancel = default)
    {
        var asked = await Asked(atTownships, cancel);
        if (VillageCursor.Parse(after) is var (village, id)) asked = asked.Where(duty => string.Compare(duty.Region, village) > 0 || duty.Region == village && duty.ChildId.CompareTo(id) > 0);
        var children = asked.GroupBy(duty => new { duty.Region, duty.ChildId }).Select(child => new { child.Key.Region, child.Key.ChildId, For = child.Max(duty => duty.ExcusedFor), Until = child.Max(duty => duty.ExcusedUntil), By = child.Max(duty => duty.ExcuseAskedByName) });
        var found = from child in children
            join line in db.Set<RegisterLine>().AsNoTracking() on child.ChildId equals line.ChildId
            orderby child.Region, child.ChildId
            select new WaitingExcuse(child.ChildId, line.Name, child.Region, child.For, child.Until, child.By);
        return Paged<WaitingExcuse>.Of(await found.Take(rows + 1).ToListAsync(cancel), rows, last => new VillageCursor(last.Region, last.ChildId).ToString());
    }

    public async Task<int> CountExcuses(bool atTownships = false, CancellationToken cancel = default) => await (await Asked(atTownships, cancel)).TagWith(KeptCounts.Tag).Select(duty => duty.ChildId).Distinct().Take(Cap + 1).CountAsync(cancel);

    /// <summary>The county: its townships decide first.</summary>
    public bool HasTownships => scope.Role == RoleCodes.CountyOfficer;

    /// <summary>3 条走访、2 名孩子的免访; empty when nothing waits.</summary>
    public static string Words(int visits, int excuses) => string.Join('、', new[] { (Count: visits, Of: "条走访"), (Count: excuses, Of: "名孩子的免访") }.Where(one => one.Count > 0).Select(one => $"{Show.Capped(one.Count, Cap)} {one.Of}"));

    // What nobody looked at in time is accepted by the clock; one's own is for another person.
    private async Task<IQueryable<Visit>> Waiting(bool atTownships, CancellationToken cancel)
    {
        var (today, user) = (clock.Today, scope.UserId);
        var waiting = db.Set<Visit>().AsNoTracking().Where(visit => visit.State == VisitStates.Submitted && visit.AcceptBy >= today && visit.By != user);
        if (!HasTownships) return waiting;
        var (users, places) = await supervisors.Run(cancel);
        return waiting.Where(visit => (!users.Contains(visit.By) && places.Any(place => visit.Region.StartsWith(place))) == atTownships);
    }

    private async Task<IQueryable<VisitDuty>> Asked(bool atTownships, CancellationToken cancel)
    {
        var user = scope.UserId;
        var asked = db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.State == DutyStates.Due && duty.ExcuseAskedBy != null && duty.ExcuseAskedBy != user);
        if (!HasTownships) return asked;
        var (users, places) = await supervisors.Run(cancel);
        return asked.Where(duty => (!users.Contains(duty.ExcuseAskedBy!.Value) && places.Any(place => duty.Region.StartsWith(place))) == atTownships);
    }
}

/// <summary>/visits/waiting: 等我审核.</summary>
public sealed class WaitingVisitsPage(WaitingVisitsQuery query, AccessLog access, RegionTree places, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    /// <summary>Cursor of the excuses.</summary>
    [BindProperty(SupportsGet = true, Name = "excuses")] public string? AfterExcuse { get; set; }

    public Paged<WaitingVisit> Visits { get; private set; } = new([], null);
    public Paged<WaitingExcuse> Excuses { get; private set; } = new([], null);
    public int Count { get; private set; }
    public int ExcuseCount { get; private set; }

    /// <summary>At the county: what its townships look at themselves.</summary>
    [BindProperty(SupportsGet = true, Name = "at")] public string? At { get; set; }
    public bool AtTownships => At == "townships" && query.HasTownships;
    public bool HasTownships => query.HasTownships;

    /// <summary>What waits at the townships, in words.</summary>
    public string WordsAtTownships { get; private set; } = "";
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Visits, Excuses) = (await query.Run(After, atTownships: AtTownships, cancel: cancel), await query.Excuses(AfterExcuse, atTownships: AtTownships, cancel: cancel));
        if (After is not null && Visits.Rows.Count == 0) Visits = await query.Run(atTownships: AtTownships, cancel: cancel);   // those of this page were decided meanwhile
        if (AfterExcuse is not null && Excuses.Rows.Count == 0) Excuses = await query.Excuses(atTownships: AtTownships, cancel: cancel);
        (Count, ExcuseCount) = (await query.Count(AtTownships, cancel), await query.CountExcuses(AtTownships, cancel));
        if (HasTownships && !AtTownships) WordsAtTownships = WaitingVisitsQuery.Words(await query.Count(true, cancel), await query.CountExcuses(true, cancel));
        access.Note("list", Visits.Rows.Count + Excuses.Rows.Count, null);
    }

    public string Place(string region) => places.ShortName(region, Core.RegionLevel.Township);

    public string Address(string? after, string? excuses)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        if (AtTownships) query.Add("at", "townships");
        if (excuses is not null) query.Add("excuses", excuses);
        if (after is not null) query.Add("after", after);
        return "/visits/waiting" + query;
    }
}
