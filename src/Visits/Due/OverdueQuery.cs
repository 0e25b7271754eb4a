using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>A village with children past their day, and who should have seen them.</summary>
/// <param name="Since">The earliest day that was missed.</param>
public sealed record LateVillage(string Region, VillageDirector? Director, int Late, DateOnly Since, DateTime? UrgedAt);

/// <summary>All that is overdue in a place.</summary>
/// <param name="Worst">The first villages, most children first.</param>
/// <param name="Villages">Of all, shown or not; <paramref name="Children"/> likewise.</param>
public sealed record Overdue(IReadOnlyList<LateVillage> Worst, int Villages, int Children)
{
    public static readonly Overdue None = new([], 0, 0);
}

/// <summary>What is overdue and by whom, the worst first. Index ix_register_line_next_due_child_id.</summary>
public sealed class OverdueQuery(HuTongDb db, DirectorsQuery directors, ChinaClock clock, RegionTree places)
{
    public const int Most = 200;

    public async Task<Overdue> Run(string? place, int most = Most, CancellationToken cancel = default)
    {
        var today = clock.Today;
        var lines = db.Set<RegisterLine>().AsNoTracking().Where(line => line.NextDue != null && line.NextDue < today);
        if (place is not null) lines = lines.Inside(places.Stands(place));
        var late = await lines.GroupBy(line => line.Region).Select(village => new { Region = village.Key, Late = village.Count(), Since = village.Min(line => line.NextDue)!.Value }).OrderByDescending(village => village.Late).ThenBy(village => village.Region).ToListAsync(cancel);
        if (late.Count == 0) return Overdue.None;
        var (count, children) = (late.Count, late.Sum(village => village.Late));
        late = [.. late.Take(most)];
        var villages = late.Select(village => village.Region).ToArray();
        var who = await directors.Run(villages, today, cancel);
        var since = clock.Now.AddDays(-7);
        var urged = await db.Set<Urging>().AsNoTracking().Where(one => villages.Contains(one.Region) && one.At > since).GroupBy(one => one.Region).Select(one => new { one.Key, At = one.Max(urging => urging.At) }).ToDictionaryAsync(one => one.Key, one => one.At, cancel);
        return new Overdue([.. late.Select(village => new LateVillage(village.Region, who.GetValueOrDefault(village.Region), village.Late, village.Since, urged.TryGetValue(village.Region, out var at) ? at : null))], count, children);
    }
}
