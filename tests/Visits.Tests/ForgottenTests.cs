using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Testing;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Nobody falls off the list of whom to see, and nobody stays on it for nothing; what is told is not lost.</summary>
public sealed class ForgottenTests
{
    private static readonly DateOnly Today = World.Day, Before = new(2026, 3, 2), July = new(2026, 7, 1);

    private static async Task<bool> IsWaitedFor(World world, Guid child)
    {
        await using var director = VisitTests.Director(world);
        return (await director.Get<DueListQuery>().Run(null, null, Waiting.All, null)).Rows.Any(row => row.Id == child);
    }

    /// <summary>流动 alone waits for the end of a quarter; with a mark each month owes two, and the new month says so on the line.</summary>
    [Theory, BothEngines]
    public async Task A_migrant_child_who_needs_more_is_waited_for_in_every_month(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 2));
        var (child, alone) = (await OneChild.Add(world, July, category: Categories.Migrant, risks: ("high", July)), await OneChild.Add(world, July, category: Categories.Migrant, name: "高梓睿"));
        foreach (var day in new[] { 2, 20 })
        {
            if (day > 2) world.MoveTo(new DateOnly(2026, 7, day));
            Assert.True((await VisitTests.Send(world, child, VisitTests.Report(new DateOnly(2026, 7, day)))).Ok);
        }
        Assert.True((await VisitTests.Send(world, alone, VisitTests.Report(new DateOnly(2026, 7, 20)))).Ok);
        await world.RunJobs();
        Assert.False(await IsWaitedFor(world, child));
        await OneChild.Dawn(world, new DateOnly(2026, 8, 1));
        Assert.Equal((new DateOnly(2026, 8, 31), new DateOnly(2026, 12, 31)), ((await OneChild.Line(world, child)).NextDue, (await OneChild.Line(world, alone)).NextDue));
        Assert.Equal((true, false), (await IsWaitedFor(world, child), await IsWaitedFor(world, alone)));
    }

    /// <summary>June is open until the fifth: what it misses is counted there, but the child has been seen (decision 013).</summary>
    [Theory, BothEngines]
    public async Task Who_was_missed_in_June_and_is_seen_on_2_July_is_late_no_more_while_June_is_still_open(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (seen, called) = (await OneChild.Add(world, Before), await OneChild.Add(world, Before, name: "高梓睿"));
        DateOnly second = new(2026, 7, 2), endOfJune = new(2026, 6, 30);
        await OneChild.Dawn(world, second);
        var visit = await VisitTests.Send(world, seen, VisitTests.Report(second));
        Assert.True(visit.Ok && (await VisitTests.Send(world, called, VisitTests.Report(second, "phone"))).Ok);
        Assert.Equal(endOfJune, (await OneChild.Line(world, called)).NextDue);
        Assert.NotEqual(endOfJune, (await OneChild.Line(world, seen)).NextDue);
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, new(2026, 6, 1)));
        await using (var desk = world.AsSystem())
        {
            await using var write = await WriteTransaction.Begin(desk.Db);
            await desk.Get<DutyMaker>().Tell(new WhoseDuties("1 = 1", []), second);
            await write.Commit();
        }
        Assert.Equal(((DateOnly?)endOfJune, false), ((await OneChild.Line(world, called)).NextDue, (await OneChild.Line(world, seen)).NextDue == endOfJune));   // said in sets as well
        Assert.True((await VisitTests.Decide(world, visit.Value.Id, DecideVisit.Return, "不是这家")).Ok);
        Assert.Equal(endOfJune, (await OneChild.Line(world, seen)).NextDue);
    }

    /// <summary>R-077: an emergency's visits are owed at once, also in the week whose Sunday is the next month's.</summary>
    [Theory, BothEngines]
    public async Task An_emergency_is_waited_for_in_the_week_that_runs_over_the_end_of_a_month(Engine engine)
    {
        await using var world = await World.Create(engine);
        DateOnly monday = new(2026, 6, 29), sunday = new(2026, 7, 5);
        var known = await OneChild.Add(world, Before, risks: ("urgent", Today));
        foreach (var day in new[] { 15, 24 })
        {
            if (day > Today.Day) world.MoveTo(new DateOnly(2026, 6, day));
            Assert.True((await VisitTests.Send(world, known, VisitTests.Report(new DateOnly(2026, 6, day)))).Ok);
        }
        Assert.False(await IsWaitedFor(world, known));
        await OneChild.Dawn(world, monday);
        var sudden = await OneChild.Add(world, Before, name: "高梓睿", risks: ("urgent", monday));
        foreach (var child in new[] { known, sudden })
        {
            var week = Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "w2026-07-05");
            Assert.Equal((DutyStates.Due, new DateOnly(2026, 7, 1), monday, sunday), (week.State, week.Month, week.From, week.Due));
            Assert.True(await IsWaitedFor(world, child));
            Assert.True((await VisitTests.Send(world, child, VisitTests.Report(monday))).Ok);
            Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "w2026-07-05").State);
        }
        await OneChild.Dawn(world, new DateOnly(2026, 7, 1));
        Assert.Equal(2, (await OneChild.Duties(world, known)).Concat(await OneChild.Duties(world, sudden)).Count(duty => duty is { Period: "w2026-07-05", State: DutyStates.Done }));
        await VisitTests.Agrees(world);
    }

    /// <summary>Seen on 29 June and told on 8 July: June is missed, and nobody need go for June any more; without that visit one must.</summary>
    [Theory, BothEngines]
    public async Task Who_was_seen_in_time_and_told_too_late_is_no_longer_called_late(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        world.MoveTo(new DateOnly(2026, 7, 1));
        await OneChild.Dawn(world);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 8));
        Assert.Equal(new DateOnly(2026, 6, 30), (await OneChild.Line(world, child)).NextDue);
        var late = VisitTests.Report(new DateOnly(2026, 6, 29));
        late.LateReason = "没有信号";
        var kept = (await VisitTests.Send(world, child, late)).Value;
        Assert.Contains("6 月已经关账，这次记作补访", kept.Says, StringComparison.Ordinal);
        Assert.Equal(DutyStates.Missed, Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "2026-06").State);
        Assert.Equal(new DateOnly(2026, 7, 31), (await OneChild.Line(world, child)).NextDue);
        await using (var system = world.AsSystem())   // sets say the same
        {
            await using var write = await WriteTransaction.Begin(system.Db);
            await system.Get<DutyMaker>().Tell(system.Get<DutyMaker>().Of([child]), new DateOnly(2026, 7, 8));
            await write.Commit();
        }
        Assert.Equal(new DateOnly(2026, 7, 31), (await OneChild.Line(world, child)).NextDue);
        Assert.True((await VisitTests.Decide(world, kept.Id, "return", "照片不是这家")).Ok);
        Assert.Null(Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "2026-06").VisitId);
        Assert.Equal(new DateOnly(2026, 6, 30), (await OneChild.Line(world, child)).NextDue);
        await VisitTests.Agrees(world);
    }

    [Theory, BothEngines]
    public async Task A_first_visit_closes_its_clock_whichever_was_written_first(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, null);
        Assert.Equal(DutyStates.Due, Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.First).State);
        var report = VisitTests.Report(Today.AddDays(-2));
        report.Reason = "first";
        Assert.True((await VisitTests.Send(world, child, report)).Ok);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.First).State);
        Assert.False(await IsWaitedFor(world, child));
    }

    [Theory, BothEngines]
    public async Task What_was_worse_in_the_evening_is_kept_and_the_day_counts_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before, risks: ("high", Before));
        Assert.True((await VisitTests.Send(world, child, VisitTests.Report(Today))).Ok);
        var evening = VisitTests.Report(Today, condition: "danger");
        evening.Danger = "胳膊上有新伤";
        Assert.True((await VisitTests.Send(world, child, evening)).Value.IsUrgent);
        Assert.Equal("visited-that-day", (await VisitTests.Send(world, child, VisitTests.Report(Today))).Problems[0].Code);
        Assert.Equal([DutyStates.Done, DutyStates.Due], (await OneChild.Duties(world, child)).Where(duty => duty.Kind == DutyKinds.Monthly).Select(duty => duty.State));
        await using var township = world.As("township-supervisor", OneChild.Township);
        Assert.Single(await township.Db.Set<FollowUp>().Where(follow => follow.Level == "d").ToListAsync());
    }

    /// <summary>The answer was lost on the way, the form stayed and says something else now.</summary>
    [Theory, BothEngines]
    public async Task A_form_that_was_kept_and_says_more_now_is_not_taken_for_the_same(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(Today);
        var first = (await VisitTests.Send(world, child, report)).Value;
        Assert.Equal(first.Id, (await VisitTests.Send(world, child, report)).Value.Id);   // a double click
        var key = report.Key;
        (report.Condition, report.Danger) = ("danger", "爸爸喝了酒打人");
        Assert.Equal("said-otherwise", (await VisitTests.Send(world, child, report)).Problems[0].Code);
        Assert.NotEqual(key, report.Key);   // the form goes on as a new one
        var second = (await VisitTests.Send(world, child, report)).Value;
        Assert.True(second.IsUrgent);
        Assert.Equal(second.Id, (await VisitTests.Send(world, child, report)).Value.Id);
        report.Danger = "爸爸喝了酒打人，孩子跑到奶奶家";
        Assert.Equal("said-otherwise", (await VisitTests.Send(world, child, report)).Problems[0].Code);

        var button = Guid.CreateVersion7();
        async Task<Guid> Press(string words)
        {
            await using var director = VisitTests.Director(world);
            return (await director.Get<RaiseDanger>().Run(child, button, words)).Value;
        }
        var (said, again, more, moreAgain) = (await Press("孩子不见了"), await Press("孩子不见了"), await Press("孩子不见了，书包在河边"), await Press("孩子不见了，书包在河边"));
        Assert.Equal((said, more), (again, moreAgain));
        Assert.NotEqual(said, more);
    }

    /// <summary>The page was opened before the child moved; the village that it lives in now must hear of it, and the old one no more.</summary>
    [Theory, BothEngines]
    public async Task A_danger_told_while_a_child_moves_is_of_the_village_it_moves_to(Engine engine)
    {
        for (var round = 0; round < 4; round++)
        {
            await using var world = await World.Create(engine);
            var child = await OneChild.Add(world, Before);
            await using var county = world.As("county-officer", OneChild.County);
            await Task.WhenAll(VisitTests.Move(world, child, OneChild.OtherVillage), county.Get<RaiseDanger>().Run(child, Guid.CreateVersion7(), "胳膊上有伤"));
            await using var system = world.AsSystem();
            Assert.Equal(OneChild.OtherVillage, Assert.Single(await system.Db.Set<FollowUp>().AsNoTracking().Where(follow => follow.ChildId == child).ToListAsync()).Region);
        }
    }

    [Theory, BothEngines]
    public async Task A_finding_that_asks_for_more_says_when_the_next_visit_is_due(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(Today, condition: "trouble");
        (report.Findings, report.Trouble) = ([VisitCodes.FindingsOfMind.First()], "夜里总是哭");
        var says = (await VisitTests.Send(world, child, report)).Value.Says;
        Assert.Contains(await OneChild.Duties(world, child), duty => duty is { Ordinal: 2, State: DutyStates.Due });
        Assert.Contains("6 月的走访记为完成；下一次在 6月30日 前", says, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task Only_who_is_of_the_family_is_a_carer_and_only_the_guardian_is_the_guardian(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        Guid aunt = Guid.CreateVersion7(), guardian = Guid.CreateVersion7();
        await using (var desk = world.AsSystem())
        {
            var now = desk.Get<ChinaClock>().Now;
            foreach (var (id, role) in new[] { (aunt, "carer"), (guardian, "guardian") }) desk.Db.Add(new RelatedPerson { Id = id, ChildId = child, Region = OneChild.Village, Role = role, Name = "王秀兰", From = Before, KnownFrom = now });
            await OneChild.Save(desk, await desk.Db.Set<Child>().SingleAsync(one => one.Id == child));
        }
        foreach (var (day, met, result, isGuardian) in new[] { (-4, "teacher", "not-found", false), (-3, aunt.ToString(), "met-carer-only", false), (-2, guardian.ToString(), "met-carer-only", true) })
        {
            var report = VisitTests.Report(Today.AddDays(day), met: met);
            report.LateReason = "没有信号";
            var kept = (await VisitTests.Send(world, child, report)).Value.Id;
            await using var desk = world.AsSystem();
            var visit = await desk.Db.Set<Visit>().AsNoTracking().SingleAsync(one => one.Id == kept);
            Assert.Equal((result, isGuardian), (visit.Result, visit.IsGuardianSeen));
        }
        Assert.Equal("code-unknown", (await VisitTests.Send(world, child, VisitTests.Report(Today, met: "cat"))).Problems[0].Code);
    }

    /// <summary>In hospital until the 20th of a month that ends on the 30th: there are days left to go.</summary>
    [Theory, BothEngines]
    public async Task An_excuse_that_ends_before_the_last_day_excuses_nothing_and_one_nobody_decided_says_so_after_the_month(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        await using (var director = VisitTests.Director(world)) Assert.Equal("excuse-too-short", (await director.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", new DateOnly(2026, 6, 20), "县医院"))).Problems[0].Code);
        await using (var director = VisitTests.Director(world)) Assert.True((await director.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", new DateOnly(2026, 6, 30), "县医院"))).Ok);
        await OneChild.Dawn(world, new DateOnly(2026, 7, 1));
        await OneChild.Dawn(world, new DateOnly(2026, 7, 8));
        var june = Assert.Single(await OneChild.Duties(world, child), duty => duty.Period == "2026-06");
        Assert.Equal("漏访（免访没有审核就关账了）", DutyWords.State(june, new DateOnly(2026, 7, 8)));
        await using (var director = VisitTests.Director(world)) Assert.False(Assert.Single((await director.Get<DueListQuery>().Run(null, null, Waiting.All, null)).Rows, row => row.Id == child).IsExcuseAsked);
    }
}
