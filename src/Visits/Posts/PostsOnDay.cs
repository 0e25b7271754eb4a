using HuTong.Places.Calendar;

namespace HuTong.Visits.Posts;

/// <summary>The posts of a place as they are on one day, put together in memory from the dated terms (ORG-004, ORG-005, ORG-006).</summary>
public sealed class PostsOnDay
{
    private readonly List<PostTerm> directors, townshipSupervisors;
    private readonly IReadOnlyDictionary<string, long>? children;
    private readonly Dictionary<Guid, List<string>> inCharge;

    private PostsOnDay(DateOnly day, IReadOnlyList<VillageOnDay> villages, IReadOnlyList<TownshipOnDay> townships, List<PostTerm> directors, List<PostTerm> townshipSupervisors,
        Dictionary<Guid, List<string>> inCharge, IReadOnlyDictionary<string, long>? children, int caseload)
    {
        (Day, Villages, Townships, Caseload) = (day, villages, townships, caseload);
        (this.directors, this.townshipSupervisors, this.inCharge, this.children) = (directors, townshipSupervisors, inCharge, children);
    }

    public DateOnly Day { get; }
    public IReadOnlyList<VillageOnDay> Villages { get; }
    public IReadOnlyList<TownshipOnDay> Townships { get; }

    /// <summary>More children than this for one director are flagged .</summary>
    public int Caseload { get; }

    /// <param name="children">Children by village: registered today, or with a duty in the month of a day before; null where that is not known.</param>
    public static PostsOnDay Of(PlaceParts place, PostTerms terms, DateOnly day, WorkingDays days, IReadOnlyDictionary<string, long>? children, int caseload)
    {
        var holding = terms.Directors.Where(term => term.HoldsOn(day)).ToList();
        var inCharge = holding.Where(term => term.IsInCharge).GroupBy(term => term.UserId).ToDictionary(person => person.Key, person => person.Select(term => term.Prefix).Distinct().ToList());
        var clocks = new Dictionary<DateOnly, VacancyClock>();
        VacancyClock? ClockFrom(DateOnly? since) => since is not { } start ? null : clocks.TryGetValue(start, out var known) ? known : clocks[start] = VacancyClock.Of(start, days);

        var (held, all) = (holding.ToLookup(term => term.Prefix), terms.Directors.ToLookup(term => term.Prefix));
        var villages = place.Villages.Select(code =>
        {
            List<PostTerm> holders = [.. held[code].OrderBy(term => term.IsNamed ? 0 : term.IsInCharge ? 1 : 2).ThenBy(term => term.From)];
            var isNamed = holders.Exists(term => term.IsNamed);
            return new VillageOnDay(code, holders, isNamed ? null : ClockFrom(LeftOn(all[code], day)), holders.Exists(term => term.IsInCharge && inCharge[term.UserId].Count > 1), day);
        }).ToList();
        var townships = place.Townships.Select(code =>
        {
            var ever = terms.TownshipSupervisors.Where(term => term.Prefix == code).ToList();
            List<PostTerm> holders = [.. ever.Where(term => term.HoldsOn(day)).OrderBy(term => term.IsLead ? 0 : 1).ThenBy(term => term.From)];
            return new TownshipOnDay(code, holders, holders.Count > 0 ? null : ClockFrom(LeftOn(ever, day)), day);
        }).ToList();
        return new PostsOnDay(day, villages, townships, [.. holding.Where(term => place.Has(term.Prefix))], [.. terms.TownshipSupervisors.Where(term => term.HoldsOn(day) && place.Has(term.Prefix))], inCharge, children, caseload);
    }

    /// <summary>The day on which the last named director was gone; where there was none, the last acting one.</summary>
    private static DateOnly? LeftOn(IEnumerable<PostTerm> terms, DateOnly day)
    {
        var over = terms.Where(term => term.IsInCharge && term.To <= day && term.To > term.From).ToList();
        return (over.Exists(term => term.IsNamed) ? over.Where(term => term.IsNamed) : over).Max(term => term.To);
    }

    public long? ChildrenOf(string village) => children?.GetValueOrDefault(village);

    /// <summary>Children of all villages that a director answers for.</summary>
    public long? ChildrenOf(Guid userId) => children is null ? null : inCharge.GetValueOrDefault(userId)?.Sum(village => children.GetValueOrDefault(village)) ?? 0;

    public IReadOnlyList<string> VillagesOf(Guid userId) => inCharge.GetValueOrDefault(userId) ?? [];

    public bool IsOverloaded(Guid userId) => ChildrenOf(userId) > Caseload;

    /// <summary>Directors of the place with more children than the setting allows, most first.</summary>
    public IReadOnlyList<Guid> Overloaded => [.. directors.Select(term => term.UserId).Distinct().Where(IsOverloaded).OrderByDescending(ChildrenOf).ThenBy(user => VillagesOf(user)[0], StringComparer.Ordinal)];

    /// <summary>The whole place.</summary>
    public PostCounts Count() => Count(Villages, Townships, directors, townshipSupervisors);

    /// <summary>Each part of the place by its code; a part without anything is not in it.</summary>
    public IReadOnlyDictionary<string, PostCounts> CountParts(Func<string, string> partOf)
    {
        var villages = Villages.ToLookup(one => partOf(one.Code));
        var townships = Townships.ToLookup(one => partOf(one.Code));
        var (directing, supervising) = (directors.ToLookup(term => partOf(term.Prefix)), townshipSupervisors.ToLookup(term => partOf(term.Prefix)));
        return villages.Select(part => part.Key).Concat(townships.Select(part => part.Key)).Distinct()
            .ToDictionary(part => part, part => Count([.. villages[part]], [.. townships[part]], directing[part], supervising[part]));
    }

    private PostCounts Count(IReadOnlyList<VillageOnDay> villages, IReadOnlyList<TownshipOnDay> townships, IEnumerable<PostTerm> directing, IEnumerable<PostTerm> supervising)
    {
        var persons = directing.Select(term => term.UserId).ToHashSet();
        return new PostCounts(
            villages.Count, villages.Count(one => one.IsVacant), villages.Count(one => one.IsLate), villages.Count(one => one.IsActed), villages.Count(one => one.IsShared), villages.Count(one => one.HasSeveral),
            persons.Count, directing.Where(term => term.IsInCharge).Select(term => term.UserId).Distinct().Count(), persons.Count(IsOverloaded), children is null ? null : villages.Sum(one => children.GetValueOrDefault(one.Code)),
            townships.Count, townships.Count(one => one.IsVacant), townships.Count(one => one.HasSeveral), supervising.Select(term => term.UserId).Distinct().Count());
    }
}
