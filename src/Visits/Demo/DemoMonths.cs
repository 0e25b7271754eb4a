using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data.Demo;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;

namespace HuTong.Visits.Demo;

/// <summary>The duties of one month by the product's own rule, and the visits that the story gives them (demo.md 5).</summary>
internal sealed class DemoMonths(DemoPlan plan, VisitSettings settings, IReadOnlyList<DemoVisited> children, VisitRows rows)
{
    private readonly DateOnly lastAtNeglected = plan.Today.AddMonths(-4);
    private readonly Dictionary<Guid, (DateOnly On, Guid VisitId)> lastSeen = [];

    /// <summary>The months of the story, the running one last.</summary>
    public static IReadOnlyList<Month> All(DateOnly today) => [.. Enumerable.Range(0, MonthStory.Months).Select(at => Month.Of(today).Plus(at - MonthStory.Running))];

    /// <returns>The duties of the month; the visits are with the rows.</returns>
    public List<VisitDuty> Tell(int at)
    {
        var month = All(plan.Today)[at];
        List<VisitDuty> duties = [];
        var story = new MonthStory(at);
        foreach (var county in children.GroupBy(child => child.Unit, StringComparer.Ordinal))
        {
            var random = rows.Random = plan.Stream($"visits/{county.Key}/{at}");
            var owed = new Dictionary<DemoVisited, List<VisitDuty>>(ReferenceEqualityComparer.Instance);
            foreach (var child in county)
                if (DutiesOf(child, month) is { Count: > 0 } own) owed[child] = own;
            var monthly = owed.Where(one => one.Value[0].Kind == DutyKinds.Monthly).Select(one => one.Key).ToList();
            var told = at == MonthStory.Running ? Running(monthly, month, random) : story.Tell(county.Key, monthly, child => IsUnseen(child, month), child => IsSurelySeen(child, month), random);
            foreach (var child in county)
            {
                if (child.RegisteredOn is { } entered && entered >= plan.YearAgo && month.Has(entered)) First(child, entered, month, random);
                if (!owed.TryGetValue(child, out var own)) continue;
                var outcome = told.TryGetValue(child, out var said) ? said : random.Chance(at == MonthStory.Running ? 45 : 91) ? Outcome.Done : Outcome.Nothing;
                Fulfil(child, own, outcome, month, random);
                duties.AddRange(own);
            }
        }
        return duties;
    }

    /// <summary>Counters of the villages: what the product counts from these duties.</summary>
    public List<CoverageMonth> Tally(Month month, IReadOnlyList<VisitDuty> duties, bool isClosed)
    {
        var before = month.Last.AddDays(-VisitStands.UnseenDays);
        var closedAt = isClosed ? DemoPlan.At(month.Last.AddDays(VisitSettings.CloseDays + 1), 5) : (DateTime?)null;
        var owed = duties.Where(duty => duty.Month == month.First).GroupBy(duty => duty.ChildId).ToDictionary(child => child.Key, child => ChildTally.Of(child)!);
        var unseen = (isClosed ? children : []).Where(child => (owed.ContainsKey(child.Id) || child.IsOn(month.Last)) && (lastSeen.TryGetValue(child.Id, out var seen) ? seen.On : child.RegisteredOn) < before)
            .CountBy(child => owed.TryGetValue(child.Id, out var one) ? (one.Village, one.Class) : (Village: child.Region, Class: child.ClassIn(month))).ToDictionary();
        return [.. owed.Values.Select(one => (one.Village, one.Class)).Union(unseen.Keys).GroupJoin(owed.Values, key => key, one => (one.Village, one.Class), ((string Village, string Class) key, IEnumerable<ChildTally> ones) => new CoverageMonth
        {
            Region = key.Village, Month = month.First, Class = key.Class, Due = ones.Count(), Excused = ones.Count(one => one.IsExcused), Done = ones.Count(one => one.IsDone), ClosedAt = closedAt, NotSeen90 = unseen.GetValueOrDefault(key),
        })];
    }

    private List<VisitDuty> DutiesOf(DemoVisited child, Month month)
    {
        var owed = VisitRhythm.In(month, child.Facts, settings);
        if (owed.Monthly > 0) return [.. Enumerable.Range(1, owed.Monthly).Select(ordinal => Duty(child, month.ToString(), ordinal, DutyKinds.Monthly, month.First, month.First, month.Last, owed.Rhythm))];
        var quarter = VisitRhythm.Quarter(month);
        // A quarter is told when its last month is, or the running one.
        if (owed.Quarterly == 0 || month != quarter.Plus(2) && month != Month.Of(plan.Today)) return [];
        return [Duty(child, $"{quarter.Year:0000}-Q{(quarter.Number + 2) / 3}", 1, DutyKinds.Quarterly, quarter.Plus(2).First, quarter.First, quarter.Plus(2).Last, owed.Rhythm)];
    }

    private static VisitDuty Duty(DemoVisited child, string period, int ordinal, string kind, DateOnly month, DateOnly from, DateOnly due, string rhythm) => new()
    {
        ChildId = child.Id, Period = period, Ordinal = ordinal, Region = child.Region, CountsAt = child.Region, Kind = kind, Month = month, From = from, Due = due, Rhythm = rhythm, Class = child.ClassIn(Month.Of(month)),
    };

    private bool IsUnseen(DemoVisited child, Month month) => child.IsNeglected && month.Last > lastAtNeglected && month.First > lastAtNeglected.AddDays(-14);

    private static bool IsSurelySeen(DemoVisited child, Month month) => child.IsAlwaysSeen || child.RegisteredOn is { } entered && month.Has(entered);

    // The running month as far as it is: 泉林镇 is ahead, the neglected villages wait.
    private Dictionary<DemoVisited, Outcome> Running(List<DemoVisited> due, Month month, DemoRandom random)
    {
        var percent = 92 * plan.Today.Day / month.Days;
        var told = new Dictionary<DemoVisited, Outcome>(ReferenceEqualityComparer.Instance);
        foreach (var child in due) told[child] = child.IsNeglected ? Outcome.Nothing : random.Below(1000) < 12 && !child.IsAlwaysSeen ? Outcome.Excused : random.Chance(child.IsAlwaysSeen ? Math.Min(99, percent + 15) : child.Unit == "370826" ? percent * 8 / 10 : percent) ? Outcome.Done : Outcome.Nothing;
        return told;
    }

    private void First(DemoVisited child, DateOnly entered, Month month, DemoRandom random)
    {
        rows.Start(child, DutyKinds.First, entered, settings.FirstWorkingDays);
        if (DutiesOf(child, month) is [{ Kind: DutyKinds.Monthly }, ..]) return;   // the visit of the month is the first
        See(child, Latest(entered.AddDays(random.Between(1, 9))), "first");
    }

    private void Fulfil(DemoVisited child, List<VisitDuty> duties, Outcome outcome, Month month, DemoRandom random)
    {
        var (from, to) = Window(child, duties[0], month);
        var isOver = month.Last < plan.Today;
        var seen = lastSeen.GetValueOrDefault(child.Id);
        switch (outcome)
        {
            case not Outcome.Excused when duties[0].Kind == DutyKinds.Quarterly && seen.On >= from && seen.On <= to:   // the first visit was the quarter's
                (duties[0].State, duties[0].VisitId) = (DutyStates.Done, seen.VisitId);
                break;
            case Outcome.Done:
                Done(child, duties, from, to, random);
                break;
            case Outcome.Excused:
                foreach (var duty in duties) (duty.State, duty.ExcusedFor, duty.ExcusedUntil) = (DutyStates.Excused, random.Weighted((40, "travelling"), (55, "hospital"), (5, "disaster")), month.Last);
                break;
            case Outcome.Returned:
                rows.Returned(child, random.Day(from, to), settings.RevisitWorkingDays);
                break;
            case Outcome.PhoneOnly:
                rows.Called(child, random.Day(from, to));
                break;
            default:
                if (duties.Count > 1 && !IsUnseen(child, month) && random.Chance(60)) (duties[0].State, duties[0].VisitId) = (DutyStates.Done, See(child, random.Day(from, to)).Id);
                break;
        }
        if (!isOver || Months.IsOpen(month, plan.Today)) return;
        foreach (var duty in duties.Where(duty => duty.State == DutyStates.Due && duty.Due < plan.Today)) duty.State = DutyStates.Missed;
    }

    private void Done(DemoVisited child, List<VisitDuty> duties, DateOnly from, DateOnly to, DemoRandom random)
    {
        var isNew = child.RegisteredOn is { } entered && Month.Of(entered) == Month.Of(duties[0].From);
        if (duties.Count == 1)
        {
            var on = isNew ? random.Day(from, Earlier(from.AddDays(9), to)) : random.Day(from, to);
            (duties[0].State, duties[0].VisitId) = (DutyStates.Done, See(child, on, isNew ? "first" : "routine").Id);
            return;
        }

        // Two, a week apart; who cannot be seen twice yet is seen once.
        var gap = settings.HighMinGapDays;
        var first = random.Day(from, Earlier(from.AddDays(8), to.AddDays(-gap)));
        (duties[0].State, duties[0].VisitId) = (DutyStates.Done, See(child, first, isNew ? "first" : "key-check").Id);
        if (first.AddDays(gap) > to) return;
        (duties[1].State, duties[1].VisitId) = (DutyStates.Done, See(child, random.Day(first.AddDays(gap), to), "key-check").Id);
    }

    private Visit See(DemoVisited child, DateOnly on, string reason = "routine")
    {
        var visit = rows.Met(child, on, reason);
        if (!lastSeen.TryGetValue(child.Id, out var seen) || seen.On < on) lastSeen[child.Id] = (on, visit.Id);
        return visit;
    }

    private (DateOnly From, DateOnly To) Window(DemoVisited child, VisitDuty duty, Month month)
    {
        var from = duty.Kind == DutyKinds.Quarterly ? duty.From : month.First;
        if (child.RegisteredOn is { } entered && entered > from) from = entered;
        var to = Latest(Earlier(duty.Due, month.Last));
        if (child.LeftOn is { } left && left.AddDays(-1) < to) to = left.AddDays(-1);
        if (child.IsNeglected && to > lastAtNeglected && from <= lastAtNeglected) to = lastAtNeglected;
        return (from, to < from ? from : to);
    }

    private DateOnly Latest(DateOnly day) => day > plan.Today ? plan.Today : day;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
