using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Coverage;
using HuTong.Visits.Duties;
using HuTong.Visits.Record;

namespace HuTong.Visits.Tests;

/// <summary>VIS-012: what stands on the page of coverage is what stands behind it, at every level, before and after a month has closed.</summary>
public sealed class CoverageTests
{
    private static readonly Month June = new(2026, 6);
    private static readonly DateOnly Before = new(2026, 3, 2);

    [Theory, BothEngines]
    public async Task Every_number_opens_exactly_the_children_it_counts_and_every_level_agrees(Engine engine)
    {
        await using var world = await World.Create(engine);
        var far = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var villages = new[] { OneChild.Village, OneChild.Village, OneChild.OtherVillage, OneChild.OtherVillage, far, far, OneChild.Village, OneChild.OtherVillage };
        List<Guid> children = [];
        foreach (var (at, village) in villages.Index())
            children.Add(await OneChild.Add(world, Before, village, at % 3 == 0 ? Categories.OrphanCommunity : Categories.LeftBehind, OneChild.Names[at], at == 6 ? [("high", Before)] : []));
        foreach (var (at, met) in new[] { (0, "home"), (2, "home"), (3, "phone"), (4, "home"), (6, "home"), (7, "home") })
        {
            await using var visiting = VisitTests.Director(world, villages[at]);
            Assert.True((await visiting.Get<RecordVisit>().Run(children[at], VisitTests.Report(World.Day, met))).Ok);
        }
        await using (var asking = VisitTests.Director(world, villages[1])) Assert.True((await asking.Get<ExcuseDuty>().Ask(children[1], new ExcuseRequest("hospital", World.Day.AddDays(20), "县医院"))).Ok);
        await using (var agreeing = world.As("township-supervisor", OneChild.Township)) Assert.True((await agreeing.Get<ExcuseDuty>().Decide(children[1], true, null)).Ok);
        await VisitTests.Move(world, children[7], OneChild.Village);   // done before it moved: it counts where it was seen
        await Agree(world, far, new Figures(8, 1, 4));

        await using (var today = world.As("county-officer", OneChild.County))
        {
            var now = (await today.Get<CoverageQuery>().Run(OneChild.County)).Whole.Now;
            Assert.Equal((3, 0), (now.NotSeen90, now.Late));   // two without a visit, one only by phone, since March
            Assert.Equal(now.NotSeen90, await today.Get<CoverageChildrenQuery>().CountUnseen(OneChild.County));
        }
        await Close(world);
        await Agree(world, far, new Figures(8, 1, 4));
        await using var later = world.As("county-officer", OneChild.County);
        var late = (await later.Get<CoverageQuery>().Run(OneChild.County)).Whole.Now;
        Assert.Equal((3, 3), (late.NotSeen90, late.Late));   // unseen since March: excused, only called, nobody came; past the day: the last two, and who owed two and was seen once
        Assert.Equal(late.Late, (await later.Get<HuTong.Visits.Due.OverdueQuery>().Run(null, 1)).Children);
    }

    private static async Task Agree(World world, string far, Figures expected)
    {
        await using var county = world.As("county-officer", OneChild.County);
        var board = await county.Get<CoverageQuery>().Run(county.Get<OwnPlaces>().Whole);
        var at = board.Months.ToList().IndexOf(June);
        Assert.Equal((expected.Due, expected.Excused, expected.Done), (board.Whole.Months[at].Due, board.Whole.Months[at].Excused, board.Whole.Months[at].Done));
        foreach (var place in new[] { OneChild.County, OneChild.Township, OneChild.OtherTownship, OneChild.Village, OneChild.OtherVillage, far }) await Opens(county, place);
    }

    private static async Task<Figures> Opens(Desk desk, string place)
    {
        var board = await desk.Get<CoverageQuery>().Run(place);
        var figures = board.Whole.Months[board.Months.ToList().IndexOf(June)];
        var seen = new List<Guid>();
        foreach (var (what, number) in new[] { ("due", figures.Due), ("done", figures.Done), ("excused", figures.Excused), ("open", figures.Open) })
        {
            var behind = await All(desk.Get<CoverageChildrenQuery>(), place, what);
            Assert.Equal((place, what, number), (place, what, behind.Count));
            if (what != "due") seen.AddRange(behind);
        }
        Assert.Equal((await All(desk.Get<CoverageChildrenQuery>(), place, "due")).Order(), seen.Order());   // each child in one of the three
        return figures;
    }

    [Theory, BothEngines]
    public async Task A_child_of_a_village_that_the_table_does_not_have_is_counted_at_every_level(Engine engine)
    {
        Assert.False(RegionTree.Standard.Knows(OneChild.FarVillage));
        await using var world = await World.Create(engine);
        await OneChild.Add(world, Before, OneChild.FarVillage);
        await OneChild.Add(world, Before, RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code, name: OneChild.Names[1]);
        await using (var today = world.As("county-officer", OneChild.County))
            foreach (var (place, due) in new[] { (OneChild.County, 2), (OneChild.OtherTownship, 2), (OneChild.FarVillage, 1) }) Assert.Equal((place, due), (place, (await Opens(today, place)).Due));
        await using (var today = world.As("county-officer", OneChild.County))
        {
            Assert.Equal(OneChild.FarVillage, (await today.Get<CoverageQuery>().Run(OneChild.OtherTownship)).Below[^1].Code);
            Assert.Equal(OneChild.FarVillage, today.Get<OwnPlaces>().Village(OneChild.FarVillage));
        }
        await Close(world);
        await using var later = world.As("county-officer", OneChild.County);
        foreach (var (place, due) in new[] { (OneChild.County, 2), (OneChild.OtherTownship, 2), (OneChild.FarVillage, 1) }) Assert.Equal((place, due), (place, (await Opens(later, place)).Due));
    }

    [Theory, BothEngines]
    public async Task Who_answers_for_several_places_sees_all_of_them_together_and_nothing_else(Engine engine)
    {
        await using var world = await World.Create(engine);
        var far = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var third = RegionTree.Standard.Townships(OneChild.County).Select(one => RegionTree.Standard.Villages(one.Code).First().Code).First(village => village[..9] is not (OneChild.Township or OneChild.OtherTownship));
        foreach (var (at, village) in new[] { OneChild.Village, OneChild.Village, OneChild.OtherVillage, far, third }.Index())
        {
            var child = await OneChild.Add(world, Before, village, name: OneChild.Names[at]);
            await using var visiting = VisitTests.Director(world, village);
            if (at is 0 or 3) Assert.True((await visiting.Get<RecordVisit>().Run(child, VisitTests.Report(World.Day))).Ok);
        }

        var supervisor = World.Worker("township-supervisor", OneChild.Township);
        var director = World.Worker("village-director", OneChild.Village);
        foreach (var isClosed in new[] { false, true })
        {
            if (isClosed) await Close(world);
            await Says(supervisor with { Prefixes = [OneChild.Township, OneChild.OtherTownship] }, "您管的 2 个镇街", (4, 2), (OneChild.Township, 3), (OneChild.OtherTownship, 1));
            await Says(director with { Prefixes = [OneChild.Village, far] }, "您管的 2 个村", (3, 2), (OneChild.Village, 2), (far, 1));
            await Says(director with { Prefixes = [OneChild.OtherVillage, OneChild.OtherTownship] }, "您管的 2 个地方", (2, 1), (OneChild.OtherVillage, 1), (OneChild.OtherTownship, 1));
        }

        async Task Says(ScopeGrant grant, string words, (int Due, int Done) expected, params (string Code, int Due)[] below)
        {
            await using var desk = world.As(grant);
            var board = await desk.Get<CoverageQuery>().Run(desk.Get<OwnPlaces>().Whole);
            var at = board.Months.ToList().IndexOf(June);
            Assert.Equal(words, board.Whole.Words);
            Assert.Equal(below, board.Below.Select(place => (place.Code, place.Months[at].Due)));
            var opened = Figures.None;
            foreach (var place in board.Below) opened += await Opens(desk, place.Code);
            Assert.Equal(expected, ((await Opens(desk, board.Place)).Due, board.Whole.Months[at].Done));
            Assert.Equal(expected, (opened.Due, opened.Done));
            Assert.Null(desk.Get<OwnPlaces>().Of(OneChild.County));
            Assert.Null(desk.Get<OwnPlaces>().Of(third));
        }
    }

    [Theory, BothEngines]
    public async Task A_child_counts_in_one_class_of_any_month_and_in_each_of_its_categories_of_the_running_one_R_163(Engine engine)
    {
        await using var world = await World.Create(engine);
        string[][] categories = [[Categories.LeftBehind], [Categories.LeftBehind, Categories.SevereIllness], [Categories.OrphanCommunity], [Categories.Migrant, Categories.Watch], [Categories.KeyDifficulty, Categories.LeftBehind]];
        foreach (var (at, codes) in categories.Index())
        {
            var child = await OneChild.Add(world, Before, OneChild.Village, codes[0], OneChild.Names[at]);
            if (codes.Length > 1) await Also(world, child, codes[1]);
            if (at != 3) continue;
            await using var visiting = VisitTests.Director(world);
            Assert.True((await visiting.Get<RecordVisit>().Run(child, VisitTests.Report(World.Day))).Ok);
        }
        await using (var desk = world.As("county-officer", OneChild.County))
        {
            var board = await desk.Get<CoverageCategoriesQuery>().Run(OneChild.County, June);
            Assert.Equal([("orphan", 1, 0), ("key-difficulty", 1, 0), ("in-difficulty", 3, 0), ("left-behind", 3, 0), ("migrant", 1, 1), ("attention", 1, 1)], board.Rows.Select(row => (row.Key, row.Figures.Due, row.Figures.Done)));
            Assert.Equal([("in-difficulty,left-behind", 2, 0), ("migrant,attention", 1, 1)], board.Overlaps.Select(row => (row.Key, row.Figures.Due, row.Figures.Done)));
            Assert.Equal(5, board.Children);
            foreach (var row in board.Rows.Concat(board.Overlaps))
                foreach (var (count, what) in row.Figures.Named) Assert.Equal((row.Key, what, count), (row.Key, what, (await desk.Get<CoverageChildrenQuery>().Run(OneChild.County, June, what, null, null, category: row.Key)).Rows.Count));
        }
        await Classes();
        await Close(world);
        await Classes();

        async Task Classes()
        {
            await using var desk = world.As("county-officer", OneChild.County);
            foreach (var place in new[] { OneChild.County, OneChild.Township, OneChild.Village })
            {
                var board = await desk.Get<CoverageQuery>().Run(place);
                Assert.Equal([("in-difficulty", 1), ("key-difficulty", 1), ("left-behind", 1), ("migrant", 1), ("orphan", 1)], board.Classes[June].Select(one => (one.Class, one.Figures.Due)).Order());
                foreach (var (code, figures) in board.Classes[June])
                    foreach (var (count, what) in figures.Named) Assert.Equal((place, code, what, count), (place, code, what, (await desk.Get<CoverageChildrenQuery>().Run(place, June, what, code, null)).Rows.Count));
            }
        }
    }

    internal static async Task Also(World world, Guid id, string category)
    {
        await using var desk = world.AsSystem();
        var child = await desk.Db.Set<HuTong.Children.Child>().FindAsync(id);
        desk.Db.Add(new HuTong.Children.CategoryTerm { Id = Guid.CreateVersion7(), ChildId = id, Region = child!.Region, Code = category, State = "active", From = Before, KnownFrom = desk.Get<ChinaClock>().Now });
        await OneChild.Save(desk, child);
    }

    [Theory, BothEngines]
    public async Task Who_was_missed_and_is_seen_later_is_told_beside_a_closed_month_and_changes_nothing_of_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        List<Guid> children = [];
        foreach (var (at, village) in new[] { OneChild.Village, OneChild.Village, OneChild.Village, OneChild.OtherVillage, OneChild.OtherVillage, OneChild.Village }.Index())
            children.Add(await OneChild.Add(world, Before, village, name: OneChild.Names[at], risks: at == 1 ? [("high", Before)] : []));
        await Visit(0, World.Day);   // done in its month
        await Visit(1, World.Day);   // one of two
        await Close(world);
        Assert.Equal([], await MadeUp());
        await Visit(0, new(2026, 7, 8));
        await Visit(1, new(2026, 7, 8));
        await Visit(2, new(2026, 7, 8), "phone");
        await Visit(3, new(2026, 6, 30));   // seen in June, told when June had closed
        var returned = await Visit(4, new(2026, 7, 8));
        Assert.True((await VisitTests.Decide(world, returned, "return", "照片不是这家")).Ok);
        Assert.Equal(new[] { children[1], children[3] }.Order(), await MadeUp());
        world.MoveTo(new DateOnly(2026, 9, 1));
        await Visit(5, new(2026, 9, 1));
        Assert.Equal(new[] { children[1], children[3], children[5] }.Order(), await MadeUp());

        async Task<Guid> Visit(int at, DateOnly on, string kind = "home")
        {
            await using var desk = VisitTests.Director(world, OneChild.Village, OneChild.OtherVillage);
            var report = VisitTests.Report(on, kind);
            report.LateReason = "路不通，补记";
            var kept = await desk.Get<RecordVisit>().Run(children[at], report);
            Assert.True(kept.Ok, string.Join(' ', kept.Problems));
            return kept.Value.Id;
        }

        async Task<IEnumerable<Guid>> MadeUp()
        {
            await using var desk = world.As("township-supervisor", OneChild.Township);
            var board = await desk.Get<CoverageQuery>().Run(OneChild.Township);
            var june = board.Whole.Months[board.Months.ToList().IndexOf(June)];
            Assert.Equal((6, 0, 1, 5), (june.Due, june.Excused, june.Done, june.Open));
            var counts = await desk.Get<CoverageQuery>().MadeUp(OneChild.Township, June);
            foreach (var place in new[] { OneChild.Township, OneChild.Village, OneChild.OtherVillage }) Assert.Equal((place, counts.GetValueOrDefault(place)), (place, (await All(desk.Get<CoverageChildrenQuery>(), place, "made-up")).Count));
            return (await All(desk.Get<CoverageChildrenQuery>(), OneChild.Township, "made-up")).Order();
        }
    }

    [Theory]
    [InlineData("village-director", OneChild.Village)]
    [InlineData("township-supervisor", OneChild.Township)]
    [InlineData("county-officer", OneChild.County)]
    [InlineData("county-officer", "370891")]
    [InlineData("county-officer", "370811")]
    [InlineData("city-officer", "3708")]
    public void Who_answers_for_one_place_sees_that_place(string role, string place)
    {
        var scope = new Scope();
        scope.Become(World.Worker(role, place) with { Prefixes = RegionTree.Standard.Stands(place) });
        var own = new OwnPlaces(RegionTree.Standard, scope);
        Assert.Equal((place, place), (own.Whole, own.Of(null)));
        Assert.Equal(RegionTree.Standard.Parts(place).Select(part => part.Code), own.Parts(own.Whole));
        Assert.Empty(own.Over(own.Whole));
        Assert.Equal([place], own.Over(own.Parts(place).Append(place).First()).DefaultIfEmpty(place));
    }

    private static Task Close(World world) => OneChild.Dawn(world, new DateOnly(2026, 7, 8));

    private static async Task<List<Guid>> All(CoverageChildrenQuery query, string place, string what)
    {
        List<Guid> found = [];
        string? after = null;
        do
        {
            var page = await query.Run(place, June, what, null, after, rows: 2);
            found.AddRange(page.Rows.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(found.Count, (await query.Run(place, June, what, null, null)).Count);
        return [.. found.Distinct()];
    }
}
