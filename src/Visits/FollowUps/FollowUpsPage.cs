using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Due;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>One line of what must be seen to.</summary>
public sealed record FollowUpRow(Guid Id, Guid ChildId, string Name, string Region, string Finding, string Level, string OwnerRole, DateOnly OpenedOn, DateOnly Due);

/// <summary>Open follow-ups, danger first, then by day; keyset by (danger, day, follow-up). Index ix_follow_up_open.</summary>
public sealed class FollowUpsQuery(HuTongDb db, Scope scope, ChinaClock clock)
{
    public const int PageSize = 50, Cap = 1000;

    public async Task<Paged<FollowUpRow>> Run(string? which, string? after = null, int rows = PageSize, CancellationToken cancel = default)
    {
        var open = Filtered(which);
        var isDanger = after?.StartsWith('d') == true;
        if (DayCursor.Parse(after?.TrimStart('d')) is var (day, id))
            open = open.Where(follow => isDanger && follow.Level != "d" || follow.Level == "d" == isDanger && (follow.Due > day || follow.Due == day && follow.Id.CompareTo(id) > 0));
        var found = from follow in open
            join line in db.Set<RegisterLine>().AsNoTracking() on follow.ChildId equals line.ChildId
            orderby follow.Level == "d" ? 0 : 1, follow.Due, follow.Id
            select new FollowUpRow(follow.Id, follow.ChildId, line.Name, follow.Region, follow.Finding, follow.Level, follow.OwnerRole, follow.OpenedOn, follow.Due);
        return Paged<FollowUpRow>.Of(await found.Take(rows + 1).ToListAsync(cancel), rows, last => (last.Level == "d" ? "d" : "") + new DayCursor(last.Due, last.Id));
    }

    public Task<int> Count(string? which, CancellationToken cancel = default) => Filtered(which).TagWith(KeptCounts.Tag).Take(Cap + 1).CountAsync(cancel);

    /// <param name="which">urgent, late, mine; null: all.</param>
    private IQueryable<FollowUp> Filtered(string? which)
    {
        var today = clock.Today;
        var open = db.Set<FollowUp>().AsNoTracking().Where(follow => follow.State == FollowUpStates.Open);
        return which switch
        {
            "urgent" => open.Where(follow => follow.Level == "d"),
            "late" => open.Where(follow => follow.Due < today),
            "mine" => scope.Role switch
            {
                RoleCodes.VillageDirector => open.Where(follow => follow.OwnerRole == RoleCodes.VillageDirector),
                RoleCodes.TownshipSupervisor => open.Where(follow => follow.OwnerRole == RoleCodes.TownshipSupervisor),
                RoleCodes.CountyOfficer => open.Where(follow => follow.Level == "d"),   // of a danger township and county together
                _ => open.Where(follow => false),
            },
            _ => open,
        };
    }
}

/// <summary>/follow-ups: what was found and not yet settled.</summary>
public sealed class FollowUpsPage(FollowUpsQuery query, AccessLog access, RegionTree places, Rights rights, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "which")] public string? Which { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public Paged<FollowUpRow> List { get; private set; } = new([], null);
    public int Count { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayClose => rights.Allows(scope.Role, "follow-up-close");
    public bool MayCloseUrgent => CloseFollowUp.MayCloseUrgent(scope.Role);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Which is not ("urgent" or "late") && !(Which is "mine" && MayClose)) Which = null;
        (List, Count) = (await query.Run(Which, After, cancel: cancel), await query.Count(Which, cancel));
        if (After is not null && List.Rows.Count == 0) List = await query.Run(Which, cancel: cancel);   // those of this page were settled meanwhile
        access.Note("list", List.Rows.Count, null);
    }

    public string Place(string region) => places.ShortName(region, Core.RegionLevel.Township);
}
