using HuTong.Children.Files;
using HuTong.Children.Home;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Coverage;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Home;

/// <summary>What the first page of a role shows of visits.</summary>
/// <param name="Due">Whom to see first; empty for who names no child unasked.</param>
/// <param name="Board">How the place stands: the running month and the one before.</param>
/// <param name="Target">Percent of the children due that a month should see; null: not judged.</param>
public sealed record HomeBoard(DuePage Due, int WaitingVisits, int WaitingExcuses, DateTime? OldestWaiting, int Urgent, int LateFollowUps, int MyFollowUps, CoverageBoard? Board, LateVillage? Worst, IReadOnlyList<Urging> Urgings, int? Target)
{
    public Figures Now => Board?.Whole.Now ?? Figures.None;

    public int ToDecide => WaitingVisits + WaitingExcuses;

    public string ToDecideWords => WaitingVisitsQuery.Words(WaitingVisits, WaitingExcuses);
}

/// <summary>The counts and first lines of the home page, each by the query of the page that it opens.</summary>
public sealed class HomeBoardQuery(HuTongDb db, DueListQuery due, WaitingVisitsQuery waiting, FollowUpsQuery follows, CoverageQuery coverage, VisitSettingsQuery settings, OverdueQuery overdue, OwnPlaces own, Rights rights, Scope scope, ChinaClock clock, KeptCounts kept)
{
    private const int Rows = 12;

    public async Task<HomeBoard> Run(CancellationToken cancel = default)
    {
        var isCity = OpenFile.MustSayWhy(scope.Role);
        var mayDecide = rights.Allows(scope.Role, "visits-decide");
        return new HomeBoard(
            isCity ? new DuePage([], 0, 0, null) : await due.Run(null, null, Waiting.All, null, Rows, cancel),
            mayDecide ? await kept.Of(scope, $"visits waiting {scope.UserId}", () => waiting.Count(cancel: cancel)) : 0, mayDecide ? await kept.Of(scope, $"excuses waiting {scope.UserId}", () => waiting.CountExcuses(cancel: cancel)) : 0,
            mayDecide ? await kept.Of(scope, $"oldest visit waiting {scope.UserId}", () => waiting.Oldest(cancel)) : null,
            isCity ? 0 : await kept.Of(scope, "follow-ups urgent", () => follows.Count("urgent", cancel)), isCity ? 0 : await kept.Of(scope, "follow-ups late", () => follows.Count("late", cancel)),
            isCity ? 0 : await kept.Of(scope, "follow-ups mine", () => follows.Count("mine", cancel)),
            await coverage.Run(own.Whole, isCity ? CoverageQuery.MonthsShown : 2, cancel),
            rights.Allows(scope.Role, "visits-overdue") ? (await overdue.Run(null, 1, cancel)).Worst.FirstOrDefault() : null,
            scope.Role == RoleCodes.VillageDirector ? await db.Set<Urging>().AsNoTracking().Where(urging => urging.ReadAt == null).OrderByDescending(urging => urging.At).Take(3).ToListAsync(cancel) : [],
            isCity ? await settings.CoverageTarget(own.Whole == OwnPlaces.All ? scope.OfficeRegion : own.Whole, clock.Today, cancel) : null);
    }
}
