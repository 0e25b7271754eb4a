using System.Globalization;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Children;
using HuTong.Places.Calendar;
using HuTong.Places.Settings;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>The posts of a place on a day and on the same day a year before, from one reading of the terms (STA-006).</summary>
public sealed record PostsView(PlaceParts Place, PostsOnDay Now, PostsOnDay YearBefore);

/// <summary>Posts of a place on any day; children through the fence, of today; of the year before those with a duty in the same month, where it is closed.</summary>
public sealed class PostsQuery(HuTongDb db, Scope scope, PostTermsQuery terms, SettingQuery settings, WorkingDays days, KeptCounts kept, ChinaClock clock)
{
    /// <summary>R-143, where nobody has set worker.caseload.</summary>
    private const int Caseload = 40;

    private static readonly string[] OnRegister = [FileStates.Registered, FileStates.ExitReview];

    /// <param name="place">From <see cref="PostsPlace"/>, which knows whose it is.</param>
    public async Task<PostsView> Run(PlaceParts place, DateOnly on, CancellationToken cancel = default)
    {
        var all = await terms.Run(place.Prefixes, on, cancel);
        var most = await settings.Run("worker.caseload", place.Code, on, cancel) is { } set ? int.Parse(set, NumberStyles.None, CultureInfo.InvariantCulture) : Caseload;
        var before = on.AddYears(-1);
        var (children, counted) = on == clock.Today ? (await Children(place, Beyond(on), cancel), await Counted(place, Month.Of(before), Beyond(before), cancel)) : (null, null);
        return new PostsView(place, PostsOnDay.Of(place, all, on, days, children, most), PostsOnDay.Of(place, all, before, days, counted, most));

        List<string> Beyond(DateOnly day) => [.. all.Directors.Where(term => term.HoldsOn(day)).Select(term => term.Prefix).Where(village => !place.Has(village)).Distinct()];
    }

    /// <param name="beyond">Villages outside the place whose director is also one of the place's: a caseload is that of the person.</param>
    private Task<Dictionary<string, long>> Children(PlaceParts place, List<string> beyond, CancellationToken cancel)
    {
        var inside = place.Prefixes.ToList();
        return kept.Of(scope, $"children by village {place.Code}", () => db.Set<RegisterLine>().AsNoTracking().TagWith(KeptCounts.Tag)
            .Where(line => OnRegister.Contains(line.State) && (inside.Any(prefix => line.Region.StartsWith(prefix)) || beyond.Contains(line.Region)))
            .GroupBy(line => line.Region).Select(group => new { group.Key, Count = group.LongCount() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel));
    }

    /// <summary>Children with a duty in a closed month: what is known of a day that is past. Null when the month has no figures here.</summary>
    private Task<Dictionary<string, long>?> Counted(PlaceParts place, Month month, List<string> beyond, CancellationToken cancel)
    {
        var (first, inside) = (month.First, place.Prefixes.ToList());
        return kept.Of(scope, $"counted by village {place.Code} {month}", async () => await db.Set<CoverageMonth>().AsNoTracking().TagWith(KeptCounts.Tag)
            .Where(row => row.Month == first && row.Level == "village" && row.ClosedAt != null && (inside.Any(prefix => row.Region.StartsWith(prefix)) || beyond.Contains(row.Region)))
            .GroupBy(row => row.Region).Select(group => new { group.Key, Count = (long)group.Sum(row => row.Due) }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel) is { Count: > 0 } found ? found : null);
    }
}
