using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Coverage;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Where a month, a category, a clock or a village ends while something is still owed: once a child, once a visit (states.md 4, R-163, R-076).</summary>
public sealed class EdgeTests
{
    private static readonly DateOnly Before = new(2026, 3, 2), June = new(2026, 6, 1);

    [Theory, BothEngines]
    public async Task A_child_whose_last_category_ends_in_mid_month_counts_once_and_in_the_class_it_had(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (twice, once) = (await OneChild.Add(world, Before, risks: ("high", Before)), await OneChild.Add(world, Before, name: "高梓睿"));
        await See(world, twice, new(2026, 6, 5));
        world.MoveTo(new DateOnly(2026, 6, 20));
        foreach (var child in new[] { twice, once }) await End(world, child, new(2026, 6, 20));
        foreach (var (child, states) in new[] { (twice, "done due"), (once, "due") })
        {
            var duties = (await OneChild.Duties(world, child)).Where(duty => duty.Month == June).ToList();
            Assert.Equal(states, string.Join(' ', duties.Select(duty => duty.State)));
            Assert.All(duties, duty => Assert.Equal(Categories.LeftBehind, duty.Class));
        }
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        await OneChild.Dawn(world, new DateOnly(2026, 7, 6));
        await using var desk = world.AsSystem();
        Assert.Equal(0, await desk.Get<CompareMonth>().Run(Month.Of(June), new DateOnly(2026, 7, 6)));
    }

    [Theory, BothEngines]
    public async Task A_quarter_is_owed_no_more_when_a_month_begins_that_is_owed(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 2));
        var child = await OneChild.Add(world, new DateOnly(2026, 7, 2), category: Categories.Migrant);
        world.MoveTo(new DateOnly(2026, 7, 20));
        await End(world, child, new(2026, 7, 20), Categories.LeftBehind);
        Assert.Equal(["2026-Q3"], (await OneChild.Duties(world, child)).Where(duty => duty.Month is not null).Select(duty => duty.Period));   // twelve days owe no month
        await OneChild.Dawn(world, new DateOnly(2026, 8, 1));
        Assert.Equal(["2026-08"], (await OneChild.Duties(world, child)).Where(duty => duty.Month is not null).Select(duty => duty.Period));
    }

    /// <summary>The mirror: the quarter is made late, and a visit of an earlier month that no month took is its own.</summary>
    [Theory, BothEngines]
    public async Task A_quarter_that_is_made_in_its_second_month_finds_the_free_visit_of_its_first(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 2));
        var child = await OneChild.Add(world, new DateOnly(2026, 7, 2), category: Categories.LeftBehind);
        foreach (var day in new[] { 5, 15 })
        {
            world.MoveTo(new DateOnly(2026, 7, day));
            await See(world, child, new(2026, 7, day));
        }
        world.MoveTo(new DateOnly(2026, 7, 20));
        await End(world, child, new(2026, 7, 20), Categories.Migrant, since: new(2026, 7, 2));
        await OneChild.Dawn(world, new DateOnly(2026, 8, 1));
        var counted = (await OneChild.Duties(world, child)).Where(duty => duty.Month is not null).ToList();
        Assert.Equal(["2026-07 done", "2026-Q3 done"], counted.Select(duty => $"{duty.Period} {duty.State}"));
        Assert.Equal(2, counted.Select(duty => duty.VisitId).Distinct().Count());
    }

    /// <summary>VIS-012: on the last day of April nobody owes a 流动 child a visit, and it has not been seen for 90 days all the same.</summary>
    [Theory, BothEngines]
    public async Task Who_owed_nothing_in_a_month_that_closed_counts_in_its_90_days_as_well(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 2));
        var (migrant, seen) = (await OneChild.Add(world, Before, category: Categories.Migrant), await OneChild.Add(world, Before, category: Categories.Migrant, name: "高梓睿"));
        foreach (var child in new[] { seen, await OneChild.Add(world, Before, name: "孔子墨") }) await See(world, child, new(2026, 7, 2));   // one more who owes July
        await OneChild.Dawn(world, new DateOnly(2026, 8, 6));
        await using var desk = world.AsSystem();
        Assert.DoesNotContain(await OneChild.Duties(world, migrant), duty => duty.Month == new DateOnly(2026, 7, 1));
        foreach (var level in new[] { "village", "township", "county", "city" })
        {
            var row = Assert.Single(await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == new DateOnly(2026, 7, 1) && row.Level == level && row.NotSeen90 > 0).ToListAsync());
            Assert.Equal((level, "migrant", 0, 1), (level, row.Class, row.Due, row.NotSeen90));
        }
        Assert.Equal(0, await desk.Get<CompareMonth>().Run(new Month(2026, 7), new DateOnly(2026, 8, 7)));
    }

    [Theory, BothEngines]
    public async Task An_agreed_excuse_covers_the_retry_whose_day_it_reaches(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(World.Day, met: "nobody"))).Ok);
        await using (var asking = VisitTests.Director(world)) Assert.True((await asking.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", World.Day.AddDays(60), "县医院"))).Ok);
        await using (var supervisor = world.As("township-supervisor", OneChild.Township)) Assert.True((await supervisor.Get<ExcuseDuty>().Decide(child, true, null)).Ok);
        Assert.All(await OneChild.Duties(world, child), duty => Assert.True(duty.State == DutyStates.Excused || duty.Due > World.Day.AddDays(60), duty.Period));
        world.MoveTo(World.Day.AddDays(7));
        await using var director = VisitTests.Director(world);
        Assert.Equal(0, (await director.Get<DueListQuery>().Run(null, null, Waiting.Late, null)).Late);
    }

    [Theory, BothEngines]
    public async Task A_failed_visit_that_was_voided_and_is_written_again_has_its_retry(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        foreach (var isWrong in new[] { true, false })
        {
            var kept = await VisitTests.Send(world, child, VisitTests.Report(World.Day, met: "nobody"));
            Assert.True(kept.Ok, string.Join(' ', kept.Problems));
            if (isWrong) Assert.True((await VisitTests.Decide(world, kept.Value.Id, DecideVisit.Void, "写错了孩子", role: "county-officer", place: OneChild.County)).Ok);
            Assert.Equal(isWrong ? 0 : 1, (await OneChild.Duties(world, child)).Count(duty => duty is { Kind: DutyKinds.Retry, State: DutyStates.Due }));
        }
    }

    /// <summary>R-078: the second time that nobody is met the supervisor must hear of it, so the director does not close it alone.</summary>
    [Theory, BothEngines]
    public async Task What_the_township_must_see_to_is_not_closed_by_the_director(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        foreach (var day in new[] { 11, 15 })
        {
            var report = VisitTests.Report(new DateOnly(2026, 6, day), met: "nobody");
            report.LateReason = "没有信号";
            Assert.True((await VisitTests.Send(world, child, report)).Ok);
        }
        await using var desk = world.AsSystem();
        var follow = await desk.Db.Set<FollowUp>().AsNoTracking().SingleAsync(one => one.Finding == FollowUpCodes.NotSeenTwice);
        await using (var director = VisitTests.Director(world)) Assert.Equal("not-yours", (await director.Get<CloseFollowUp>().Run(follow.Id, "联系过了", follow.Version)).Problems[0].Code);
        await using var supervisor = world.As("township-supervisor", OneChild.Township);
        Assert.True((await supervisor.Get<CloseFollowUp>().Run(follow.Id, "去了两次，孩子在姑姑家，好着", follow.Version)).Ok);
    }

    /// <summary>The visit of 28 March came before the clock of 3 April and closed it; one written later does not open it again, though it reads from the new quarter on.</summary>
    [Theory, BothEngines]
    public async Task A_first_visit_from_before_the_quarter_stays_met(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 3));
        var child = await OneChild.Add(world, new DateOnly(2026, 7, 3));
        var report = VisitTests.Report(new DateOnly(2026, 6, 29));
        (report.Reason, report.LateReason) = ("first", "在册前一起去的");
        Assert.True((await VisitTests.Send(world, child, report)).Ok);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.First).State);
        world.MoveTo(new DateOnly(2026, 7, 10));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 7, 10), met: "nobody"))).Ok);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.First).State);
    }

    [Theory, BothEngines]
    public async Task The_visit_of_the_last_of_June_does_not_also_fulfil_a_week_that_runs_into_July(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        world.MoveTo(new DateOnly(2026, 6, 30));
        await See(world, child, new(2026, 6, 30));
        await OneChild.Dawn(world, new DateOnly(2026, 7, 8));   // June is closed
        await using (var desk = world.AsSystem())
        {
            desk.Db.Add(new RiskLevel { Id = Guid.CreateVersion7(), ChildId = child, Region = OneChild.Village, Level = "urgent", From = new DateOnly(2026, 7, 1), KnownFrom = desk.Get<ChinaClock>().Now });
            await OneChild.Save(desk, await desk.Db.Set<Child>().SingleAsync(one => one.Id == child));
        }
        world.MoveTo(new DateOnly(2026, 7, 9));
        await See(world, child, new(2026, 7, 9));
        var done = (await OneChild.Duties(world, child)).Where(duty => duty.State == DutyStates.Done).ToList();
        Assert.Equal(["2026-06", "w2026-07-12"], done.Select(duty => duty.Period));
        Assert.Equal(2, done.Select(duty => duty.VisitId).Distinct().Count());
    }

    /// <summary>A missed duty goes with the child as long as nobody has seen it: the new village's director must go.</summary>
    [Theory, BothEngines]
    public async Task Who_was_missed_in_one_village_stays_late_in_the_next_until_it_is_seen(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var far = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        await OneChild.Dawn(world, new DateOnly(2026, 7, 8));
        await VisitTests.Move(world, child, far);
        Assert.Equal(new DateOnly(2026, 6, 30), (await OneChild.Line(world, child)).NextDue);
        await See(world, child, new(2026, 7, 8), "phone", far);
        Assert.Equal(new DateOnly(2026, 6, 30), (await OneChild.Line(world, child)).NextDue);
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        world.MoveTo(new DateOnly(2026, 7, 9));
        await See(world, child, new(2026, 7, 9), village: far);
        Assert.True((await OneChild.Line(world, child)).NextDue > new DateOnly(2026, 7, 9));
    }

    private static async Task See(World world, Guid child, DateOnly on, string kind = "home", string village = OneChild.Village)
    {
        var report = VisitTests.Report(on, kind);
        report.LateReason = "没有信号";
        var kept = await VisitTests.Send(world, child, report, world.As("village-director", village));
        Assert.True(kept.Ok, string.Join(' ', kept.Problems));
    }

    /// <summary>The category ends, and another begins where one is named.</summary>
    private static async Task End(World world, Guid child, DateOnly on, string? next = null, DateOnly? since = null)
    {
        await using var desk = world.AsSystem();
        foreach (var term in await desk.Db.Set<CategoryTerm>().Where(term => term.ChildId == child).ToListAsync()) (term.To, term.State) = (on, "ended");
        if (next is not null) desk.Db.Add(new CategoryTerm { Id = Guid.CreateVersion7(), ChildId = child, Region = OneChild.Village, Code = next, State = "active", From = since ?? on, KnownFrom = desk.Get<ChinaClock>().Now });
        await OneChild.Save(desk, await desk.Db.Set<Child>().SingleAsync(one => one.Id == child));
    }
}
