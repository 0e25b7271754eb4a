using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;

namespace HuTong.Visits.Coverage;

/// <summary>
/// Counts coverage_month anew from the duties: of some villages after their duties were made in sets, of all every night. What differs from the counters is put
/// right, and how much differed is told. Counters that a visit keeps are changed under the same lock, shared.
/// </summary>
public sealed class CoverageTally(HuTongDb db)
{
    /// <summary>Taken alone by who counts anew, shared by who changes a counter by what one child adds.</summary>
    public const string Lock = "coverage";

    /// <summary>Every child of a month once, in its village and class. Source: states.md 4, R-170.</summary>
    /// <remarks>Excused: nothing is open and something is excused. Done: all duties are done.</remarks>
    private const string Children = """
        SELECT counts_at AS region, class, 1 AS due, CASE WHEN not_done > 0 AND open = 0 THEN 1 ELSE 0 END AS excused, CASE WHEN not_done = 0 THEN 1 ELSE 0 END AS done
        FROM (
          SELECT counts_at, child_id, class, sum(CASE WHEN coalesce(closed_as, state) = 'done' THEN 0 ELSE 1 END) AS not_done, sum(CASE WHEN coalesce(closed_as, state) IN ('due', 'missed') THEN 1 ELSE 0 END) AS open
          FROM visit_duty WHERE month = @month AND state <> 'withdrawn' AND {0} GROUP BY counts_at, child_id, class
        ) AS child
        """;

    private const string Added = "ON CONFLICT (month, region, class, level) DO UPDATE SET due = coverage_month.due + excluded.due, excused = coverage_month.excused + excluded.excused, done = coverage_month.done + excluded.done";

    private readonly SetStatement statement = new(db);

    /// <param name="villages">Null counts all.</param>
    /// <returns>How many counters differed and were put right.</returns>
    public async Task<int> Count(Month month, IReadOnlyCollection<string>? villages, CancellationToken cancel = default)
    {
        if (villages is { Count: 0 }) return 0;
        // Codes of places that were read from the tables: digits.
        var list = villages is null ? null : string.Join(", ", villages.Where(code => code.All(char.IsAsciiDigit)).Select(code => $"'{code}'"));
        var (duties, counters) = list is null ? ("1 = 1", "1 = 1") : ($"counts_at IN ({list})", $"coverage_month.region IN ({list})");
        List<(string, object?)> values = [("month", statement.Words.Day(month.First))];
        // What was counted less what stands, in one pass: only what differs is written, a counter whose children are all gone too.
        return await statement.Run($"""
            INSERT INTO coverage_month (month, region, class, level, due, excused, done, not_seen90)
            SELECT @month, region, class, 'village', sum(due), sum(excused), sum(done), 0 FROM (
              {string.Format(System.Globalization.CultureInfo.InvariantCulture, Children, duties)}
              UNION ALL SELECT region, class, -due, -excused, -done FROM coverage_month WHERE month = @month AND level = 'village' AND {counters}
            ) AS counted GROUP BY region, class HAVING sum(due) <> 0 OR sum(excused) <> 0 OR sum(done) <> 0
            {Added}
            """, values, cancel);
    }

    /// <summary>Adds what one child changed, to be called under the shared lock.</summary>
    public Task Add(DateOnly month, TallyChange change, CancellationToken cancel = default) => statement.Run("""
        INSERT INTO coverage_month (month, region, class, level, due, excused, done, not_seen90) VALUES (@month, @region, @class, 'village', @due, @excused, @done, 0)
        """ + Added,
        [("month", statement.Words.Day(month)), ("region", change.Village), ("class", change.Class), ("due", change.Due), ("excused", change.Excused), ("done", change.Done)], cancel);
}

/// <summary>What is added to the counters of one village and class.</summary>
public sealed record TallyChange(string Village, string Class, int Due, int Excused, int Done)
{
    /// <summary>Nothing where the child counts as before; two where it counts elsewhere.</summary>
    public static IEnumerable<TallyChange> Between(ChildTally? was, ChildTally? now) => new[] { (Tally: was, Sign: -1), (Tally: now, Sign: 1) }.Where(one => one.Tally is not null)
        .GroupBy(one => (one.Tally!.Village, one.Tally.Class), (place, both) => new TallyChange(place.Village, place.Class, both.Sum(one => one.Sign), both.Sum(one => one.Tally!.IsExcused ? one.Sign : 0), both.Sum(one => one.Tally!.IsDone ? one.Sign : 0)))
        .Where(change => change is not { Due: 0, Excused: 0, Done: 0 }).OrderBy(change => (change.Village, change.Class));   // whoever writes two counters takes them in this order
}

/// <summary>What one child is in a month's coverage.</summary>
public sealed record ChildTally(string Village, string Class, bool IsExcused, bool IsDone)
{
    /// <summary>Null when nothing of the month counts.</summary>
    /// <param name="duties">Of one child and one month.</param>
    public static ChildTally? Of(IEnumerable<VisitDuty> duties)
    {
        var counted = duties.Where(duty => duty.State != DutyStates.Withdrawn).ToList();
        if (counted.Count == 0) return null;
        string State(VisitDuty duty) => duty.ClosedAs ?? duty.State;
        var isDone = counted.TrueForAll(duty => State(duty) == DutyStates.Done);
        return new ChildTally(counted[0].CountsAt, counted[0].Class, !isDone && !counted.Exists(duty => State(duty) is DutyStates.Due or DutyStates.Missed), isDone);
    }
}
