using HuTong.Children;
using HuTong.Children.Import;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Demo.Tests;

/// <summary>泗水 alone (demo.md 8, small) on both engines: its numbers, that it is the same from the same seed, and that the product finds nothing to put right in it.</summary>
public sealed class SmallCityTests
{
    [Theory, BothEngines]
    public async Task Sishui_has_2754_children_a_year_ago_and_2438_today(Engine engine)
    {
        await using var world = await DemoWorld.Create(engine, DemoWorld.Plan(isSmall: true));
        await using var desk = world.AsSystem();
        Assert.All(await desk.Db.Set<Child>().AsNoTracking().Select(child => child.Region).Distinct().ToListAsync(), region => Assert.StartsWith("370831", region, StringComparison.Ordinal));
        foreach (var (day, children, paid) in new[] { (World.Day.AddDays(-365), 2754, 576), (World.Day, 2438, 504) })
        {
            var holding = await (from term in desk.Db.Set<CategoryTerm>().AsNoTracking()
                                 join child in desk.Db.Set<Child>().AsNoTracking() on term.ChildId equals child.Id
                                 where (term.State == "active" || term.State == "ended") && term.From <= day && (term.To == null || term.To > day)
                                 select new { child.Id, term.Code, child.PayingRegion }).ToListAsync();
            Assert.Equal(children, holding.Select(one => one.Id).Distinct().Count());
            Assert.Equal(paid, holding.Where(one => one.PayingRegion == "370831" && (Categories.Find(one.Code)!.IsAllowance || one.Code == Categories.InDifficulty)).Select(one => one.Id).Distinct().Count());
            var directors = await desk.Db.Set<Post>().AsNoTracking().CountAsync(post => post.Role == Roles.VillageDirector && post.ValidFrom <= day && (post.ValidTo == null || post.ValidTo > day));
            Assert.Equal(388, directors);
        }
        Assert.Equal((442, 13), (RegionTree.Standard.Villages("370831").Count(), RegionTree.Standard.Townships("370831").Count()));
    }

    [Theory, BothEngines]
    public async Task The_same_seed_and_day_give_the_same_rows_and_another_seed_gives_others(Engine engine)
    {
        await using var first = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: true));
        await using var second = await DemoWorld.Create(engine, DemoWorld.Plan(isSmall: true));
        var told = await Told.All(first);
        Assert.True(told.Count > 100_000);
        Assert.Equal(told, await Told.All(second));
        await using var other = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: true) with { Seed = "another" });
        Assert.Empty((await Told.All(other, of: [typeof(Child)])).Intersect(told));
    }

    [Theory, BothEngines]
    public async Task The_product_counts_the_same_and_makes_no_duty_that_is_not_there(Engine engine)
    {
        await using var world = await DemoWorld.Create(engine, DemoWorld.Plan(isSmall: true));
        await using var desk = world.AsSystem();
        var running = Month.Of(World.Day);
        await using (var write = await WriteTransaction.Begin(desk.Db))
        {
            for (var month = running.Plus(-12); month <= running; month = month.Next) Assert.Equal((month, 0), (month, await desk.Get<CoverageTally>().Count(month, null)));
            Assert.Equal(0, await desk.Get<DutyMaker>().Begin(running, World.Day));
        }
        for (var month = running.Plus(-12); month < running; month = month.Next) Assert.Equal((month, 0), (month, await desk.Get<CompareMonth>().Run(month, World.Day)));

        var settings = new VisitSettings { HighMarks = [VisitMarks.Risk] };
        var since = running.Previous.First;
        var visits = (await desk.Db.Set<Visit>().AsNoTracking().Where(visit => visit.On >= since.AddMonths(-1) && (visit.State == "submitted" || visit.State == "accepted")).ToListAsync()).ToLookup(visit => visit.ChildId);
        var duties = await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month >= since && duty.State != DutyStates.Excused).ToListAsync();
        foreach (var child in duties.GroupBy(duty => duty.ChildId))
        {
            var asked = child.ToDictionary(duty => new OpenDuty($"{duty.Period} {duty.Ordinal}", duty.Ordinal, duty.From, duty.Due, duty.Rhythm, false));
            var met = VisitMatching.Of(asked.Keys, [.. visits[child.Key].Select(visit => new StandingVisit(visit.Id, visit.On, visit.IsFaceToFace, false))], settings);
            Assert.All(asked, one => Assert.Equal((one.Value.Period, one.Value.State == DutyStates.Done), (one.Value.Period, met.ContainsKey(one.Key))));
        }
    }

    [Theory]
    [InlineData("2026-01-03")]
    [InlineData("2026-03-31")]
    [InlineData("2026-11-26")]
    [InlineData("2028-02-29")]
    public async Task Whatever_the_day_the_numbers_hold_and_no_visit_lies_ahead(string day)
    {
        var today = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        await using var world = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: true, today));
        await using var desk = world.AsSystem();
        Assert.Equal(2438, await desk.Db.Set<CategoryTerm>().AsNoTracking().Where(term => term.State == "active" && term.To == null).Select(term => term.ChildId).Distinct().CountAsync());
        Assert.False(await desk.Db.Set<Visit>().AnyAsync(visit => visit.On > today));
        Assert.False(await desk.Db.Set<VisitDuty>().AnyAsync(duty => duty.Due < today.AddDays(-40) && duty.Month != null && duty.State == DutyStates.Due));
    }

    [Fact]
    public async Task A_township_ledger_of_the_first_five_minutes_imports_into_the_seeded_city_as_into_an_empty_one()
    {
        await using var world = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: true));
        foreach (var (file, region, counts) in new[] { ("泉林镇留守儿童台账.xlsx", "370831101", (214, 96, 78, 28, 12)), ("泗水县困境儿童汇总表.xlsx", "370831", (391, 228, 101, 42, 20)) })
        {
            await using var desk = world.As("county-officer", "370831");
            await using var stream = File.OpenRead(Path.Combine(Ledgers(), file));
            var outcome = await desk.Get<ImportRegister>().Run(new LedgerRequest(stream, file, region, World.Day));
            Assert.True(outcome.Ok);
            Assert.Equal(counts, (outcome.Value.Rows, outcome.Value.Accepted, outcome.Value.Fixed, outcome.Value.NeedsPerson, outcome.Value.Rejected));
        }
    }

    private static string Ledgers()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "demo")) && File.Exists(Path.Combine(folder.FullName, "HuTong.slnx"))) return Path.Combine(folder.FullName, "demo");
        throw new InvalidOperationException("The tests must run from a folder inside the repository.");
    }
}
