using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Due;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using HuTong.Visits.Tests.Posts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>VIS-001: what waits for the township, what is overdue and by whom; nothing is cut off and every number is that of the list that it opens.</summary>
public sealed class DueTests
{
    private static readonly DateOnly Before = new(2026, 3, 2);

    [Theory, BothEngines]
    public async Task Who_held_the_post_then_was_the_director_then_though_the_account_is_closed_today(Engine engine)
    {
        await using var world = await World.Create(engine);
        var held = await Held.Director(world, OneChild.Village);
        await using (var closing = world.AsOperator()) await closing.Db.Set<Account>().Where(account => account.Id == held.User).ExecuteUpdateAsync(set => set.SetProperty(account => account.State, AccountStates.Closed));
        await using var desk = world.As("county-officer", OneChild.County);
        Assert.Equal(held.User, (await desk.Get<DirectorsQuery>().Run([OneChild.Village], World.Day.AddDays(-1)))[OneChild.Village].UserId);
        Assert.Empty(await desk.Get<DirectorsQuery>().Run([OneChild.Village], World.Day));
    }

    [Theory, BothEngines]
    public async Task Pages_of_what_waits_show_every_visit_and_every_excuse_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        List<Guid> visits = [], excused = [];
        foreach (var (at, name) in OneChild.Names.Index())
        {
            var village = at % 3 == 0 ? OneChild.OtherVillage : OneChild.Village;
            var child = await OneChild.Add(world, Before, village, name: name, risks: at == 8 ? [("high", Before)] : []);   // two duties, one excuse
            if (at == 5) world.MoveTo(World.Day.AddDays(1));   // another last day
            if (at >= 7)
            {
                await using var asking = VisitTests.Director(world, village);
                Assert.True((await asking.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", World.Day.AddDays(20), "县医院，奶奶陪着"))).Ok);
                excused.Add(child);
            }
            else visits.Add((await VisitTests.Send(world, child, VisitTests.Report(World.Day), VisitTests.Director(world, village))).Value.Id);
        }
        await VisitTests.Decide(world, visits[2], DecideVisit.Accept, null);
        visits.RemoveAt(2);

        await using var supervisor = world.As("township-supervisor", OneChild.Township);
        var query = supervisor.Get<WaitingVisitsQuery>();
        Assert.Equal((visits.Count, excused.Count), (await query.Count(), await query.CountExcuses()));
        foreach (var rows in new[] { 1, 2, 50 })
        {
            Assert.Equal(visits.Order(), (await All(after => query.Run(after, rows))).Select(one => one.Id).Order());
            Assert.Equal(excused.Order(), (await All(after => query.Excuses(after, rows))).Select(one => one.ChildId).Order());
        }
        Assert.Equal((await query.Run()).Rows, await All(after => query.Run(after, 2)));   // the oldest first, on every page

        await using var elsewhere = world.As("township-supervisor", OneChild.OtherTownship);
        Assert.Empty((await elsewhere.Get<WaitingVisitsQuery>().Run()).Rows);
    }

    [Theory, BothEngines]
    public async Task Pages_of_what_was_found_show_everything_once_danger_first(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var (at, name) in OneChild.Names.Index())
        {
            if (at == 4) world.MoveTo(World.Day.AddDays(1));
            var child = await OneChild.Add(world, Before, name: name);
            var report = VisitTests.Report(World.Day, condition: at % 4 == 1 ? "danger" : "trouble");
            (report.Danger, report.Trouble, report.Findings) = ("身上有伤", "奶奶住院", at % 4 == 1 ? [] : ["mood-trouble"]);
            Assert.True((await VisitTests.Send(world, child, report)).Ok);
        }
        await using var supervisor = world.As("township-supervisor", OneChild.Township);
        var query = supervisor.Get<FollowUpsQuery>();
        var whole = (await query.Run(null)).Rows;
        Assert.Equal((10, 3), (whole.Count, whole.TakeWhile(one => one.Level == "d").Count()));
        foreach (var rows in new[] { 1, 2, 3, 4 }) Assert.Equal(whole, await All(after => query.Run(null, after, rows)));
        Assert.Equal(whole.Where(one => one.Level == "d"), await All(after => query.Run("urgent", after, 2)));
    }

    [Theory, BothEngines]
    public async Task The_number_of_who_is_still_to_be_seen_opens_those_alone_up_to_the_day_it_says(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (late, waiting) = (await OneChild.Add(site.World, Before), await OneChild.Add(site.World, World.Day.AddDays(-1), name: "高梓睿"));
        site.World.MoveTo(new DateOnly(2026, 6, 29));
        await using (var desk = site.World.AsSystem()) await desk.Db.Set<HuTong.Children.RegisterLine>().Where(line => line.ChildId == late).ExecuteUpdateAsync(line => line.SetProperty(one => one.NextDue, new DateOnly(2026, 6, 20)));
        await using (var desk = site.World.AsSystem()) await desk.Db.Set<HuTong.Children.RegisterLine>().Where(line => line.ChildId == waiting).ExecuteUpdateAsync(line => line.SetProperty(one => one.NextDue, new DateOnly(2026, 7, 3)));
        using var county = await site.LogIn("c370831");
        var tile = (await county.Get("/")).All(".stats a").Single(link => link.GetAttribute("href") == "/visits?waiting=true");
        Assert.Equal("1", tile.TextContent.Trim());
        var list = await county.Get("/visits?waiting=true");
        Assert.Equal("到 7月5日还要走访 1 名孩子", list.Heading);   // a week ahead at the end of a month
        Assert.Equal([$"/children/{waiting}/visits"], list.All("[data-rows] th a").Select(link => link.GetAttribute("href")));
        Assert.Equal(2, (await county.Get("/visits")).All("[data-rows] tbody tr").Count());
    }

    [Theory, BothEngines]
    public async Task A_list_of_one_village_says_so_and_a_call_is_told_as_no_meeting(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before);
        Assert.True((await VisitTests.Send(site.World, child, VisitTests.Report(World.Day, "phone"))).Ok);
        using var county = await site.LogIn("c370831");
        var (all, one) = (await county.Get("/visits"), await county.Get($"/visits?place={OneChild.Village}"));
        Assert.Equal("到 6月30日还要走访 1 名孩子", all.Heading);
        Assert.EndsWith("：" + all.Heading, one.Heading, StringComparison.Ordinal);
        Assert.Contains(VillageName.Short(RegionTree.Standard.NameOf(OneChild.Village)!), one.Heading, StringComparison.Ordinal);
        Assert.Equal("/visits", one.LinkTo("全部要走访的"));

        var visits = await county.Get($"/children/{child}/visits");
        Assert.Contains("联系上孩子，没有见面", visits.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("见到孩子本人", visits.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task Every_number_of_what_is_overdue_opens_exactly_the_children_it_counts(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var villages = RegionTree.Standard.Villages(Held.Township).Select(village => village.Code).ToList();
        string[] shared = [villages[^1], villages[^2]], vacant = [villages[^3], villages[^4]];
        await EndPosts(site.World, [.. shared, .. vacant]);
        await Held.Add(site.World, Roles.VillageDirector, shared, "丁一宁");
        foreach (var (at, village) in new[] { shared[0], shared[0], shared[1], vacant[0], vacant[1], villages[0], OneChild.Village, OneChild.Village, OneChild.OtherVillage }.Index()) await OneChild.Add(site.World, Before, village, name: OneChild.Names[at]);
        site.World.MoveTo(new DateOnly(2026, 7, 2));

        using var county = await site.LogIn("c370831");
        var townships = await county.Get("/visits/overdue");
        Assert.Equal("7 个村有 9 名孩子逾期没有见到", townships.Heading);
        Assert.Equal(["泉林镇5 6 名孩子，泉林镇6月30日", "泗河街道2 3 名孩子，泗河街道6月30日"], townships.Texts("tbody tr"));
        Assert.Equal([6, 3], await Opened(county, townships));

        var inTownship = await county.Get(townships.LinkTo("泉林镇"));
        Assert.Equal("泉林镇 5 个村有 6 名孩子逾期没有见到", inTownship.Heading);
        Assert.Equal([2, 1, 1, 1, 1], await Opened(county, inTownship));

        var directors = await county.Get(inTownship.LinkTo("按儿童主任"));
        Assert.Equal(["丁一宁", "空缺"], directors.Texts("tbody th").Take(2));
        Assert.Equal([3, 2, 1], await Opened(county, directors));
        Assert.Equal(9, (await Opened(county, await county.Get("/visits/overdue?by=director"))).Sum());

        var someone = directors.One("tbody td.num a")!.GetAttribute("href")!;
        using var supervisor = await site.LogIn("quanlin.supervisor");
        Assert.Equal([2, 1, 1, 1, 1], await Opened(supervisor, await supervisor.Get("/visits/overdue")));
        Assert.True((await supervisor.Get(someone)).IsOk);
        using var elsewhere = await site.LogIn("c370830");
        foreach (var address in new[] { someone, $"/visits?director={Guid.CreateVersion7()}", "/visits?director=x" }) Assert.Equal((address, System.Net.HttpStatusCode.NotFound), (address, (await elsewhere.Get(address)).Status));

        await using var desk = site.World.As("county-officer", OneChild.County);
        var query = desk.Get<OverdueQuery>();
        var late = await query.Villages(null);
        Assert.Equal((await query.ByDirector(null, late)).Rows.Select(one => one.Who), (await All(after => query.ByDirector(null, late, after, 1))).Select(one => one.Who));
    }

    [Theory, BothEngines]
    public async Task Filters_of_the_list_give_who_is_late_who_is_due_and_who_was_seen(Engine engine)
    {
        await using var world = await World.Create(engine);
        var children = new List<Guid>();
        foreach (var name in OneChild.Names.Take(5)) children.Add(await OneChild.Add(world, Before, name: name));
        foreach (var at in new[] { 1, 2 }) Assert.True((await VisitTests.Send(world, children[at], VisitTests.Report(World.Day))).Ok);
        world.MoveTo(new DateOnly(2026, 7, 2));
        await OneChild.Dawn(world);
        Assert.True((await VisitTests.Send(world, children[2], VisitTests.Report(new DateOnly(2026, 7, 1)))).Ok);
        Assert.True((await VisitTests.Send(world, children[3], VisitTests.Report(new DateOnly(2026, 7, 1), "phone"))).Ok);   // only called
        await using (var desk = world.AsSystem())
        {
            var file = await desk.Db.Set<Children.Child>().SingleAsync(one => one.Id == children[4]);
            (file.State, file.ExitReason, file.ExitOn) = ("left", "moved-away", new DateOnly(2026, 6, 1));
            await OneChild.Save(desk, file);
        }
        await using var county = world.As("county-officer", OneChild.County);
        foreach (var (visit, names) in new[] { ("late", new[] { 0, 3 }), ("due", [1]), ("done", [2]) })
            Assert.Equal((visit, string.Join(' ', names.Select(at => OneChild.Names[at]).Order(StringComparer.Ordinal))), (visit, string.Join(' ', (await county.Get<Children.Find.ChildListQuery>().Run(new Children.Find.ChildFilter { Visit = visit })).Rows.Select(row => row.Name).Order(StringComparer.Ordinal))));
    }

    /// <summary>The numbers of a table, each compared with the rows that it opens.</summary>
    private static async Task<List<int>> Opened(Browser browser, Page page)
    {
        List<int> numbers = [];
        foreach (var link in page.All("tbody td.num a"))
        {
            var (number, rows) = (int.Parse(link.FirstChild!.TextContent, null), 0);
            for (var at = await browser.Get(link.GetAttribute("href")!); ; at = await browser.Get(at.LinkTo("下一页")))
            {
                rows += at.All("tbody tr").Count;
                if (!at.Text.Contains("下一页", StringComparison.Ordinal)) break;
            }
            Assert.Equal((link.GetAttribute("href"), number), (link.GetAttribute("href"), rows));
            numbers.Add(number);
        }
        return numbers;
    }

    private static async Task EndPosts(World world, string[] villages)
    {
        await using var desk = world.AsOperator();
        foreach (var village in villages)
        {
            var place = await desk.Db.Set<Jurisdiction>().SingleAsync(one => one.Prefix == village && one.ValidTo == null);
            var post = await desk.Db.Set<Post>().SingleAsync(one => one.Id == place.PostId);
            (place.ValidTo, post.ValidTo) = (World.Day.AddDays(-4), World.Day.AddDays(-4));
            Assert.Null(await desk.Db.SaveAsync("post-ended", new Subject("account", post.UserId, null, village)));
        }
    }

    private static async Task<List<T>> All<T>(Func<string?, Task<Paged<T>>> read)
    {
        List<T> found = [];
        for (string? after = null; ;)
        {
            var page = await read(after);
            found.AddRange(page.Rows);
            if ((after = page.Next) is null) return found;
        }
    }
}
