using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;

namespace HuTong.Visits.Coverage;

/// <summary>Counts the visits made in a month anew, of all villages, in one pass over the visits. Source: .</summary>
public sealed class CountVisits(HuTongDb db)
{
    private readonly SetStatement statement = new(db);

    /// <summary>To be called inside a write transaction. A village whose visits are all gone stays, with none.</summary>
    public Task Run(Month month, DateOnly today, CancellationToken cancel = default) => statement.Run("""
        INSERT INTO visit_count (month, region, visits, children, counted_on)
        SELECT @month, region, sum(visits), sum(children), @today FROM (
          SELECT region, child_id, count(*) AS visits, 1 AS children FROM visit WHERE "on" >= @month AND "on" <= @last AND is_child_seen AND state IN ('submitted', 'accepted') GROUP BY region, child_id
          UNION ALL SELECT region, NULL, 0, 0 FROM visit_count WHERE month = @month
        ) AS counted GROUP BY region
        ON CONFLICT (month, region) DO UPDATE SET visits = excluded.visits, children = excluded.children, counted_on = excluded.counted_on
        """, [("month", statement.Words.Day(month.First)), ("last", statement.Words.Day(month.Last)), ("today", statement.Words.Day(today))], cancel);
}
