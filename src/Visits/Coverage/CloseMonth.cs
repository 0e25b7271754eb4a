using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Places;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Coverage;

/// <summary>Closes a month: open duties are missed for ever, the villages' figures stand, and townships, counties and cities get rows of their own. Nothing of it moves afterwards.</summary>
public sealed class CloseMonth(HuTongDb db, DutyMaker maker, CoverageTally tally, CountVisits visits, VisitSettingsQuery settings, RegionTree tree, ChinaClock clock, KeyRing keys)
{
    private readonly SetStatement statement = new(db);

    public async Task Run(Month month, CancellationToken cancel = default)
    {
        var (first, now) = (month.First, clock.Now);
        keys.Active("", KeyPurposes.Field);   // none can be made inside the transaction
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce(CoverageTally.Lock, cancel);
        if (await db.Set<CoverageMonth>().AnyAsync(row => row.Month == first && row.ClosedAt != null, cancel)) return;
        await db.Set<VisitDuty>().Where(duty => duty.Month == first && duty.State == DutyStates.Due).ExecuteUpdateAsync(duty => duty.SetProperty(one => one.State, DutyStates.Missed), cancel);
        await maker.Closed(month, clock.Today, cancel);
        await tally.Count(month, null, cancel);
        await Unseen(month, cancel);
        await visits.Run(month, clock.Today, cancel);
        await db.Set<CoverageMonth>().Where(row => row.Month == first).ExecuteUpdateAsync(row => row.SetProperty(one => one.ClosedAt, now), cancel);
        var villages = await db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == first && row.Level == "village" && (row.Due > 0 || row.NotSeen90 > 0)).ToListAsync(cancel);
        await new BulkWriter<CoverageMonth>(db).Write(Above(villages, now), cancel);
        await db.SaveAsync("month-closed", new Data.Record.Subject("coverage_month", Guid.Empty), month.ToString(), cancel);
        await write.Commit(cancel);
    }

    /// <summary>Rows of townships, counties and cities by the managing line, summed from their villages.</summary>
    internal IEnumerable<CoverageMonth> Above(IEnumerable<CoverageMonth> villages, DateTime? closedAt) => villages
        .SelectMany(row => Places(row.Region).Select(place => (place.Level, place.Region, row)))
        .GroupBy(one => (one.Level, one.Region, one.row.Class, one.row.Month))
        .Select(group => new CoverageMonth
        {
            Month = group.Key.Month, Region = group.Key.Region, Class = group.Key.Class, Level = group.Key.Level, ClosedAt = closedAt,
            Due = group.Sum(one => one.row.Due), Excused = group.Sum(one => one.row.Excused), Done = group.Sum(one => one.row.Done), NotSeen90 = group.Sum(one => one.row.NotSeen90),
        });

    private IEnumerable<(string Level, string Region)> Places(string village)
    {
        if (village.Length >= 9) yield return ("township", village[..9]);
        if (tree.ManagingCounty(village) is { } county) yield return ("county", tree.OwnCode(county));
        if (village.Length >= 4) yield return ("city", village[..4]);
    }

    /// <summary>
    /// Who was not seen in person for 90 days on the last day of the month, owed a visit in it or not. Of children met since then the meeting before is read from
    /// their visits: index ix_visit_child_id_on.
    /// </summary>
    private async Task Unseen(Month month, CancellationToken cancel)
    {
        List<(string, object?)> values = [("month", statement.Words.Day(month.First)), ("last", statement.Words.Day(month.Last)), ("before", statement.Words.Day(month.Last.AddDays(-Children.VisitStands.UnseenDays)))];
        foreach (var part in await settings.All(clock.Today, cancel))
            await statement.RunByHash($"""
                INSERT INTO coverage_month (month, region, class, level, due, excused, done, not_seen90)
                SELECT @month, region, class, 'village', 0, 0, 0, count(*) FROM (
                  SELECT coalesce(owed.counts_at, line.region) AS region, coalesce(owed.class, {RhythmSql.Class(part.Rules)}) AS class FROM register_line AS line
                  LEFT JOIN (SELECT DISTINCT child_id, counts_at, class FROM visit_duty WHERE month = @month AND state <> 'withdrawn') AS owed ON owed.child_id = line.child_id
                  WHERE {part.Condition} AND (owed.child_id IS NOT NULL OR line.state IN ('registered', 'exit-review') AND line.category_bits <> 0 AND line.registered_on <= @last AND length(line.region) = 12)
                  AND CASE WHEN line.unseen_since <= @last THEN line.unseen_since
                    ELSE coalesce((SELECT max(visit."on") FROM visit WHERE visit.child_id = line.child_id AND visit."on" <= @last AND visit.is_child_seen AND visit.state IN ('submitted', 'accepted')), line.registered_on) END < @before
                ) AS child GROUP BY region, class
                ON CONFLICT (month, region, class, level) DO UPDATE SET not_seen90 = coverage_month.not_seen90 + excluded.not_seen90
                """, values, cancel);
    }
}
