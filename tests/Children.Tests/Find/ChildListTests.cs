using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>The list finds a child by each thing people know of it, and nobody else's (REG-018, ORG-014, T1).</summary>
public sealed class ChildListTests
{
    private const string Book = """
        姓名,身份证号,乡镇,村,类别,学校,监护人,与儿童关系,联系电话
        单小雨,370899201506070015,泉林镇,卞桥一村,留守儿童,泉林镇中心小学,单庆友,爷爷,15400001234
        张试二,370899201506070023,泉林镇,卞桥一村,散居孤儿,泉林镇中心小学,张守义,爷爷,15400001235
        张试三,37089920160901004X,泉林镇,卞桥二村,事实无人抚养儿童,星村镇小学,王秀兰,奶奶,15400001236
        """;

    /// <summary>A child of two categories stands under both, and is one child; two that exclude each other on one day are put before a person.</summary>
    [Theory, BothEngines]
    public async Task A_child_of_two_categories_counts_under_both_and_once_and_what_excludes_waits_A_283_A_052(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await LedgerSteps.Apply(world, LedgerSteps.Head + LedgerSteps.One.Replace("留守儿童", "散居孤儿、流动儿童", StringComparison.Ordinal) + LedgerSteps.Two.Replace("留守儿童", "留守儿童、流动儿童", StringComparison.Ordinal));
        Assert.Contains("exclusive-categories", (await LedgerSteps.Rows(world, id)).Single(row => row.State == "waiting").Codes, StringComparison.Ordinal);
        await using var desk = world.As(LedgerSteps.County);
        var facets = (await desk.Get<FacetsQuery>().Run())!;
        Assert.Equal((1, 1), (facets.Categories["orphan-community"], facets.Categories["migrant"]));
        var list = desk.Get<ChildListQuery>();
        Assert.Equal((1, 1, 1), ((await list.Run(new ChildFilter())).Count, (await list.Run(new ChildFilter { Category = ["migrant"] })).Count, (await list.Run(new ChildFilter { Category = ["orphan-community", "migrant"] })).Count));
    }

    [Theory]
    [BothEngines("单小雨", "单小雨")]
    [BothEngines("单", "单小雨")]
    [BothEngines("shanxiaoyu", "单小雨")]
    [BothEngines("sxy", "单小雨")]
    [BothEngines("370899201506070015", "单小雨")]
    [BothEngines("15400001236", "张试三")]
    [BothEngines("王秀兰", "张试三")]
    [BothEngines("004X", "张试三")]
    [BothEngines("0023", "张试二")]
    [BothEngines("370899201506070016", "")]
    [BothEngines("没有这个人", "")]
    [BothEngines("小雨", "单小雨")]
    [BothEngines("xiaoyu", "单小雨")]
    [BothEngines("xy", "单小雨")]
    [BothEngines("秀兰", "张试三")]
    [BothEngines("han", "")]
    [BothEngines("ha", "")]
    public async Task A_child_is_found_by(Engine engine, string typed, string name)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("county-officer", "370831");
        var page = await desk.Get<ChildListQuery>().Run(new ChildFilter { Q = typed });
        Assert.Equal(name.Length == 0 ? [] : [name], page.Rows.Select(row => row.Name));
        Assert.Equal(page.Rows.Count, page.Count);
    }

    /// <summary>REG-018: the city looks from the surname on, unless it has chosen a county.</summary>
    [Theory, BothEngines]
    public async Task The_city_finds_a_part_of_a_name_once_a_county_is_chosen(Engine engine)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("city-officer", "3708");
        var list = desk.Get<ChildListQuery>();
        Assert.Empty((await list.Run(new ChildFilter { Q = "小雨" })).Rows);
        Assert.Equal(["单小雨"], (await list.Run(new ChildFilter { Q = "单" })).Rows.Select(row => row.Name));
        Assert.Equal(["单小雨"], (await list.Run(new ChildFilter { Q = "小雨", Place = "370831" })).Rows.Select(row => row.Name));
    }

    [Theory, BothEngines]
    public async Task Filters_narrow_by_category_place_age_and_school(Engine engine)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("county-officer", "370831");
        var list = desk.Get<ChildListQuery>();
        Assert.Equal(3, (await list.Run(new ChildFilter())).Count);
        Assert.Equal(["张试二"], (await list.Run(new ChildFilter { Category = ["orphan"] })).Rows.Select(row => row.Name));
        Assert.Equal(2, (await list.Run(new ChildFilter { School = NameKeys.Normalise("泉林镇中心小学") })).Count);
        Assert.Equal(["张试三"], (await list.Run(new ChildFilter { Age = ["6-11"], Category = ["de-facto-unattended"] })).Rows.Select(row => row.Name));
        Assert.Equal(0, (await list.Run(new ChildFilter { Place = "370831102" })).Count);
    }

    [Theory, BothEngines]
    public async Task Another_countys_officer_finds_nobody_by_number_name_or_phone(Engine engine)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("county-officer", "370832");
        foreach (var typed in new[] { "370899201506070015", "单小雨", "15400001236", "sxy", "004X" })
            Assert.Equal(0, (await desk.Get<ChildListQuery>().Run(new ChildFilter { Q = typed })).Count);
    }

    [Theory, BothEngines]
    public async Task Pages_follow_each_other_without_gap_or_double(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var filling = world.As("county-officer", "370831"))
        {
            await using var stream = File.OpenRead(DemoBooks.Shipped["泉林镇留守儿童台账.xlsx"].Path);
            Assert.True((await filling.Get<ImportRegister>().Run(new LedgerRequest(stream, "台账.xlsx", "370831101", World.Day, false))).Ok);
        }
        await using var desk = world.As("township-supervisor", "370831101");
        var seen = new List<Guid>();
        for (string? after = ""; after is not null;)
        {
            var page = await desk.Get<ChildListQuery>().Run(new ChildFilter { After = after });
            seen.AddRange(page.Rows.Select(row => row.Id));
            after = page.NextAfter;
        }
        Assert.Equal(await desk.Db.Set<Child>().CountAsync(), seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    /// <summary>ORG-002: a zone's children carry the codes of its townships, never the zone's; the county that gave them away no longer shows them.</summary>
    [Theory, BothEngines]
    public async Task A_zone_as_place_shows_the_children_of_the_townships_it_manages(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var city = world.As("city-officer", "3708");
        var kept = RegionTree.Standard.Villages("370811").First().Code;
        foreach (var (region, name) in new[] { ("370811002001", "区内一"), ("370811109200", "区内二"), (kept, "任城一") })
        {
            var child = new Child { Id = Guid.CreateVersion7(), Name = name, Region = region, State = "registered", CreatedAt = city.Get<ChinaClock>().Now };
            city.Db.Add(child);
            await city.Get<RegisterLines>().Derive(child);
            Assert.Null(await city.Db.SaveAsync("child-registered", Data.Record.Subject.Of(child)));
        }
        var list = city.Get<ChildListQuery>();
        Assert.Equal(["区内一", "区内二"], (await list.Run(new ChildFilter { Place = "370891" })).Rows.Select(row => row.Name));
        Assert.Equal(["任城一"], (await list.Run(new ChildFilter { Place = "370811" })).Rows.Select(row => row.Name));
        Assert.Equal(3, (await list.Run(new ChildFilter { Place = "3708" })).Count);
    }

    /// <summary>The counts beside the facets stand until something is written, not longer; each place has its own.</summary>
    [Theory, BothEngines]
    public async Task Counts_beside_the_facets_follow_what_is_written_at_once(Engine engine)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("county-officer", "370831");
        await using var elsewhere = world.As("county-officer", "370832");
        Assert.Equal(3, await Registered(desk));
        Assert.Equal(3, await Registered(desk));
        Assert.Equal(0, await Registered(elsewhere));
        await using (var writing = world.As("county-officer", "370831"))
        {
            var child = new Child { Id = Guid.CreateVersion7(), Name = "新来的", Region = "370831101001", State = "registered", CreatedAt = writing.Get<ChinaClock>().Now };
            writing.Db.Add(child);
            await writing.Get<RegisterLines>().Derive(child);
            Assert.Null(await writing.Db.SaveAsync("child-registered", Data.Record.Subject.Of(child)));
        }
        Assert.Equal(4, await Registered(desk));
        await using (var more = world.As("county-officer", "370831"))
            Assert.True((await more.Get<ImportRegister>().Run(new LedgerRequest(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Book.Replace("370899201506070015", "370899201506070031", StringComparison.Ordinal).Replace("单小雨", "武小雨", StringComparison.Ordinal))), "名册二.csv", "370831", World.Day, false))).Ok);
        var counts = (await desk.Get<FacetsQuery>().Run())!;
        Assert.Equal(await desk.Db.Set<RegisterLine>().CountAsync(line => line.State == "registered"), counts.States["registered"]);
        Assert.Equal(1, counts.Categories["de-facto-unattended"]);
    }

    /// <summary>Who works in two townships chooses among both, whatever office the post belongs to; a county chooses among its townships.</summary>
    [Theory, BothEngines]
    public async Task Places_of_the_facet_are_those_the_reader_answers_for(Engine engine)
    {
        await using var world = await Filled(engine);
        await using (var county = world.As("county-officer", "370831"))
        {
            var choices = county.Get<FacetsQuery>().Places(await county.Get<FacetsQuery>().Run());
            Assert.Equal(county.Get<RegionTree>().Townships("370831").Select(place => place.Code), choices.Select(one => one.Code));
            Assert.Equal(3, choices.Sum(one => one.Count));
        }
        await using var two = world.As(World.Worker("township-supervisor", "370831101") with { Prefixes = ["370831101", "370831102"] });
        var facets = two.Get<FacetsQuery>();
        Assert.Equal(["370831101", "370831102"], facets.Places(null).Select(one => one.Code));
        Assert.Equal(3, facets.Places(await facets.Run()).Sum(one => one.Count));
        Assert.All(facets.Places(await facets.Run()), one => Assert.Contains("镇", one.Words, StringComparison.Ordinal));
    }

    /// <summary>Another process may have written: what this one counted is believed for ten seconds at most.</summary>
    [Theory, BothEngines]
    public async Task Counts_beside_the_facets_notice_what_another_process_wrote_within_ten_seconds(Engine engine)
    {
        await using var world = await Filled(engine);
        await using var desk = world.As("county-officer", "370831");
        Assert.Equal(3, await Registered(desk));
        await desk.Db.Set<RegisterLine>().Where(line => line.Name == "张试三").ExecuteUpdateAsync(line => line.SetProperty(one => one.State, "closed"));   // not through this process's record
        world.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(2, await Registered(desk));
    }

    private static async Task<long> Registered(Desk desk) => (await desk.Get<FacetsQuery>().Run())!.States.GetValueOrDefault("registered");

    private static async Task<World> Filled(Engine engine)
    {
        var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        var outcome = await desk.Get<ImportRegister>().Run(new LedgerRequest(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Book)), "名册.csv", "370831", World.Day, false));
        Assert.True(outcome.Ok);
        Assert.Equal(3, outcome.Value.Fixed);   // birth and sex come from the number
        return world;
    }
}
