using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>A village with children past their day, and who should have seen them.</summary>
/// <param name="Since">The earliest day that was missed.</param>
public sealed record LateVillage(string Region, VillageDirector? Director, int Late, DateOnly Since, DateTime? UrgedAt);

/// <summary>A township with children past their day.</summary>
public sealed record LateTownship(string Region, int Villages, int Late, DateOnly Since);

/// <summary>Children past their day of one director, in all villages that this person answers for.</summary>
/// <param name="Who">Null: villages without a director, all together.</param>
public sealed record LateDirector(VillageDirector? Who, IReadOnlyList<LateVillage> Villages, int Late, DateOnly Since)
{
    internal Guid Id => Who?.UserId ?? Guid.Empty;
}

/// <summary>All that is overdue in a place.</summary>
/// <param name="Worst">The first villages, most children first.</param>
/// <param name="Villages">Of all, shown or not; <paramref name="Children"/> likewise.</param>
public sealed record Overdue(IReadOnlyList<LateVillage> Worst, int Villages, int Children);

/// <summary>What is overdue and by whom, the worst first. Every number is that of the list that it opens. Index ix_register_line_next_due_child_id.</summary>
public sealed class OverdueQuery(HuTongDb db, DirectorsQuery directors, Scope scope, ChinaClock clock, RegionTree places)
{
    public const int PageSize = 50;

    /// <summary>The villages, most children first.</summary>
    /// <param name="place">Null: the whole jurisdiction.</param>
    public async Task<IReadOnlyList<LateVillage>> Villages(string? place, CancellationToken cancel = default)
    {
        var (today, prefixes) = (clock.Today, Within(place));
        var lines = db.Set<RegisterLine>().AsNoTracking().Late(today);
        if (place is not null) lines = lines.Inside(prefixes);
        var late = await lines.GroupBy(line => line.Region).Select(village => new { Region = village.Key, Late = village.Count(), Since = village.Min(line => line.NextDue)!.Value }).OrderByDescending(village => village.Late).ThenBy(village => village.Region).ToListAsync(cancel);
        return [.. late.Select(village => new LateVillage(village.Region, null, village.Late, village.Since, null))];
    }

    /// <summary>The same, with who should have seen them and who was urged.</summary>
    public async Task<IReadOnlyList<LateVillage>> Told(IReadOnlyList<LateVillage> late, CancellationToken cancel = default)
    {
        if (late.Count == 0) return late;
        var (villages, since) = (late.Select(village => village.Region).ToArray(), clock.Now.AddDays(-7));
        var who = await directors.Run(villages, clock.Today, cancel);
        var urged = await db.Set<Urging>().AsNoTracking().Where(one => villages.Contains(one.Region) && one.At > since).GroupBy(one => one.Region).Select(one => new { one.Key, At = one.Max(urging => urging.At) }).ToDictionaryAsync(one => one.Key, one => one.At, cancel);
        return [.. late.Select(village => village with { Director = who.GetValueOrDefault(village.Region), UrgedAt = urged.TryGetValue(village.Region, out var at) ? at : null })];
    }

    /// <summary>The worst villages of a place, and how many there are.</summary>
    public async Task<Overdue> Run(string? place, int most, CancellationToken cancel = default)
    {
        var late = await Villages(place, cancel);
        return new Overdue(await Told([.. late.Take(most)], cancel), late.Count, late.Sum(village => village.Late));
    }

    public static IReadOnlyList<LateTownship> ByTownship(IReadOnlyList<LateVillage> late) =>
        [.. late.GroupBy(village => village.Region[..Math.Min(9, village.Region.Length)]).Select(one => new LateTownship(one.Key, one.Count(), one.Sum(village => village.Late), one.Min(village => village.Since))).OrderByDescending(one => one.Late).ThenBy(one => one.Region, StringComparer.Ordinal)];

    /// <summary>Keyset by (children, director).</summary>
    public async Task<Paged<LateDirector>> ByDirector(string? place, IReadOnlyList<LateVillage> late, string? after = null, int rows = PageSize, CancellationToken cancel = default)
    {
        var who = await directors.Run(Within(place), clock.Today, cancel);
        var all = late.GroupBy(village => who.GetValueOrDefault(village.Region)).Select(one => new LateDirector(one.Key, [.. one], one.Sum(village => village.Late), one.Min(village => village.Since)));
        if (after?.Split('.') is [var number, var id] && int.TryParse(number, out var most) && Guid.TryParseExact(id, "N", out var last)) all = all.Where(one => one.Late < most || one.Late == most && one.Id.CompareTo(last) > 0);
        return Paged<LateDirector>.Of([.. all.OrderByDescending(one => one.Late).ThenBy(one => one.Id).Take(rows + 1)], rows, one => $"{one.Late}.{one.Id:N}");
    }

    private IReadOnlyList<string> Within(string? place) => place is null ? scope.Prefixes : places.Stands(place);
}
