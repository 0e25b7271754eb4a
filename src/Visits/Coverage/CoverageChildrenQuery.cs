using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Coverage;

/// <summary>A child behind a number. The name is null when the file has moved out of the jurisdiction since.</summary>
/// <param name="Done">Visits done of those owed; of children visited: visits on which the child was seen.</param>
public sealed record CoveredChild(Guid Id, string? Name, string Region, string Class, int Duties, int Done, string? ExcusedFor, DateOnly? LastMet);

/// <summary>A child in a month: how many visits it was owed there and what became of them.</summary>
public sealed class DueChild
{
    public required string CountsAt { get; init; }
    public required Guid ChildId { get; init; }
    public required string Class { get; init; }
    public required int Duties { get; init; }
    public required int Done { get; init; }
    public required int Open { get; init; }
    public string? ExcusedFor { get; init; }
}

public sealed record CoveredChildren(IReadOnlyList<CoveredChild> Rows, int Count, string? Next);

/// <summary>Exactly the children that a number of coverage counts, by village and child. Index ix_visit_duty_month_counts_at.</summary>
public sealed class CoverageChildrenQuery(HuTongDb db, OwnPlaces own, VisitSettingsQuery settings, KeptCounts kept, Scope scope, ChinaClock clock)
{
    public const int PageSize = 20, Cap = 10_000;

    public static readonly IReadOnlyList<string> Kinds = ["due", "done", "excused", "open", "visited", "made-up", "corrected", "late", "unseen"];

    /// <param name="director">Only the villages of one director, or those without; null: all.</param>
    /// <param name="what">due, done, excused, open; visited: seen in person in the month, owed or not; made-up: missed in a closed month and seen later; corrected: a visit of a closed month was returned or voided since; late, unseen: past the day, not seen in person for 90 days, as the file is today, whatever the month.</param>
    public async Task<CoveredChildren> Run(string place, Month month, string what, string? ofClass, string? after, int rows = PageSize, string? category = null, AnsweredFor? director = null, CancellationToken cancel = default) =>
        what switch
        {
            "late" or "unseen" => await OfLines(await OfKind(what == "late" ? LateLines(place) : UnseenLines(place), place, ofClass, category, cancel), director, after, rows, cancel),
            "visited" => await Visited(place, month, director, after, rows, cancel),
            _ => await OfMonth(place, month, what, ofClass, category, director, after, rows, cancel),
        };

    private async Task<CoveredChildren> OfMonth(string place, Month month, string what, string? ofClass, string? category, AnsweredFor? director, string? after, int rows, CancellationToken cancel)
    {
        var duties = Duties(place, month);
        if (director is not null) duties = director.Within(duties);
        if (ofClass is not null) duties = duties.Where(duty => duty.Class == ofClass);
        foreach (var mask in category is null ? [] : CoverageCategories.Masks(category))
            duties = mask == 0 ? duties.Where(duty => db.Set<RegisterLine>().Any(line => line.ChildId == duty.ChildId && line.CategoryBits == 0)) : duties.Where(duty => db.Set<RegisterLine>().Any(line => line.ChildId == duty.ChildId && (line.CategoryBits & mask) != 0));
        if ((what switch { "made-up" => MadeUp(duties, month), "corrected" => Corrected(duties), _ => null })?.Select(duty => duty.ChildId) is { } only) duties = duties.Where(duty => only.Contains(duty.ChildId));
        var children = Each(duties);
        children = what switch
        {
            "done" => children.Where(child => child.Done == child.Duties),
            "excused" => children.Where(child => child.Done < child.Duties && child.Open == 0),
            "open" => children.Where(child => child.Open > 0),
            _ => children,
        };
        var count = await children.Take(Cap + 1).CountAsync(cancel);
        if (VillageCursor.Parse(after) is var (village, id)) children = children.Where(child => string.Compare(child.CountsAt, village) > 0 || child.CountsAt == village && child.ChildId.CompareTo(id) > 0);
        var page = Paged<DueChild>.Of(await children.OrderBy(child => child.CountsAt).ThenBy(child => child.ChildId).Take(rows + 1).ToListAsync(cancel), rows, last => new VillageCursor(last.CountsAt, last.ChildId).ToString());
        var ids = page.Rows.Select(child => child.ChildId).ToArray();
        var lines = await db.Set<RegisterLine>().AsNoTracking().Where(line => ids.Contains(line.ChildId)).ToDictionaryAsync(line => line.ChildId, cancel);
        return new CoveredChildren([.. page.Rows.Select(child => Row(child, lines.GetValueOrDefault(child.ChildId)))], count, page.Next);
    }

    private static CoveredChild Row(DueChild child, RegisterLine? line) => new(child.ChildId, line?.Name, child.CountsAt, child.Class, child.Duties, child.Done, child.ExcusedFor, line?.LastMet);

    /// <summary>The children due in a month, each once.</summary>
    internal IQueryable<DueChild> Of(string place, Month month) => Each(Duties(place, month));

    private static IQueryable<DueChild> Each(IQueryable<VisitDuty> duties) => duties.GroupBy(duty => new { duty.CountsAt, duty.ChildId, duty.Class }).Select(child => new DueChild
    {
        CountsAt = child.Key.CountsAt, ChildId = child.Key.ChildId, Class = child.Key.Class, Duties = child.Count(), Done = child.Sum(duty => (duty.ClosedAs ?? duty.State) == DutyStates.Done ? 1 : 0),
        Open = child.Sum(duty => (duty.ClosedAs ?? duty.State) == DutyStates.Due || (duty.ClosedAs ?? duty.State) == DutyStates.Missed ? 1 : 0), ExcusedFor = child.Max(duty => duty.ExcusedFor),
    });

    private IQueryable<VisitDuty> Duties(string place, Month month)
    {
        var first = month.First;
        return db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month == first && duty.State != DutyStates.Withdrawn).Inside(own.Stands(place), duty => duty.CountsAt);
    }

    // Seen after the month, or in it and told when it had closed.
    private IQueryable<VisitDuty> MadeUp(IQueryable<VisitDuty> duties, Month month)
    {
        var (last, closed) = (month.Last, month.Last.AddDays(VisitSettings.CloseDays + 1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(-8));
        return duties.Where(duty => (duty.ClosedAs ?? duty.State) == DutyStates.Missed && db.Set<Visit>().Standing().Any(visit => visit.ChildId == duty.ChildId && visit.IsFaceToFace && (visit.On > last || visit.On >= duty.From && visit.SubmittedAt >= closed)));
    }

    /// <summary>Children missed in a closed month and seen later (补访), by village: nothing of the month's own figures follows from it.</summary>
    public Task<IReadOnlyList<(string Village, int Children)>> MadeUp(string place, Month month, CancellationToken cancel = default) => ByVillage(MadeUp(Duties(place, month), month), cancel);

    /// <summary>Children of a closed month of whom a visit was returned or voided after it had closed, so that they count otherwise than their visits now stand, by village (decision 013).</summary>
    public Task<IReadOnlyList<(string Village, int Children)>> Corrected(string place, Month month, CancellationToken cancel = default) => ByVillage(Corrected(Duties(place, month)), cancel);

    private static IQueryable<VisitDuty> Corrected(IQueryable<VisitDuty> duties) => duties.Where(duty => duty.ClosedAs != null);

    private static async Task<IReadOnlyList<(string Village, int Children)>> ByVillage(IQueryable<VisitDuty> duties, CancellationToken cancel) =>
        [.. (await duties.TagWith(KeptCounts.Tag).Select(duty => new { duty.CountsAt, duty.Class, duty.ChildId }).Distinct().GroupBy(child => child.CountsAt).Select(village => new { village.Key, Children = village.Count() }).ToListAsync(cancel)).Select(village => (village.Key, village.Children))];

    private async Task<CoveredChildren> Visited(string place, Month month, AnsweredFor? director, string? after, int rows, CancellationToken cancel)
    {
        var (first, last) = (month.First, month.Last);
        var visits = db.Set<Visit>().Standing().Where(visit => visit.IsChildSeen && visit.On >= first && visit.On <= last);
        var lines = db.Set<RegisterLine>().AsNoTracking().Inside(own.Stands(place)).Where(line => visits.Any(visit => visit.ChildId == line.ChildId));
        var list = await OfLines(lines, director, after, rows, cancel);
        var ids = list.Rows.Select(child => child.Id).ToArray();
        var times = await visits.Where(visit => ids.Contains(visit.ChildId)).GroupBy(visit => visit.ChildId).Select(child => new { child.Key, Visits = child.Count() }).ToDictionaryAsync(child => child.Key, child => child.Visits, cancel);
        return list with { Rows = [.. list.Rows.Select(child => child with { Done = times.GetValueOrDefault(child.Id) })] };
    }

    private static async Task<CoveredChildren> OfLines(IQueryable<RegisterLine> lines, AnsweredFor? director, string? after, int rows, CancellationToken cancel)
    {
        if (director is not null) lines = director.Within(lines);
        var count = await lines.Take(Cap + 1).CountAsync(cancel);
        var page = Paged<RegisterLine>.Of(await lines.After(VillageCursor.Parse(after), rows).ToListAsync(cancel), rows, VillageCursor.After);
        return new CoveredChildren([.. page.Rows.Select(line => new CoveredChild(line.ChildId, line.Name, line.Region, "", 0, 0, null, line.LastMet))], count, page.Next);
    }

    /// <summary>Children of a place not seen in person for 90 days, now.</summary>
    public Task<int> CountUnseen(string place, CancellationToken cancel = default) => kept.Of(scope, $"unseen {place}", () => UnseenLines(place).TagWith(KeptCounts.Tag).Take(Cap + 1).CountAsync(cancel));

    private IQueryable<RegisterLine> LateLines(string place) => db.Set<RegisterLine>().AsNoTracking().Late(clock.Today).Inside(own.Stands(place));

    // By what stands on the line today: the class that its bits come first in, or a category.
    private async Task<IQueryable<RegisterLine>> OfKind(IQueryable<RegisterLine> lines, string place, string? ofClass, string? category, CancellationToken cancel)
    {
        foreach (var mask in category is null ? [] : CoverageCategories.Masks(category)) lines = mask == 0 ? lines.Where(line => line.CategoryBits == 0) : lines.Where(line => (line.CategoryBits & mask) != 0);
        if (ofClass is null) return lines;
        var before = (await Order(place, cancel)).TakeWhile(node => node != ofClass).Aggregate(0L, (bits, node) => bits | CoverageCategories.Mask(node));
        var first = CoverageCategories.Mask(ofClass);   // 0: other, what is left
        return lines.Where(line => (line.CategoryBits & before) == 0 && (first == 0 || (line.CategoryBits & first) != 0));
    }

    /// <summary>The order of classes in a place .</summary>
    internal async Task<IReadOnlyList<string>> Order(string place, CancellationToken cancel) => (await settings.Of(place == OwnPlaces.All ? scope.OfficeRegion : place, clock.Today, cancel)).CountPriority;

    private IQueryable<RegisterLine> UnseenLines(string place) => db.Set<RegisterLine>().AsNoTracking().Unseen(clock.Today).Inside(own.Stands(place));
}
