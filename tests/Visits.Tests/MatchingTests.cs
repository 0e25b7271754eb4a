using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>What a visit fulfils when the child moves, leaves, was seen before or after; what stands still and begins again (states.md 4, decision 016).</summary>
public sealed class MatchingTests
{
    private static readonly DateOnly Today = World.Day, June = new(2026, 6, 1), Before = new(2026, 3, 2);

    [Theory, BothEngines]
    public async Task What_a_visit_of_the_quarter_before_fulfilled_stays_so_and_a_clock_opens_again_with_its_visit(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.MoveTo(new DateOnly(2026, 6, 29));
        var child = await OneChild.Add(world, Before, risks: ("urgent", new DateOnly(2026, 6, 29)));   // a Monday: the week ends on 5 July and counts there
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 6, 29), met: "nobody"))).Ok);
        world.MoveTo(new DateOnly(2026, 6, 30));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 6, 30)))).Ok);
        world.MoveTo(new DateOnly(2026, 7, 1));
        await OneChild.Dawn(world);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "w2026-07-05").State);
        world.MoveTo(new DateOnly(2026, 7, 9));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 7, 9)))).Ok);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "w2026-07-05").State);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.Retry).State);

        var other = await OneChild.Add(world, Before, name: "高梓睿");
        Assert.True((await VisitTests.Send(world, other, LateReport(new DateOnly(2026, 6, 30), "nobody"))).Ok);
        var met = (await VisitTests.Send(world, other, VisitTests.Report(new DateOnly(2026, 7, 9)))).Value.Id;
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, other), duty => duty.Kind == DutyKinds.Retry).State);
        Assert.True((await VisitTests.Decide(world, met, "return", "照片不是这家")).Ok);
        Assert.Equal(DutyStates.Due, Assert.Single(await OneChild.Duties(world, other), duty => duty.Kind == DutyKinds.Retry).State);
        await VisitTests.Agrees(world);

        static VisitReport LateReport(DateOnly on, string met)
        {
            var report = VisitTests.Report(on, met: met);
            report.LateReason = "没有信号";
            return report;
        }
    }

    [Theory, BothEngines]
    public async Task A_child_seen_after_a_visit_that_did_not_find_it_owes_no_retry(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var seen = (await VisitTests.Send(world, child, VisitTests.Report(Today))).Value.Id;
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today.AddDays(-1), met: "nobody"))).Ok);   // written down late
        Assert.DoesNotContain(await OneChild.Duties(world, child), duty => duty.State == DutyStates.Due);
        Assert.True((await VisitTests.Decide(world, seen, "return", "照片不是这家")).Ok);
        Assert.Contains(await OneChild.Duties(world, child), duty => duty is { Kind: DutyKinds.Retry, State: DutyStates.Due });
    }

    [Theory, BothEngines]
    public async Task Who_was_seen_before_the_duty_was_made_owes_it_no_more(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, null);
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today))).Ok);   // the first visit, before the file is registered
        await using (var desk = world.AsSystem())
        {
            var file = await desk.Db.Set<Child>().SingleAsync(one => one.Id == child);
            (file.State, file.RegisteredOn) = ("registered", Today);
            foreach (var term in await desk.Db.Set<CategoryTerm>().Where(one => one.ChildId == child).ToListAsync()) term.State = "active";
            await OneChild.Save(desk, file);
        }
        var duty = Assert.Single(await OneChild.Duties(world, child), one => one.Month is not null);
        Assert.Equal(DutyStates.Done, duty.State);
        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
        Assert.Equal((Today, new DateOnly(2026, 7, 31)), ((await OneChild.Line(world, child)).LastMet, (await OneChild.Line(world, child)).NextDue));
        await VisitTests.Agrees(world);

        // The next day's work begins late: a visit of the new month stands already.
        world.MoveTo(new DateOnly(2026, 7, 2));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 7, 1)))).Ok);
        await OneChild.Dawn(world);
        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, new DateOnly(2026, 7, 1)));
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task The_new_director_needs_a_visit_of_her_own_and_what_she_sees_returned_counts_no_more_in_the_old_village(Engine engine)
    {
        await using var world = await World.Create(engine);
        var far = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var (child, once) = (await OneChild.Add(world, Before, risks: ("high", Before)), await OneChild.Add(world, Before, name: "高梓睿"));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 6, 13)))).Ok);
        var seen = (await VisitTests.Send(world, once, VisitTests.Report(Today))).Value.Id;
        await VisitTests.Move(world, child, far);
        await VisitTests.Move(world, once, far);
        var director = World.Worker("village-director", far);
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today, "phone"), world.As(director))).Ok);
        Assert.Equal([DutyStates.Done, DutyStates.Due], (await OneChild.Duties(world, child)).Where(duty => duty.Month is not null).Select(duty => duty.State));   // one visit, one duty

        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, June));   // who was done before it moved counts there
        Assert.True((await VisitTests.Decide(world, seen, "return", "没有见到", place: OneChild.OtherTownship)).Ok);
        await world.RunJobs();
        Assert.Equal((0, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, far, June));
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task Who_left_waits_for_nobody_and_what_was_seen_before_may_still_be_written_down(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        await using (var desk = world.AsSystem())
        {
            var file = await desk.Db.Set<Child>().SingleAsync(one => one.Id == child);
            (file.State, file.ExitReason, file.ExitOn) = ("left", "moved-away", Today);
            await OneChild.Save(desk, file);
        }
        world.MoveTo(Today.AddDays(2));
        Assert.Null((await OneChild.Line(world, child)).NextDue);
        Assert.Contains("file-closed", (await VisitTests.Send(world, child, VisitTests.Report(Today.AddDays(1)))).Problems.Select(problem => problem.Code));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today))).Ok);
        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
        Assert.Null((await OneChild.Line(world, child)).NextDue);
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task The_second_try_of_a_day_is_kept_when_it_meets_the_child(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today, met: "nobody"))).Ok);
        Assert.Equal("visited-that-day", (await VisitTests.Send(world, child, VisitTests.Report(Today, met: "nobody"))).Problems[0].Code);
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today))).Ok);
        Assert.Equal("visited-that-day", (await VisitTests.Send(world, child, VisitTests.Report(Today))).Problems[0].Code);
        Assert.DoesNotContain(await OneChild.Duties(world, child), duty => duty.State == DutyStates.Due);
    }

    [Theory, BothEngines]
    public async Task A_finding_of_mind_asks_for_a_second_visit_until_it_is_closed_and_a_voided_visit_takes_back_what_it_caused(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(Today, condition: "trouble");
        (report.Trouble, report.Findings) = ("不说话", ["mood-trouble"]);
        var visit = (await VisitTests.Send(world, child, report)).Value.Id;
        Assert.Equal([DutyStates.Done, DutyStates.Due], (await OneChild.Duties(world, child)).Where(duty => duty.Month == June).Select(duty => duty.State));
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        Assert.True((await VisitTests.Decide(world, visit, "void", "没有去过", role: "county-officer", place: OneChild.County)).Ok);
        await using (var desk = world.AsSystem()) Assert.Equal(FollowUpStates.Withdrawn, (await desk.Db.Set<FollowUp>().AsNoTracking().SingleAsync()).State);
        Assert.Single((await OneChild.Duties(world, child)), duty => duty.Month == June);

        report = VisitTests.Report(Today, condition: "trouble");
        (report.Trouble, report.Findings) = ("不说话", ["mood-trouble"]);
        Assert.True((await VisitTests.Send(world, child, report)).Ok);
        await using (var supervisor = world.As("township-supervisor", OneChild.Township))
        {
            var open = Assert.Single((await supervisor.Get<FollowUpsQuery>().Run(null)).Rows);
            Assert.True((await supervisor.Get<CloseFollowUp>().Run(open.Id, "学校心理老师每周谈一次", 1)).Ok);
        }
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Month == June).State);
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task Months_in_which_the_server_stood_still_are_begun_and_closed(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        await OneChild.Dawn(world);
        world.MoveTo(new DateOnly(2026, 9, 10));
        await OneChild.Dawn(world);
        Assert.Equal([("2026-06", DutyStates.Missed), ("2026-07", DutyStates.Missed), ("2026-08", DutyStates.Missed), ("2026-09", DutyStates.Due)], (await OneChild.Duties(world, child)).Where(duty => duty.Month is not null).Select(duty => (duty.Period, duty.State)));
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, new DateOnly(2026, 7, 1)));
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task A_child_that_moves_takes_open_duties_along_and_counts_in_one_village(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before, risks: ("high", Before));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today))).Ok);
        await VisitTests.Move(world, child, OneChild.OtherVillage);
        var duties = await OneChild.Duties(world, child);
        Assert.Equal([(OneChild.OtherVillage, DutyStates.Done), (OneChild.OtherVillage, DutyStates.Due)], duties.Where(duty => duty.Month is not null).Select(duty => (duty.Region, duty.State)));
        Assert.Equal((0, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.OtherVillage, June));
        Assert.Equal("child-not-found", (await VisitTests.Send(world, child, VisitTests.Report(Today))).Problems[0].Code);   // moved away this morning
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Township, June));
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task An_excuse_reaches_to_its_day_and_no_quarter_with_months_to_come(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.MoveTo(new DateOnly(2026, 7, 1));
        var child = await OneChild.Add(world, Before, category: Categories.Migrant);
        Assert.Equal("2026-Q3", Assert.Single(await OneChild.Duties(world, child), duty => duty is { Kind: DutyKinds.Quarterly, State: DutyStates.Due, Month.Month: 9 }).Period);
        await using var director = VisitTests.Director(world);
        Assert.DoesNotContain(await director.Get<ExcuseDuty>().Open(child).ToListAsync(), duty => duty.Month == new DateOnly(2026, 9, 1));
    }

    [Theory, BothEngines]
    public async Task Overdue_counts_every_village_and_lists_the_worst(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var (name, village) in new[] { ("陈雨桐", OneChild.Village), ("高梓睿", OneChild.Village), ("孔子墨", OneChild.OtherVillage), ("孟欣怡", OneChild.FarVillage) }) await OneChild.Add(world, Before, village, name: name);
        world.MoveTo(new DateOnly(2026, 7, 2));
        await using var county = world.As("county-officer", OneChild.County);
        var late = await county.Get<HuTong.Visits.Due.OverdueQuery>().Run(null, 1);
        Assert.Equal((3, 4), (late.Villages, late.Children));
        Assert.Equal((OneChild.Village, 2), (Assert.Single(late.Worst).Region, late.Worst[0].Late));
    }

    [Theory, BothEngines]
    public async Task The_list_and_coverage_mean_the_same_children_by_not_seen_for_90_days(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Add(world, Before);   // 105 days ago
        await OneChild.Add(world, new DateOnly(2026, 3, 18), name: "高梓睿");   // 89
        var left = await OneChild.Add(world, Before, name: "孔子墨");
        await using (var desk = world.AsSystem())
        {
            var file = await desk.Db.Set<Child>().SingleAsync(one => one.Id == left);
            (file.State, file.ExitReason, file.ExitOn) = ("left", "moved-away", Today);
            await OneChild.Save(desk, file);
        }
        await using var county = world.As("county-officer", OneChild.County);
        Assert.Equal(1, await county.Get<CoverageChildrenQuery>().CountUnseen(OneChild.County));
        Assert.Equal(["陈雨桐"], await county.Db.Set<RegisterLine>().AsNoTracking().Unseen(Today).Select(line => line.Name).ToListAsync());
        Assert.Equal(["陈雨桐"], (await county.Get<HuTong.Children.Find.ChildListQuery>().Run(new HuTong.Children.Find.ChildFilter { Visit = "unseen" })).Rows.Select(row => row.Name));
    }
}
