using System.Net;
using AngleSharp.Dom;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests.Posts;

/// <summary>/posts over HTTP: every number opens exactly the rows it counts, and nobody sees the posts of another place (ORG-004, ORG-005, ORG-006, STA-006).</summary>
public sealed class PostsPagesTests
{
    private const string Quanlin = "370831101";

    [Theory, BothEngines]
    public async Task Every_number_of_a_county_opens_exactly_the_rows_it_counts_STA_006(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (one, two) = await Vacancies(site.World);
        using var browser = await site.LogIn("c370831");
        var county = await browser.Get("/posts");
        Assert.Equal("泗水县有 2 个村（居）没有儿童主任，1 个超过期限", county.Heading);
        var row = county.All("tbody tr").Single(tr => tr.QuerySelector("th")!.TextContent == "泉林镇");
        var links = row.QuerySelectorAll("td a").Concat(county.All(".stat a")).Select(link => (link.GetAttribute("href")!, int.Parse(link.TextContent.Replace(",", "", StringComparison.Ordinal), null))).ToList();
        Assert.True(links.Count > 8, $"Only {links.Count} numbers.");
        foreach (var (href, number) in links) Assert.Equal((href, number), (href, await Rows(browser, href)));
        var vacant = await browser.Get($"/posts?place={Quanlin}&show=vacant");
        Assert.Contains("30 个工作日", (await browser.Get($"/posts?show=late")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(one, vacant.Texts("tbody th"));
        Assert.Contains(two, vacant.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task The_posts_of_any_day_are_shown_as_they_were_then(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await Vacancies(site.World);
        using var browser = await site.LogIn("quanlin.supervisor");
        Assert.Contains("有 2 个村（居）没有儿童主任", (await browser.Get("/posts")).Heading, StringComparison.Ordinal);
        Assert.Contains("每个村（居）都有儿童主任", (await browser.Get("/posts?on=2026-01-15")).Heading, StringComparison.Ordinal);
        Assert.Contains("没有儿童主任", (await browser.Get("/posts?on=2025-06-15")).Heading, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task A_supervisor_sees_the_posts_of_the_own_township_and_a_director_the_own_villages_and_nothing_else_is_there(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var supervisor = await site.LogIn("quanlin.supervisor");
        var own = await supervisor.Get("/posts");
        Assert.Contains("马秀芝", own.Text, StringComparison.Ordinal);
        Assert.All(own.All("table a[href^='/posts']"), link => Assert.DoesNotContain("370831001", link.GetAttribute("href"), StringComparison.Ordinal));
        foreach (var address in new[] { "/posts?place=370831001", "/posts?place=370831", "/posts?place=3708", "/posts?place=370831001003&show=vacant", "/posts?place=999999", "/roster?place=370831001", "/roster?place=370831" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await supervisor.Get(address)).Status));
        var other = await PostOf(site.World, "370831001");
        foreach (var address in new[] { $"/posts/{other.Post}/handover", $"/roster/{other.Worker}", $"/posts/{Guid.CreateVersion7()}/handover", $"/roster/{Guid.CreateVersion7()}" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await supervisor.Get(address)).Status));
        Assert.DoesNotContain(other.Name, (await supervisor.Get("/roster")).Text, StringComparison.Ordinal);

        using var director = await site.LogIn("quanlin.director");
        Assert.Equal(2, (await director.Get("/posts")).All("tbody tr").Count);
        Assert.Equal(2, (await director.Get($"/posts?place={Quanlin}")).All("tbody tr").Count);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get("/posts?place=370831101209")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await director.Get("/roster")).Status);
    }

    [Theory, BothEngines]
    public async Task Children_of_a_director_stand_beside_those_of_the_same_month_a_year_before_where_it_is_known_STA_006(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var villages = RegionTree.Standard.Villages(Quanlin).Take(2).Select(village => village.Code).ToList();
        await Held.Add(site.World, Roles.VillageDirector, [.. villages], kind: PostKinds.Acting);   // beside the one of the demonstration who is there as long
        using var browser = await site.LogIn("c370831");
        var before = await browser.Get("/posts");
        Assert.Equal("—", Cell(before, "泉林镇"));
        Assert.Contains("2025年6月有走访任务的孩子算；那个月这里没有关账的数字，写 —", before.Text, StringComparison.Ordinal);
        await using (var desk = site.World.AsSystem())
        {
            foreach (var village in villages) desk.Db.Add(new CoverageMonth { Region = village, Month = new DateOnly(2025, 6, 1), Class = "left-behind", Due = 16, Done = 9, ClosedAt = desk.Get<ChinaClock>().Now });
            await desk.Db.SaveChangesAsync();
        }
        site.World.Time.Advance(TimeSpan.FromMinutes(1));
        var known = await browser.Get("/posts");
        Assert.Equal("16.0", Cell(known, "泉林镇"));
        Assert.DoesNotContain("没有关账的数字", known.Text, StringComparison.Ordinal);

        static string Cell(Page page, string township) => page.All("tbody tr").Single(row => row.QuerySelector("th")!.TextContent == township).QuerySelectorAll("th, td")[page.Texts("thead th").ToList().IndexOf("去年同月")].TextContent.Trim();
    }

    [Theory, BothEngines]
    public async Task A_city_drills_down_to_the_village_by_the_managing_line(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("jn.officer");
        var city = await browser.Get("/posts");
        Assert.Equal(14, city.All("tbody tr").Count);
        await browser.Follow("太白湖新区");
        Assert.Equal(2, browser.Page.All("tbody tr").Count);
        await browser.Get("/posts?place=370831");
        await browser.Follow("泉林镇");
        Assert.Contains("马秀芝", browser.Page.Text, StringComparison.Ordinal);
        Assert.Contains("周明远", browser.Page.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task The_county_marks_one_of_two_supervisors_as_lead_ORG_006(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await Held.Add(site.World, Roles.TownshipSupervisor, [Quanlin], "丁一宁");
        using var browser = await site.LogIn("c370831");
        await using (var before = site.World.AsOperator()) await before.Db.Set<Post>().Where(post => post.IsLead).ExecuteUpdateAsync(set => set.SetProperty(post => post.IsLead, false));
        Assert.Contains("没有定牵头", (await browser.Get("/posts")).Text, StringComparison.Ordinal);
        await browser.Get($"/posts?place={Quanlin}");
        await browser.Submit("定为牵头：丁一宁");
        Assert.Contains("已定牵头的儿童督导员", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("没有定牵头", (await browser.Get("/posts")).Text, StringComparison.Ordinal);
        await browser.Get($"/posts?place={Quanlin}");
        await browser.Submit("定为牵头：周明远");
        await using var desk = site.World.AsSystem();
        Assert.Equal(["周明远"], await (from post in desk.Db.Set<Post>() where post.IsLead join account in desk.Db.Set<Account>() on post.UserId equals account.Id join worker in desk.Db.Set<Worker>() on account.WorkerId equals worker.Id select worker.Name).ToListAsync());

        var elsewhere = await Held.Add(site.World, Roles.TownshipSupervisor, ["370826101"]);
        var token = browser.Token!;
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Post("/posts?handler=Lead", ("postId", elsewhere.Post.ToString()), ("__RequestVerificationToken", token))).Status);
    }

    /// <summary>Two villages of 泉林镇 without their director: one within the days, one beyond.</summary>
    private static async Task<(string Held, string Vacant)> Vacancies(World world)
    {
        var villages = Places.RegionTree.Standard.Villages(Quanlin).ToList();
        await using var desk = world.AsOperator();
        foreach (var (village, day) in new[] { (villages[^4].Code, World.Day.AddDays(-4)), (villages[^5].Code, World.Day.AddDays(-80)) })
        {
            var place = await desk.Db.Set<Jurisdiction>().SingleAsync(one => one.Prefix == village && one.ValidTo == null);
            var post = await desk.Db.Set<Post>().SingleAsync(one => one.Id == place.PostId);
            (place.ValidTo, post.ValidTo) = (day, day);
            Assert.Null(await desk.Db.SaveAsync("post-ended", new Subject("account", post.UserId, null, village)));
        }
        return (Places.VillageName.Short(villages[0].Name), Places.VillageName.Short(villages[^4].Name));
    }

    private static async Task<(Guid Post, Guid Worker, string Name)> PostOf(World world, string township)
    {
        await using var desk = world.AsSystem();
        var found = await (from place in desk.Db.Set<Jurisdiction>() where place.Prefix.StartsWith(township) && place.Prefix.Length == 12 orderby place.Prefix
                           join post in desk.Db.Set<Post>() on place.PostId equals post.Id join account in desk.Db.Set<Account>() on post.UserId equals account.Id join worker in desk.Db.Set<Worker>() on account.WorkerId equals worker.Id
                           select new { post.Id, Worker = worker.Id, worker.Name }).FirstAsync();
        return (found.Id, found.Worker, found.Name);
    }

    /// <summary>Rows of a list over all its pages.</summary>
    private static async Task<int> Rows(Browser browser, string address)
    {
        var rows = 0;
        for (var page = await browser.Get(address); ; page = await browser.Get(browser.Page.All(".pager a").Single(link => link.TextContent.StartsWith("下一页", StringComparison.Ordinal)).GetAttribute("href")!))
        {
            Assert.True(page.IsOk, address);
            rows += page.All("#list tbody tr, #list ~ .nothing").Count;
            if (!page.All(".pager a").Any(link => link.TextContent.StartsWith("下一页", StringComparison.Ordinal))) return rows;
        }
    }
}
