using HuTong.Core;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Coverage;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>VIS-012, R-168: a month that is over is told as it was on its last day, and its sheet says the same whenever it is printed.</summary>
public sealed class CoverageMonthsTests
{
    private static readonly DateOnly Before = new(2026, 3, 2), June = new(2026, 6, 1), InGrace = new(2026, 7, 3), Closed = new(2026, 7, 8);

    [Theory, BothEngines]
    public async Task Who_was_not_seen_for_90_days_on_the_last_day_counts_in_that_month_though_seen_before_it_closed(Engine engine)
    {
        await using var world = await World.Create(engine);
        await UnseenInJune(world);
        await OneChild.Dawn(world, Closed);
        await using var desk = world.AsSystem();
        foreach (var level in new[] { "village", "township", "county", "city" })
            Assert.Equal((level, 4), (level, await desk.Db.Set<CoverageMonth>().Where(row => row.Month == June && row.Level == level).SumAsync(row => row.NotSeen90)));
    }

    /// <summary>Five children, seen: once in June; never; never before July; in March and July; by phone in June, in July.</summary>
    private static async Task UnseenInJune(World world)
    {
        List<Guid> children = [];
        foreach (var name in OneChild.Names.Take(5)) children.Add(await OneChild.Add(world, Before, name: name));
        await See(0, World.Day);
        await See(4, World.Day, "phone");
        await See(3, new(2026, 3, 10));
        world.MoveTo(InGrace);
        foreach (var at in new[] { 0, 2, 3, 4 }) await See(at, InGrace);

        async Task See(int at, DateOnly on, string kind = "home")
        {
            var report = VisitTests.Report(on, kind);
            report.LateReason = "路不通，补记";
            var kept = await VisitTests.Send(world, children[at], report);
            Assert.True(kept.Ok, string.Join(' ', kept.Problems));
        }
    }

    [Theory, BothEngines]
    public async Task Until_a_month_closes_nobody_says_how_many_were_not_seen_and_then_its_sheet_says_it_for_good_R_168(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await UnseenInJune(site.World);
        var place = $"place={OneChild.Township}&month=2026-06";
        using (var early = await site.LogIn("c370831"))
        {
            var table = await early.Get($"/coverage?{place}&by=table");
            Assert.All(table.All("tbody tr, tfoot tr"), row => Assert.Equal("—", row.QuerySelectorAll("td").Last().TextContent));
            Assert.Contains("6 日关账时才有", table.Text, StringComparison.Ordinal);
            Assert.Contains("90 天没有见面的人数 6 日关账时才有", (await early.Get($"/coverage/print?{place}")).Text, StringComparison.Ordinal);
        }
        await OneChild.Dawn(site.World, Closed);
        string printed;
        using (var then = await site.LogIn("c370831"))
        {
            Assert.Equal("4", (await then.Get($"/coverage?{place}&by=table")).All("tfoot td").Last().TextContent);
            printed = (await then.Get($"/coverage/print?{place}")).Text;
            Assert.Contains("到 2026年6月30日，90 天没有见面 4 人", printed, StringComparison.Ordinal);
        }
        site.World.MoveTo(Closed.AddDays(100));   // everybody is unseen by now
        using var later = await site.LogIn("c370831");
        Assert.Equal(printed.Replace("2026年7月8日", "2026年10月16日", StringComparison.Ordinal), (await later.Get($"/coverage/print?{place}")).Text);
    }

    [Theory, BothEngines]
    public async Task A_280_visits_made_and_children_visited_are_counted_apart_and_do_not_move_the_rate(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var world = site.World;
        var (often, once, never) = (await OneChild.Add(world, Before, name: OneChild.Names[0]), await OneChild.Add(world, Before, OneChild.OtherVillage, name: OneChild.Names[1]), await OneChild.Add(world, Before, name: OneChild.Names[2]));
        await OneChild.Dawn(world, World.Day);
        foreach (var day in new[] { 3, 10, 15 }) await See(often, day);
        await See(once, 12);
        await See(once, 14, "phone");
        var returned = await See(never, 13);
        Assert.True((await VisitTests.Decide(world, returned, DecideVisit.Return, "写得太少")).Ok);
        var dawn = World.Day.AddDays(1);
        await OneChild.Dawn(world, dawn);

        await Says($"/coverage?place={OneChild.Township}", "走访 4 人次，见到 2 名孩子，2026年6月16日早上点的", "66.7%");
        await Says($"/coverage?place={OneChild.OtherVillage}", "走访 1 人次，见到 1 名孩子");
        await Says($"/coverage/print?place={OneChild.Township}", "走访 4 人次，见到 2 人（2026年6月16日早上点的）", "66.7%");
        using (var county = await site.LogIn("c370831"))
        {
            var rows = (await county.Get($"/coverage/children?place={OneChild.County}&month=2026-06&what=visited")).All("[data-rows] tbody tr").Select(row => (row.QuerySelector("th")!.TextContent, row.QuerySelector("td.num")!.TextContent));
            Assert.Equal([(OneChild.Names[0], "3"), (OneChild.Names[1], "1")], rows);
        }

        // The month is counted for the last time when it closes; what is returned after that moves nothing.
        world.MoveTo(InGrace);
        var last = await See(never, 30);
        await OneChild.Dawn(world, Closed);
        await Says($"/coverage/print?place={OneChild.Township}&month=2026-06", "走访 5 人次，见到 3 人。");
        Assert.True((await VisitTests.Decide(world, last, DecideVisit.Return, "不是本人")).Ok);
        await OneChild.Dawn(world, Closed.AddDays(1));
        await Says($"/coverage/print?place={OneChild.Township}&month=2026-06", "走访 5 人次，见到 3 人。");

        async Task<Guid> See(Guid child, int day, string kind = "home")
        {
            var report = VisitTests.Report(new DateOnly(2026, 6, day), kind);
            report.LateReason = "路不通，补记";
            var kept = await VisitTests.Send(world, child, report, VisitTests.Director(world, OneChild.Village, OneChild.OtherVillage));
            Assert.True(kept.Ok, string.Join(' ', kept.Problems));
            return kept.Value.Id;
        }

        async Task Says(string address, params string[] words)
        {
            using var county = await site.LogIn("c370831");
            var text = (await county.Get(address)).Text;
            foreach (var one in words) Assert.Contains(one, text, StringComparison.Ordinal);
        }
    }

    [Theory, BothEngines]
    public async Task A_row_of_any_level_of_an_old_closed_month_that_differs_from_a_recount_is_told_to_the_county_and_above(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await OneChild.Dawn(site.World, World.Day);
        await OneChild.Add(site.World, Before);
        foreach (var month in new[] { 7, 8, 9 }) await OneChild.Dawn(site.World, new DateOnly(2026, month, 6));   // June and July are older than the last closed one
        using (var county = await site.LogIn("c370831")) Assert.Empty((await county.Get("/coverage")).All("[data-differing]"));
        await Change("UPDATE coverage_month SET done = done + 1 WHERE level = 'township' AND month = '2026-06-01'");
        await OneChild.Dawn(site.World, new DateOnly(2026, 9, 7));
        await OneChild.Dawn(site.World, new DateOnly(2026, 9, 8));   // each older month in turn
        var township = RegionTree.Standard.NameOf(OneChild.Township)!;
        foreach (var account in new[] { "c370831", "jn.officer" })
        {
            using var browser = await site.LogIn(account);
            var told = Assert.Single((await browser.Get("/coverage")).All("[data-differing]")).TextContent;
            Assert.Contains($"2026年6月：{township}的数字和重新点数的不一样", told, StringComparison.Ordinal);
        }
        foreach (var account in new[] { "c370830", "quanlin.supervisor" })
        {
            using var browser = await site.LogIn(account);
            Assert.Empty((await browser.Get("/coverage")).All("[data-differing]"));
        }

        // What differs is looked at every night, and is not told any more once it is right; a county's row and one that is gone are found as well.
        await Change("UPDATE coverage_month SET done = done - 1 WHERE level = 'township' AND month = '2026-06-01'");
        await Change("UPDATE coverage_month SET not_seen90 = not_seen90 + 1 WHERE level = 'county' AND month = '2026-08-01'");
        await Change("DELETE FROM coverage_month WHERE level = 'city' AND month = '2026-08-01'");
        await OneChild.Dawn(site.World, new DateOnly(2026, 9, 9));
        using var city = await site.LogIn("jn.officer");
        var left = Assert.Single((await city.Get("/coverage")).All("[data-differing]")).TextContent;
        Assert.Contains("2026年8月：济宁市、泗水县的数字", left, StringComparison.Ordinal);
        await using var desk = site.World.AsSystem();
        Assert.Equal(2, (await desk.Db.Set<CoverageCheck>().SingleAsync(check => check.Day == new DateOnly(2026, 9, 9) && check.Month == new DateOnly(2026, 8, 1))).Differences);

        async Task Change(string sql)
        {
            await using var system = site.World.AsSystem();
            Assert.Equal(1, await system.Db.Database.ExecuteSqlRawAsync(sql));
        }
    }

    [Theory, BothEngines]
    public async Task A_visit_saved_while_its_month_closes_is_either_done_or_made_up_and_is_counted_as_it_says(Engine engine)
    {
        for (var round = 0; round < 4; round++)
        {
            await using var world = await World.Create(engine);
            List<Guid> children = [];
            foreach (var (at, name) in OneChild.Names.Take(6).Index()) children.Add(await OneChild.Add(world, Before, at % 2 == 0 ? OneChild.Village : OneChild.OtherVillage, name: name));
            await OneChild.Dawn(world, new DateOnly(2026, 7, 5));
            // The day changes and the month closes while the visits are on their way: later in each round.
            var (close, sent) = (Close(round * 15), children.Select(Send).ToArray());
            await Task.WhenAll([close, .. sent]);

            var done = 0;
            foreach (var (child, kept) in children.Zip(sent.Select(one => one.Result)))
            {
                var isDone = kept.Says.Contains("6 月的走访记为完成", StringComparison.Ordinal);
                Assert.True(isDone != kept.Says.Contains("补访", StringComparison.Ordinal), kept.Says);
                Assert.Equal(isDone ? DutyStates.Done : DutyStates.Missed, Assert.Single(await OneChild.Duties(world, child), duty => duty.Month == June).State);
                if (isDone) done++;
            }
            await using var desk = world.AsSystem();
            Assert.Equal(children.Order(), (await desk.Db.Set<Visit>().Select(visit => visit.ChildId).ToListAsync()).Order());
            foreach (var level in new[] { "village", "township", "county", "city" })
            {
                var rows = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == June && row.Level == level).ToListAsync();
                Assert.Equal((level, 6, done), (level, rows.Sum(row => row.Due), rows.Sum(row => row.Done)));
            }
            Assert.Equal(0, await desk.Get<CompareMonth>().Run(Month.Of(June), new DateOnly(2026, 7, 6)));

            async Task Close(int milliseconds)
            {
                await Task.Delay(milliseconds);
                world.MoveTo(new DateOnly(2026, 7, 6));
                await using var system = world.AsSystem();
                await system.Get<CloseMonth>().Run(Month.Of(June));
            }

            async Task<KeptVisit> Send(Guid child)
            {
                await using var visiting = VisitTests.Director(world, OneChild.Village, OneChild.OtherVillage);
                var report = VisitTests.Report(new DateOnly(2026, 6, 29));
                report.LateReason = "没有信号";
                var kept = await Task.Run(() => visiting.Get<RecordVisit>().Run(child, report));
                Assert.True(kept.Ok, string.Join(' ', kept.Problems));
                return kept.Value;
            }
        }
    }
}
