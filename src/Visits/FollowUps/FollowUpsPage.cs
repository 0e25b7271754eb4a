using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>One line of what must be seen to.</summary>
public sealed record FollowUpRow(Guid Id, Guid ChildId, string Name, string Region, string Finding, string Level, string OwnerRole, DateOnly OpenedOn, DateOnly Due);

/// <summary>Open follow-ups, danger first, then by day. Index ix_follow_up_open.</summary>
public sealed class FollowUpsQuery(HuTongDb db, Scope scope, ChinaClock clock)
{
    public const int Most = 200, Cap = 1000;

    public async Task<IReadOnlyList<FollowUpRow>> Run(string? which, CancellationToken cancel = default) => await (
        from follow in Filtered(which)
        join line in db.Set<RegisterLine>().AsNoTracking() on follow.ChildId equals line.ChildId
        orderby follow.Level == "d" ? 0 : 1, follow.Due, follow.Id
        select new FollowUpRow(follow.Id, follow.ChildId, line.Name, follow.Region, follow.Finding, follow.Level, follow.OwnerRole, follow.OpenedOn, follow.Due)).Take(Most).ToListAsync(cancel);

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
                _ => open.Where(follow => follow.Level == "d"),   // of a danger township and county together
            },
            _ => open,
        };
    }
}

/// <summary>/follow-ups: what was found and not yet settled.</summary>
public sealed class FollowUpsPage(FollowUpsQuery query, RegionTree places, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "which")] public string? Which { get; set; }

    public IReadOnlyList<FollowUpRow> Rows { get; private set; } = [];
    public int Count { get; private set; }
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (Which is not ("urgent" or "late" or "mine")) Which = null;
        (Rows, Count) = (await query.Run(Which, cancel), await query.Count(Which, cancel));
    }

    public string Place(string region) => places.ShortName(region, Core.RegionLevel.Township);
}
