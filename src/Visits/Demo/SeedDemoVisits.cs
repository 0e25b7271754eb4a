using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Places.Calendar;
using HuTong.Places.Settings;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Demo;

/// <summary>Thirteen months of duties and visits of the demo city with their stories (demo.md 5), in one transaction, written only where no duty is.</summary>
public sealed class SeedDemoVisits(HuTongDb db, RegionTree tree, FieldCipher cipher, KeyRing keys, WorkingDays days, CloseMonth close, CountVisits made) : IDemoPart
{
    private const string City = "3708";

    // In the demo city a county says who is seen twice a month; the facts of R-073 by themselves would ask it for a third of the children.
    private static readonly VisitSettings Rules = new() { HighMarks = [VisitMarks.Risk] };

    public async Task<string?> Run(DemoPlan plan, CancellationToken cancel = default)
    {
        if (await db.Set<VisitDuty>().AnyAsync(cancel) || !await db.Set<Children.Child>().AnyAsync(cancel)) return null;
        keys.Prepare([City], KeyPurposes.Field);   // a key cannot be made inside the transaction
        var children = await DemoVisited.All(db, tree, cancel);
        var people = await DemoPostholders.Load(db, cancel);
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce(CoverageTally.Lock, cancel);
        if (await db.Set<VisitDuty>().AnyAsync(cancel)) return null;
        await using (await WideCache.Of(db, cancel))
        {
            var random = plan.Stream("visits");
            await new BulkWriter<Setting>(db).Write([Setting(plan, random)], cancel);
            var rows = new VisitRows(plan, people, cipher, days);
            ToVerify(plan, children, rows);
            var visits = await Months(plan, children, rows, cancel);
            await new BulkWriter<VisitDuty>(db).Write(rows.Clocks.OrderBy(clock => clock.ChildId), cancel);
            foreach (var month in DemoMonths.All(plan.Today)) await made.Run(month, plan.Today, cancel);
            await Lines(plan, cancel);
            await write.Commit(cancel);
            return $"走访 {visits} 次";
        }
    }

    private async Task<int> Months(DemoPlan plan, List<DemoVisited> children, VisitRows rows, CancellationToken cancel)
    {
        var (duties, visits, follows, events, coverage) = (new BulkWriter<VisitDuty>(db), new BulkWriter<Visit>(db), new BulkWriter<FollowUp>(db), new BulkWriter<Event>(db), new BulkWriter<CoverageMonth>(db));
        var months = new DemoMonths(plan, Rules, [.. children.Where(child => child.RegisteredOn is not null)], rows);
        List<CoverageCheck> checks = [];
        var written = 0;
        foreach (var (at, month) in DemoMonths.All(plan.Today).Index())
        {
            var told = months.Tell(at);
            var isClosed = !Duties.Months.IsOpen(month, plan.Today);
            var villages = months.Tally(month, told, isClosed);
            await duties.Write(told.OrderBy(duty => duty.ChildId), cancel);
            await visits.Write(rows.Visits.OrderBy(visit => visit.Id), cancel);
            await follows.Write(rows.FollowUps, cancel);
            await events.Write(rows.Events.OrderBy(one => one.Id), cancel);
            await coverage.Write(isClosed ? [.. villages, .. close.Above(villages, villages.FirstOrDefault()?.ClosedAt)] : villages, cancel);
            checks.Add(new CoverageCheck { Day = month.First, Month = month.First, At = DemoPlan.At(month.First, 5), Rows = villages.Count });
            written += rows.Visits.Count;
            rows.Visits.Clear();
            rows.FollowUps.Clear();
            rows.Events.Clear();
        }
        await new BulkWriter<CoverageCheck>(db).Write(checks, cancel);
        return written;
    }

    // Files to be verified wait for the visit that verifies them (T-62); every second one had it and waits for a second person.
    private static void ToVerify(DemoPlan plan, List<DemoVisited> children, VisitRows rows)
    {
        foreach (var county in children.Where(child => child.State == FileStates.ToVerify).GroupBy(child => child.Unit, StringComparer.Ordinal))
        {
            var random = plan.Stream($"to-verify/{county.Key}");
            rows.Random = random;
            foreach (var (at, child) in county.Index())
            {
                var from = DateOnly.FromDateTime(ChinaClock.InChina(child.MadeAt));
                rows.Start(child, DutyKinds.First, from, Rules.FirstWorkingDays);
                if (at % 2 == 0) rows.Met(child, random.Day(from, plan.Today), "first");
            }
        }
    }

    private static Setting Setting(DemoPlan plan, DemoRandom random) => new()
    {
        Id = random.Id(DemoPlan.At(plan.YearAgo.AddYears(-1), 9 * 60)), Key = "visit.high.marks", Region = City, ValidFrom = new DateOnly(plan.Today.Year - 8, 1, 1), Value = VisitMarks.Risk, Document = "",
    };

    /// <summary>What the list shows of visits, as the room's own statements say it.</summary>
    private async Task Lines(DemoPlan plan, CancellationToken cancel)
    {
        var statement = new SetStatement(db);
        await statement.Run("""
            UPDATE register_line SET last_met = (SELECT max(visit."on") FROM visit WHERE visit.child_id = register_line.child_id AND visit.is_child_seen AND visit.state IN ('submitted', 'accepted'))
            """, [], cancel);
        await statement.Run("UPDATE register_line SET unseen_since = coalesce(last_met, registered_on)", [], cancel);
        await statement.Run(DutyMaker.LinesOf(new WhoseDuties("1 = 1", [])),
            [("monthend", statement.Words.Day(Month.Of(plan.Today).Next.Last)), ("quarterend", statement.Words.Day(VisitRhythm.Quarter(Month.Of(plan.Today)).Plus(5).Last))], cancel);
    }
}
