using HuTong.Children.Doubles;
using HuTong.Children.Files;
using HuTong.Children.Find;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

/// <summary>Two files with one ID number: REG-003, security.md 3.6.</summary>
public sealed class DoublesTests
{
    [Theory, BothEngines]
    public async Task Two_files_with_one_number_are_decided_by_the_office_over_both_and_neither_is_registered_before_REG_003(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (first, second) = await Pair(world);

        // Before the check has run, while the hit is open, and by whoever decides: not on the register.
        Assert.Equal(["double-open"], await Register(world, second));
        await OneFile.RunChecks(world);
        Assert.Equal(["double-open"], await Register(world, first));

        await using var office = OneFile.Supervisor(world);
        var pair = Assert.Single(await office.Get<DoublesQuery>().Run());
        Assert.Equal((first, second), (pair.First!.ChildId, pair.Second!.ChildId));
        var (_, table) = (await office.Get<DoublesQuery>().One(pair.HitId))!.Value;
        var number = table.Rows.Single(row => row.Name == "证件号");
        Assert.Equal(("3****************3", "3****************3", false), (number.Left, number.Right, number.Differs));
        Assert.True(table.Rows.Single(row => row.Name == "姓名").Differs);

        var decide = office.Get<DecideDouble>();
        Assert.Equal("reason-missing", (await decide.Run(pair.HitId, new(pair.Version, DecideDouble.Other, " ")))!.Code);
        Assert.Equal("missing", (await decide.Run(pair.HitId, new(pair.Version, null, "问过两家")))!.Code);
        Assert.Null(await decide.Run(pair.HitId, new(pair.Version, DecideDouble.Other, "问过两家，是两个孩子")));
        Assert.Null(await decide.Run(pair.HitId, new(pair.Version, DecideDouble.Other, "问过两家，是两个孩子")));   // sent twice

        await OneFile.RunChecks(world);
        await using var later = OneFile.Supervisor(world);
        Assert.Empty(await later.Get<DoublesQuery>().Run());
        Assert.Single(await later.Db.Set<NotSame>().ToListAsync());
        foreach (var id in new[] { first, second })
            Assert.Contains((await later.Get<TimelineQuery>().Run(id)).Lines, line => line.Why == "问过两家，是两个孩子");
        Assert.Empty(await Register(world, second));
    }

    [Theory, BothEngines]
    public async Task One_child_decided_keeps_the_other_file_off_the_register_REG_003(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (first, second) = await Pair(world);
        await OneFile.RunChecks(world);
        await using var office = OneFile.Supervisor(world);
        var pair = Assert.Single(await office.Get<DoublesQuery>().Run());
        Assert.Null(await office.Get<DecideDouble>().Run(pair.HitId, new(pair.Version, DecideDouble.Same, "户口簿上是一个孩子")));
        Assert.Equal("stale", (await office.Get<DecideDouble>().Run(pair.HitId, new(pair.Version, DecideDouble.Other, "又想了想")))!.Code);
        Assert.Equal(["double-same"], await Register(world, first));
        Assert.Equal(["double-same"], await Register(world, second));
    }

    [Theory, BothEngines]
    public async Task A_corrected_number_leaves_nothing_to_decide_REG_003(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (first, second) = await Pair(world);
        await OneFile.RunChecks(world);
        Assert.Empty(await OneFile.Correct(world, second, "identity", input => (input.IdKind, input.NoIdReason) = ("none", "not-registered")));
        await OneFile.RunChecks(world);
        await using var office = OneFile.Supervisor(world);
        Assert.Empty(await office.Get<DoublesQuery>().Run());
        Assert.Empty(await Register(world, first));
    }

    [Theory, BothEngines]
    public async Task A_double_of_two_counties_is_seen_by_the_city_alone_REG_003(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneFile.CreateSeen(world);
        await using (var elsewhere = world.As("township-supervisor", OneFile.Elsewhere[..9])) Assert.True((await elsewhere.Get<CreateFile>().Run(OneFile.Form(village: OneFile.Elsewhere))).Ok);
        await OneFile.RunChecks(world);
        await using var city = world.As("city-officer", "3708");
        var pair = Assert.Single(await city.Get<DoublesQuery>().Run());
        foreach (var (role, region) in new[] { ("township-supervisor", OneFile.Township), ("county-officer", OneFile.County), ("county-reviewer", OneFile.County), ("village-director", OneFile.Village), ("city-officer", "3701") })
        {
            await using var other = world.As(role, region);
            Assert.Empty(await other.Get<DoublesQuery>().Run());
            Assert.Null(await other.Get<DoublesQuery>().One(pair.HitId));
            Assert.Equal("not-found", (await other.Get<DecideDouble>().Run(pair.HitId, new(pair.Version, DecideDouble.Other, "不是我管的")))!.Code);
        }
        Assert.Null(await city.Get<DecideDouble>().Run(pair.HitId, new(pair.Version, DecideDouble.Other, "两县核过，是两个孩子")));
    }

    [Theory, BothEngines]
    public async Task A_lead_is_found_by_its_own_number_and_name_and_stays_out_of_the_list(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        await using var desk = OneFile.Supervisor(world);
        foreach (var word in new[] { OneFile.Number, "雨桐", "cyt" })
        {
            var row = Assert.Single((await desk.Get<ChildListQuery>().Run(new ChildFilter { Q = word })).Rows);
            Assert.Equal((id, "lead"), (row.Id, row.State));
        }
        Assert.Empty((await desk.Get<ChildListQuery>().Run(new ChildFilter())).Rows);
        Assert.Empty((await desk.Get<ChildListQuery>().Run(new ChildFilter { Q = "雨桐", State = ["registered"] })).Rows);
    }

    [Theory, BothEngines]
    public async Task The_double_stands_in_the_queue_and_is_decided_on_its_page_REG_003(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var villages = HuTong.Places.RegionTree.Standard.Villages("370831101");
        await using (var desk = site.World.As("township-supervisor", "370831101"))
            foreach (var (village, name) in new[] { (villages.First().Code, "陈雨桐"), (villages.Last().Code, "陈雨彤") })
            {
                var form = OneFile.Form(village: village);
                form.Name = name;
                Assert.True((await desk.Get<CreateFile>().Run(form)).Ok);
            }
        var first = await Found(site.World);
        using var director = await site.LogIn("quanlin.director");
        Assert.Equal(404, (int)(await director.Get("/import/waiting")).Status);
        Assert.DoesNotContain("reveal?what=id", (await director.Get($"/children/{first}")).Html, StringComparison.Ordinal);   // a director sees whole phones only
        Assert.True(director.Page.IsOk);
        using var browser = await site.LogIn("c370831");
        Assert.Contains("有 1 对证件号相同的档案等您定", browser.Page.Heading, StringComparison.Ordinal);
        Assert.Contains("有 1 对证件号相同的档案等您定", (await browser.Get("/import/waiting")).Heading, StringComparison.Ordinal);
        var page = await browser.Follow("去核对");
        Assert.Contains("是同一个孩子吗", page.Heading, StringComparison.Ordinal);
        Assert.DoesNotContain(OneFile.Number, page.Html, StringComparison.Ordinal);
        var address = page.Address;
        Assert.Equal(422, (int)(await browser.Submit("就这样定", ("Input.Kind", "other"))).Status);
        await browser.Submit("就这样定", ("Input.Kind", "other"), ("Input.Reason", "是两个孩子，后一份号码登错"));
        Assert.Equal("/import/waiting", browser.Page.Address);
        Assert.Contains("都定完了", browser.Page.Heading, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await browser.Get(address)).Status);
    }

    /// <summary>Waits for the site's own worker to find the double.</summary>
    private static async Task<Guid> Found(World world)
    {
        await using var system = world.AsSystem();
        for (var tries = 0; tries < 600; tries++)
        {
            if (await system.Db.Set<DuplicateHit>().AsNoTracking().FirstOrDefaultAsync() is { } hit) return hit.FirstChildId;
            await Task.Delay(100);
        }
        throw new InvalidOperationException("The check did not run.");
    }

    /// <summary>Two files to verify, one number, two villages of one township, names that differ by one sign.</summary>
    private static async Task<(Guid First, Guid Second)> Pair(World world)
    {
        var other = OneFile.Form(village: OneFile.OtherVillage);
        other.Name = "陈雨彤";
        var (first, second) = (await OneFile.CreateSeen(world), await OneFile.CreateSeen(world, other));
        foreach (var id in new[] { first, second })
        {
            Assert.Empty(await OneFile.Correct(world, id, "category", input => (input.Code, input.On, input.Words) = ("left-behind", World.Day.AddDays(-30), "父母都外出务工")));
            Assert.Empty(await Move(world, id, "to-verify"));
        }
        return (first, second);
    }

    private static Task<IReadOnlyList<string>> Register(World world, Guid id) => Move(world, id, "register");

    private static async Task<IReadOnlyList<string>> Move(World world, Guid id, string move)
    {
        await using var desk = OneFile.Supervisor(world);
        var version = (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(child => child.Id == id)).Version;
        var request = new MoveRequest { Key = Guid.CreateVersion7(), Version = version, Move = move, Reason = "入户见到孩子，身份核对过", NoGuardianKnown = true };
        return [.. (await desk.Get<MoveFile>().Run(id, request)).Problems.Select(problem => problem.Code)];
    }
}
