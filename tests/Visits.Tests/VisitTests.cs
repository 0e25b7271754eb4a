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

/// <summary>Recording, returning, excusing and closing: VIS-001, VIS-003, states.md 4, T-20, T-27.</summary>
public sealed class VisitTests
{
    private static readonly DateOnly Today = World.Day, June = new(2026, 6, 1), Before = new(2026, 3, 2);

    internal static VisitReport Report(DateOnly on, string kind = "home", string met = "child", string condition = "fine") => new()
    {
        Key = Guid.CreateVersion7(), On = on, Kind = kind, Met = [met], Condition = condition, Checks = VisitCodes.Checks.All.ToDictionary(check => check.Key, _ => "fine"),
    };

    internal static Desk Director(World world, params string[] villages)
    {
        var grant = World.Worker("village-director", OneChild.Village);
        return world.As(villages.Length == 0 ? grant : grant with { Prefixes = villages });
    }

    internal static async Task<Core.Outcome<KeptVisit>> Send(World world, Guid child, VisitReport report, Desk? by = null)
    {
        await using var desk = by ?? Director(world);
        return await desk.Get<RecordVisit>().Run(child, report);
    }

    internal static async Task<Core.Outcome<Visit>> Decide(World world, Guid visit, string verdict, string? reason, long? version = null, string role = "township-supervisor", string place = OneChild.Township)
    {
        await using var desk = world.As(role, place);
        var known = await desk.Db.Set<Visit>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == visit);
        return await desk.Get<DecideVisit>().Run(visit, verdict, reason, version ?? known?.Version ?? 1);
    }

    [Theory, BothEngines]
    public async Task A_visit_fulfils_the_month_and_a_returned_one_counts_no_more(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (child, other) = (await OneChild.Add(world, Before), await OneChild.Add(world, Before, name: "高梓睿"));
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        var kept = await Send(world, child, Report(Today));
        Assert.True(kept.Ok, string.Join(' ', kept.Problems));
        Assert.Contains("6 月的走访记为完成", kept.Value.Says, StringComparison.Ordinal);
        Assert.Equal((2, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
        var line = await OneChild.Line(world, child);
        Assert.Equal((new DateOnly(2026, 7, 31), Today, Today), (line.NextDue, line.LastMet, line.UnseenSince));

        Assert.Equal("missing", (await Decide(world, kept.Value.Id, "return", "")).Problems[0].Code);
        Assert.True((await Decide(world, kept.Value.Id, "return", "照片不是这家")).Ok);
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        line = await OneChild.Line(world, child);
        Assert.Equal((new DateOnly(2026, 6, 23), null), (line.NextDue, line.LastMet));   // five working days over 端午
        Assert.Equal("visit-returned", (await Decide(world, kept.Value.Id, "return", "再退一次", role: "county-officer", place: OneChild.County)).Problems[0].Code);
        Assert.True((await Decide(world, kept.Value.Id, "return", "按了两次")).Ok);   // the same person twice changes nothing

        world.MoveTo(Today.AddDays(1));
        Assert.True((await Send(world, child, Report(Today.AddDays(1)))).Ok);
        Assert.Equal((2, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
        Assert.DoesNotContain(await OneChild.Duties(world, child), duty => duty.State == DutyStates.Due);
        Assert.Equal(DutyStates.Due, Assert.Single(await OneChild.Duties(world, other)).State);
        await Agrees(world);
    }

    [Theory, BothEngines]
    public async Task A_195_of_two_children_of_one_family_seen_together_each_needs_a_record(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (elder, younger) = (await OneChild.Add(world, Before), await OneChild.Add(world, Before, name: "陈雨泽"));
        await using (var desk = world.AsSystem())
        {
            var children = await desk.Db.Set<Child>().ToListAsync();
            var household = Guid.CreateVersion7();
            foreach (var child in children) child.HouseholdId = household;
            Assert.Null(await desk.Db.SaveAsync([.. children.Select(child => ("household-linked", Subject.Of(child), (string?)null))]));
        }
        Assert.True((await Send(world, elder, Report(Today))).Ok);
        Assert.Equal(DutyStates.Done, Assert.Single(await OneChild.Duties(world, elder)).State);
        Assert.Equal(DutyStates.Due, Assert.Single(await OneChild.Duties(world, younger)).State);
        Assert.Equal((2, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
        Assert.True((await Send(world, younger, Report(Today))).Ok);
        Assert.Equal((2, 0, 2), await OneChild.Figures(world, OneChild.Village, June));
    }

    /// <summary>The counters are what a recount of the duties says.</summary>
    internal static async Task Agrees(World world)
    {
        await using var desk = world.AsSystem();
        foreach (var month in await desk.Db.Set<CoverageMonth>().Select(row => row.Month).Distinct().ToListAsync())
        {
            var counted = await desk.Get<CompareMonth>().Recount(month);
            var rows = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == month && row.Level == "village" && row.Due > 0).ToListAsync();
            Assert.Equal(counted.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal), rows.Select(row => $"{(row.Region, row.Class)} {(row.Due, row.Excused, row.Done)}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, BothEngines]
    public async Task Bad_visits_are_refused_in_words_and_nothing_of_them_is_kept(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, new DateOnly(2026, 5, 20));
        async Task Refused(string code, VisitReport report, Desk? by = null) => Assert.Contains(code, (await Send(world, child, report, by)).Problems.Select(problem => problem.Code));
        await Refused("date-in-future", Report(Today.AddDays(1)));
        await Refused("date-before-registration", Report(new DateOnly(2026, 5, 19)));
        await Refused("late-unexplained", Report(Today.AddDays(-4)));
        var endless = Report(Today);
        endless.Note = new string('长', 60 * 1024);
        await Refused("too-long", endless);
        await Refused("child-not-found", Report(Today), world.As("village-director", OneChild.OtherVillage));
        await Refused("child-not-found", Report(Today), world.As("township-supervisor", OneChild.OtherTownship));
        var halfAsked = Report(Today);
        halfAsked.Checks.Remove("mood");
        await Refused("missing", halfAsked);
        await Refused("missing", Report(Today, condition: "trouble"));
        await Refused("met-contradicts", new VisitReport { Key = Guid.CreateVersion7(), On = Today, Kind = "home", Met = ["child", "nobody"], Condition = "fine" });
        await using var desk = world.AsSystem();
        Assert.Equal(0, await desk.Db.Set<Visit>().CountAsync());
        Assert.Equal(0, await desk.Db.Set<Event>().CountAsync(one => one.Action == "visit-recorded"));
        Assert.True((await Send(world, child, Late())).Ok);

        static VisitReport Late()
        {
            var late = Report(Today.AddDays(-4));
            late.LateReason = "村里停电，没有信号";
            return late;
        }
    }

    [Theory, BothEngines]
    public async Task A_visit_sent_twice_is_kept_once_and_a_second_of_one_day_is_asked_about(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = Report(Today);
        var first = (await Send(world, child, report)).Value.Id;
        Assert.Equal(first, (await Send(world, child, report)).Value.Id);
        Assert.Equal("visited-that-day", (await Send(world, child, Report(Today))).Problems[0].Code);
        await using (var desk = world.AsSystem()) Assert.Equal(1, await desk.Db.Set<Visit>().CountAsync());
        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
    }

    [Theory, BothEngines]
    public async Task Two_at_once_keep_one_visit_of_one_form(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = Report(Today);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Send(world, child, report))));
        Assert.Contains(all, one => one.Ok);
        Assert.All(all, one => Assert.True(one.Ok || one.Problems[0].Code is "sent-twice", string.Join(' ', one.Problems)));
        await using (var desk = world.AsSystem()) Assert.Equal(1, await desk.Db.Set<Visit>().CountAsync());
        await Agrees(world);
    }

    [Theory, BothEngines]
    public async Task Contacts_and_visits_without_the_child_fulfil_nothing_and_a_retry_falls_due(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        Assert.Contains("只记作联系", (await Send(world, child, Report(Today, "phone"))).Value.Says, StringComparison.Ordinal);
        Assert.Contains("不住校", (await Send(world, child, Report(Today, "school"))).Value.Says, StringComparison.Ordinal);
        Assert.Equal(Today, (await OneChild.Line(world, child)).LastMet);   // seen at school, though it does not count
        Assert.True((await Send(world, child, Report(Today, met: "nobody"))).Ok);
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        var retry = Assert.Single(await OneChild.Duties(world, child), duty => duty.Kind == DutyKinds.Retry);
        Assert.Equal(new DateOnly(2026, 6, 18), retry.Due);   // T-27
        world.MoveTo(new DateOnly(2026, 6, 17));
        Assert.True((await Send(world, child, Report(new DateOnly(2026, 6, 17), met: "nobody"))).Ok);
        await using (var desk = world.AsSystem()) Assert.Equal("not-seen-twice", (await desk.Db.Set<FollowUp>().AsNoTracking().SingleAsync()).Finding);   // the township is told
        Assert.Contains("6 月的走访记为完成", (await Send(world, child, Report(new DateOnly(2026, 6, 17)), world.As("township-supervisor", OneChild.Township))).Value.Says, StringComparison.Ordinal);
        Assert.DoesNotContain(await OneChild.Duties(world, child), duty => duty.State == DutyStates.Due);
        await Agrees(world);
    }

    [Theory, BothEngines]
    public async Task A_call_fulfils_the_month_where_the_county_says_so_and_nowhere_else(Engine engine)
    {
        await using var world = await World.Create(engine);
        var july = new DateOnly(2026, 7, 1);   // in June, the last of a quarter, the child must be seen all the same
        world.MoveTo(july);
        await DecidingPagesTests.Set(world, "visit.contact-fulfils", "3708", "false", Before);
        await DecidingPagesTests.Set(world, "visit.contact-fulfils", OneChild.OtherTownship, "true", Before);
        var far = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var (here, there) = (await OneChild.Add(world, Before), await OneChild.Add(world, Before, far, name: "高梓睿"));
        Assert.Contains("还要见一次面", (await Send(world, here, Report(july, "phone"))).Value.Says, StringComparison.Ordinal);
        var called = (await Send(world, there, Report(july, "phone"), world.As("village-director", far))).Value;
        Assert.Contains("7 月的走访记为完成", called.Says, StringComparison.Ordinal);
        foreach (var (village, child, done, state) in new[] { (OneChild.Village, here, 0, DutyStates.Due), (far, there, 1, DutyStates.Done) })
        {
            Assert.Equal((village, (1, 0, done)), (village, await OneChild.Figures(world, village, july)));
            Assert.Equal((village, state), (village, Assert.Single(await OneChild.Duties(world, child), duty => duty.Month == july).State));
            await using var county = world.As("county-officer", OneChild.County);
            Assert.Equal((village, done), (village, (await county.Get<CoverageQuery>().Run(village)).Whole.Now.Done));
        }
        Assert.Equal(called.Id, Assert.Single(await OneChild.Duties(world, there), duty => duty.Month == july).VisitId);
        await Agrees(world);
    }

    [Theory, BothEngines]
    public async Task Two_visits_of_a_month_lie_seven_days_apart(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before, risks: ("high", Before));
        Assert.Equal(2, (await OneChild.Duties(world, child)).Count(duty => duty.Period == "2026-06"));
        Assert.True((await Send(world, child, Report(Today.AddDays(-3)))).Ok);
        Assert.Contains("隔得太近", (await Send(world, child, Report(Today))).Value.Says, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        world.MoveTo(Today.AddDays(4));
        Assert.True((await Send(world, child, Report(Today.AddDays(4)))).Ok);
        Assert.Equal((1, 0, 1), await OneChild.Figures(world, OneChild.Village, June));
    }

    [Theory, BothEngines]
    public async Task An_excuse_takes_two_persons_and_stands_apart_from_the_rate(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        await using (var director = Director(world)) Assert.True((await director.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", Today.AddDays(20), "县医院，奶奶陪着"))).Ok);
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        await using (var director = Director(world)) Assert.Equal("not-yours", (await director.Get<ExcuseDuty>().Decide(child, true, null)).Problems[0].Code);
        await using (var supervisor = world.As("township-supervisor", OneChild.Township)) Assert.True((await supervisor.Get<ExcuseDuty>().Decide(child, true, null)).Ok);
        Assert.Equal((1, 1, 0), await OneChild.Figures(world, OneChild.Village, June));
        await using (var supervisor = world.As("township-supervisor", OneChild.Township)) Assert.Equal("nothing-due", (await supervisor.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", Today, "再办一次"))).Problems[0].Code);
        await Agrees(world);

        var own = await OneChild.Add(world, Before, name: "高梓睿");
        await using var asks = world.As("township-supervisor", OneChild.Township);
        Assert.True((await asks.Get<ExcuseDuty>().Ask(own, new ExcuseRequest("travelling", Today.AddDays(15), "随父母到青岛"))).Ok);
        await using var same = world.As("township-supervisor", OneChild.Township);
        Assert.Equal("own-proposal", (await same.Get<ExcuseDuty>().Decide(own, true, null)).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task A_danger_is_told_at_once_to_township_and_county_and_its_kind_stays_sealed(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = Report(Today, condition: "danger");
        (report.Danger, report.Dangers) = ("身上有伤", ["violence-suspected", "unattended-under-8"]);
        Assert.True((await Send(world, child, report)).Value.IsUrgent);
        await using var county = world.As("county-officer", OneChild.County);
        var urgent = Assert.Single((await county.Get<FollowUpsQuery>().Run("urgent")).Rows);
        Assert.Equal((VisitCodes.DangerSaid, Today.AddDays(1)), (urgent.Finding, urgent.Due));
        await using var elsewhere = world.As("county-officer", "370830");
        Assert.Empty((await elsewhere.Get<FollowUpsQuery>().Run(null)).Rows);
        await using var system = world.AsSystem();
        var visit = await system.Db.Set<Visit>().AsNoTracking().SingleAsync();
        Assert.DoesNotContain("violence", system.Get<Data.Crypto.FieldCipher>().Open(Data.Crypto.FieldPlace.Of<Visit>(nameof(Visit.NotesEnc), visit.Id), visit.NotesEnc), StringComparison.Ordinal);
        await using (var director = Director(world)) Assert.Equal("not-yours", (await director.Get<CloseFollowUp>().Run(urgent.Id, "没事了", 1)).Problems[0].Code);
        await using (var supervisor = world.As("township-supervisor", OneChild.Township))
        {
            Assert.Equal("missing", (await supervisor.Get<CloseFollowUp>().Run(urgent.Id, " ", 1)).Problems[0].Code);
            Assert.True((await supervisor.Get<CloseFollowUp>().Run(urgent.Id, "派出所到场，孩子在姑姑家", 1)).Ok);
        }
        await using var after = world.As("county-officer", OneChild.County);
        Assert.Empty((await after.Get<FollowUpsQuery>().Run(null)).Rows);
    }

    internal static async Task Move(World world, Guid child, string village)
    {
        await using var desk = world.As("county-officer", OneChild.County);
        var input = (await desk.Get<CorrectChild>().Begin(child, "residence", null))!;
        (input.Way, input.Reason, input.Place) = (CorrectionInput.Mistake, "搬到姑姑家", village);
        await using var sending = world.As("county-officer", OneChild.County);
        var outcome = await sending.Get<CorrectChild>().Run(child, "residence", input);
        Assert.True(outcome.Ok, string.Join(' ', outcome.Problems));
    }

    [Theory, BothEngines]
    public async Task A_duty_whose_category_ended_yesterday_is_owed_no_more_and_the_visit_is_kept(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        await using (var desk = world.AsSystem())
        {
            var term = await desk.Db.Set<CategoryTerm>().SingleAsync(one => one.ChildId == child);
            (term.To, term.State) = (Today.AddDays(-1), "ended");
            await OneChild.Save(desk, await desk.Db.Set<Child>().SingleAsync(one => one.Id == child));
        }

        Assert.Empty(await OneChild.Duties(world, child));   // thirteen days of June
        Assert.Equal((0, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        Assert.Contains("已不欠走访", (await Send(world, child, Report(Today))).Value.Says, StringComparison.Ordinal);
        Assert.Equal(Today, (await OneChild.Line(world, child)).LastMet);
        await Agrees(world);
    }

    [Theory, BothEngines]
    public async Task A_month_begins_closes_and_moves_no_more(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, Today);
        var (seen, unseen) = (await OneChild.Add(world, Before), await OneChild.Add(world, Before, name: "高梓睿"));
        var visit = (await Send(world, seen, Report(Today))).Value.Id;
        await OneChild.Dawn(world, new DateOnly(2026, 7, 1));
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, new DateOnly(2026, 7, 1)));
        // Until the fifth what was done in June may still be written down.
        Assert.True((await Send(world, unseen, Report(new DateOnly(2026, 6, 29)))).Ok);
        Assert.Equal((2, 0, 2), await OneChild.Figures(world, OneChild.Village, June));
        await OneChild.Dawn(world, new DateOnly(2026, 7, 6));
        await using (var desk = world.AsSystem())
        {
            var closed = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == June).ToListAsync();
            Assert.All(closed, row => Assert.NotNull(row.ClosedAt));
            Assert.Equal(["city", "county", "township", "village"], closed.Select(row => row.Level).Order(StringComparer.Ordinal));
            Assert.All(closed, row => Assert.Equal((2, 2), (row.Due, row.Done)));
        }

        Assert.True((await Decide(world, visit, "void", "核实没有去过", role: "county-officer", place: OneChild.County)).Ok);
        Assert.Equal((2, 0, 2), await OneChild.Figures(world, OneChild.Village, June));   // the figure stands
        var duty = Assert.Single(await OneChild.Duties(world, seen), one => one.Period == "2026-06");
        Assert.Equal((DutyStates.Missed, DutyStates.Done), (duty.State, duty.ClosedAs));
        await using (var desk = world.AsSystem()) Assert.Equal(0, await desk.Get<CompareMonth>().Run(new Core.Month(2026, 6), new DateOnly(2026, 7, 7)));
        await Agrees(world);
        await OneChild.Dawn(world, new DateOnly(2026, 8, 6));
        var missed = Assert.Single(await OneChild.Duties(world, seen), one => one.Period == "2026-07");
        Assert.Equal(DutyStates.Missed, missed.State);
        var extra = (await Send(world, seen, Report(new DateOnly(2026, 8, 6)))).Value;
        Assert.Contains("8 月的走访记为完成", extra.Says, StringComparison.Ordinal);   // a later visit is extra: July stays missed
        Assert.Equal((2, 0, 0), await OneChild.Figures(world, OneChild.Village, new DateOnly(2026, 7, 1)));
    }

    [Theory, BothEngines]
    public async Task A_new_file_owes_its_first_visit_in_ten_working_days_and_is_registered_once_it_was_met(Engine engine)
    {
        await using var world = await World.Create(engine);
        world.MoveTo(new DateOnly(2026, 6, 17));
        var child = await OneChild.Add(world, new DateOnly(2026, 6, 17));
        var first = Assert.Single(await OneChild.Duties(world, child));   // fourteen days: no month duty, as A-182
        Assert.Equal((DutyKinds.First, new DateOnly(2026, 7, 2)), (first.Kind, first.Due));   // T-20 over 端午
        Assert.Equal(first.Due, (await OneChild.Line(world, child)).NextDue);
        var waiting = await OneChild.Add(world, null, name: "孔子墨");
        Assert.Equal(DutyKinds.First, Assert.Single(await OneChild.Duties(world, waiting)).Kind);
        async Task<bool> IsMet()
        {
            await using var desk = world.AsSystem();
            var file = await desk.Db.Set<Child>().SingleAsync(one => one.Id == waiting);
            return (await desk.Get<IEnumerable<IMoveGuard>>().Single().Say(file, new Core.LifeCycles.FileMoveFacts(), default)).FirstVisitMetChild;
        }
        Assert.False(await IsMet());
        Assert.Contains("首次走访", (await Send(world, waiting, Report(new DateOnly(2026, 6, 17)))).Value.Says, StringComparison.Ordinal);
        Assert.True(await IsMet());
    }

    [Theory, BothEngines]
    public async Task A_counter_that_was_changed_by_hand_is_found_and_put_right_in_the_night(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneChild.Dawn(world, Today);
        await OneChild.Add(world, Before);
        await using (var desk = world.AsSystem()) await desk.Db.Set<CoverageMonth>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Done, 7));
        await OneChild.Dawn(world, Today.AddDays(1));
        Assert.Equal((1, 0, 0), await OneChild.Figures(world, OneChild.Village, June));
        await using var after = world.AsSystem();
        Assert.Equal(1, (await after.Db.Set<CoverageCheck>().SingleAsync(check => check.Day == Today.AddDays(1) && check.Month == June)).Differences);
    }
}
