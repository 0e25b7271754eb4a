using HuTong.Data;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>A file that is not registered yet, or waits for a second person.</summary>
public sealed record LeadLine(Guid Id, string Name, string Village, string State, DateTime Since, bool WaitsForSecond);

/// <summary>Leads and files being verified, oldest first; at most 100.</summary>
public sealed class LeadQuery(HuTongDb db, RegionTree tree)
{
    public const int Most = 100;

    public async Task<IReadOnlyList<LeadLine>> Run(CancellationToken cancel = default)
    {
        var rows = await db.Set<Child>().AsNoTracking().Where(child => child.State == "lead" || child.State == "to-verify" || child.State == "exit-review")
            .OrderBy(child => child.CreatedAt).ThenBy(child => child.Id).Take(Most)
            .Select(child => new { child.Id, child.Name, child.Region, child.State, child.CreatedAt, Waits = db.Set<MoveProposal>().Any(one => one.ChildId == child.Id && one.State == "open") }).ToListAsync(cancel);
        return [.. rows.Select(row => new LeadLine(row.Id, row.Name, tree.ShortName(row.Region, Core.RegionLevel.Township), row.State, row.CreatedAt, row.Waits))];
    }
}
