using System.Net;
using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Record;
using HuTong.Visits.Tests.Posts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>The first page, coverage and the board over HTTP.</summary>
public sealed class CoveragePagesTests
{
    private const string Quanlin = "370831101";
    private static readonly DateOnly Before = new(2026, 3, 2);

    [Theory, BothEngines]
    public async Task A_supervisor_of_two_townships_finds_both_on_the_first_page_on_coverage_and_on_the_board(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var third = RegionTree.Standard.Villages(OneChild.County).First(village => village.Code[..9] is not (OneChild.Township or Quanlin)).Code;
        var near = RegionTree.Standard.Villages(Quanlin).First().Code;
        var seen = await OneChild.Add(site.World, Before, near, name: OneChild.Names[9]);
        foreach (var (at, village) in new[] { near, OneChild.Village, third }.Index()) await OneChild.Add(site.World, Before, village, name: OneChild.Names[at]);
        await using (var visiting = VisitTests.Director(site.World, near)) Assert.True((await visiting.Get<RecordVisit>().Run(seen, VisitTests.Report(World.Day))).Ok);
        using (var one = await site.LogIn("quanlin.supervisor"))
        {
            Assert.StartsWith("泉林镇 6月", (await one.Get("/coverage")).Heading, StringComparison.Ordinal);
            Assert.Equal("泉林镇现在在册 2 名孩子", (await one.Get("/children/board")).Heading);
        }
        await AlsoFor(site.World, "quanlin.supervisor", OneChild.Township);
        using var browser = await site.LogIn("quanlin.supervisor");
        Assert.Equal(new[] { "泉林镇", RegionTree.Standard.NameOf(OneChild.Township)! }.Order(), (await browser.Get("/")).All("section").Single(section => section.QuerySelector("h2")?.TextContent == "各地进度").QuerySelectorAll("tbody th").Select(row => row.TextContent).Order());
        Assert.StartsWith("您管的 2 个镇街 6月", (await browser.Get("/coverage")).Heading, StringComparison.Ordinal);
        Assert.Equal("您管的 2 个镇街现在在册 3 名孩子", (await browser.Get("/children/board")).Heading);
        var posts = await browser.Get("/posts");
        Assert.Contains("您管的 2 个镇街", posts.Text, StringComparison.Ordinal);
        Assert.Equal(new[] { "泉林镇", RegionTree.Standard.NameOf(OneChild.Township)! }.Order(), posts.Texts("tbody th").Order());
        var directors = posts.All(".stat a")[0];
        var listed = 0;
        for (var next = directors.GetAttribute("href"); next is not null;)
        {
            var at = await browser.Get(next);
            listed += at.All("tbody tr").Count;
            next = at.All("a").FirstOrDefault(link => link.TextContent.Contains("下一页", StringComparison.Ordinal))?.GetAttribute("href");
        }
        Assert.Equal(int.Parse(string.Concat(directors.TextContent.Where(char.IsAsciiDigit)), null), listed);
        foreach (var address in new[] { "/", "/coverage", "/coverage?by=table", "/coverage?by=class", $"/coverage?place={Quanlin}&by=table", "/children/board" })
        {
            var page = await browser.Get(address);
            var numbers = page.All(".stat a, tbody td a, tfoot td a").Select(link => (Href: link.GetAttribute("href")!, Text: string.Concat(link.TextContent.Trim().TakeWhile(char.IsAsciiDigit)))).Where(link => link.Href.Contains("/children?", StringComparison.Ordinal) || link.Href.Contains("/names?", StringComparison.Ordinal)).Where(link => link.Text.Length > 0).ToList();
            Assert.NotEmpty(numbers);
            foreach (var (href, number) in numbers) Assert.Equal((address, href, number), (address, href, Listed(await browser.Get(href))));
        }
        foreach (var address in new[] { "/coverage?place=370831", $"/coverage?place={third}", "/coverage/children?place=370831", $"/children/board?place={third[..9]}", "/children/board/names?place=370831" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await browser.Get(address)).Status));
    }

    [Theory, BothEngines]
    public async Task A_cell_opens_beside_the_heat_without_the_whole_page_and_as_a_page_of_its_own_without_script(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var village = RegionTree.Standard.Villages(Quanlin).First();
        await OneChild.Add(site.World, Before, village.Code);
        using var browser = await site.LogIn("quanlin.supervisor");
        var cell = (await browser.Get("/coverage")).All(".heat tbody td a").Single(link => link.GetAttribute("href")!.Contains("cell=" + village.Code, StringComparison.Ordinal) && !link.GetAttribute("href")!.Contains("month=", StringComparison.Ordinal));
        Assert.Null(cell.GetAttribute("aria-current"));
        var whole = await browser.Get(cell.GetAttribute("href")!);
        Assert.Equal(cell.GetAttribute("href"), whole.All(".heat [aria-current]").Single().GetAttribute("href"));
        (browser.Headers["HX-Request"], browser.Headers["HX-Request-Type"]) = ("true", "partial");
        var part = await browser.Get(cell.GetAttribute("href")!);
        Assert.Equal(whole.One("#cell")!.TextContent, part.One("#cell")!.TextContent);
        Assert.Contains("陈雨桐", part.One("#cell")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(whole.Heading, part.Heading);
        Assert.Equal(whole.One("title")!.TextContent, part.One("title")!.TextContent);
        Assert.Empty(part.All(".heat, nav:not(#ways), script, link"));
        Assert.All(part.All("#summary, #ways"), one => Assert.Equal("true", one.GetAttribute("hx-swap-oob")));
        browser.Headers["HX-History-Restore-Request"] = "true";
        Assert.NotEmpty((await browser.Get(cell.GetAttribute("href")!)).All(".heat"));
    }

    [Theory, BothEngines]
    public async Task A_county_sees_its_directors_each_whole_and_each_number_opens_exactly_their_children_VIS_012(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (near, vacant) = (RegionTree.Standard.Villages(Quanlin).First().Code, RegionTree.Standard.Villages(Quanlin).Skip(1).First().Code);
        await using (var ending = site.World.AsOperator())
            await ending.Db.Set<Jurisdiction>().Where(place => place.Prefix == near || place.Prefix == vacant || place.Prefix == OneChild.Village).ExecuteUpdateAsync(set => set.SetProperty(place => place.ValidTo, Before));
        var held = await Held.Add(site.World, Roles.VillageDirector, [OneChild.Village, near], "周以宁");
        foreach (var (at, village) in new[] { OneChild.Village, near, near, vacant, OneChild.OtherVillage }.Index())
        {
            var child = await OneChild.Add(site.World, Before, village, name: OneChild.Names[at]);
            await using var visiting = VisitTests.Director(site.World, village);
            if (at is 1 or 4) Assert.True((await visiting.Get<RecordVisit>().Run(child, VisitTests.Report(World.Day))).Ok);
        }
        foreach (var (today, month) in new[] { (World.Day, ""), (new DateOnly(2026, 7, 8), "&month=2026-06") })
        {
            if (today > World.Day) await OneChild.Dawn(site.World, today);
            using var county = await site.LogIn("c370831");
            var page = await county.Get("/coverage?by=director" + month);
            var rows = page.All("tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent.Trim(), row => row);
            Assert.Equal(("空缺", "周以宁"), (page.Texts("tbody th")[0].Trim(), page.Texts("tbody th")[1].Trim()));   // nobody seen, one of three
            Assert.Equal(["3", "0", "1", "2"], Numbers(rows["周以宁"]));
            Assert.Equal(2, rows["周以宁"].QuerySelectorAll("td.wrap a").Length);
            Assert.Equal(["1", "0", "0", "1"], Numbers(rows["空缺"]));
            Assert.Equal(5, rows.Values.Sum(row => int.Parse(Numbers(row)[0], null)));
            foreach (var link in page.All("tbody td.num a"))
            {
                var list = await county.Get(link.GetAttribute("href")!);
                Assert.Equal((link.GetAttribute("href"), link.TextContent), (link.GetAttribute("href"), Listed(list)));
                if (link.GetAttribute("href")!.StartsWith("/coverage/", StringComparison.Ordinal)) Assert.EndsWith($"{link.TextContent} 人", list.Heading, StringComparison.Ordinal);
            }
            using var quanlin = await site.LogIn("quanlin.supervisor");
            var own = (await quanlin.Get("/coverage?by=director" + month)).All("tbody tr").Single(row => row.TextContent.Contains("周以宁", StringComparison.Ordinal));
            Assert.Equal(["2", "0", "1", "1"], Numbers(own));
            Assert.Equal("2", Listed(await quanlin.Get(own.QuerySelector("td.num a")!.GetAttribute("href")!)));
            Assert.Equal(HttpStatusCode.NotFound, (await quanlin.Get($"/coverage/children?director={held.User}&place={OneChild.Township}{month}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await quanlin.Get($"/coverage/children?director={Guid.CreateVersion7()}{month}")).Status);
        }

        static string[] Numbers(AngleSharp.Dom.IElement row) => [.. row.QuerySelectorAll("td.num").Take(4).Select(cell => cell.TextContent.Trim())];
    }

    [Theory, BothEngines]
    public async Task The_sheet_says_what_the_screen_says_and_both_say_what_a_recount_says(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var near = RegionTree.Standard.Villages(Quanlin).First().Code;
        foreach (var (at, village) in new[] { OneChild.Village, OneChild.Village, OneChild.OtherVillage, near, near, near }.Index())
        {
            var child = await OneChild.Add(site.World, Before, village, name: OneChild.Names[at], risks: at == 5 ? [("high", Before)] : []);
            await using var visiting = VisitTests.Director(site.World, village);
            if (at is 0 or 3 or 5) Assert.True((await visiting.Get<RecordVisit>().Run(child, VisitTests.Report(World.Day))).Ok);   // the last owes two
            if (at != 1) continue;
            Assert.True((await visiting.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", World.Day.AddDays(20), "县医院"))).Ok);
            await using var agreeing = site.World.As("township-supervisor", OneChild.Township);
            Assert.True((await agreeing.Get<ExcuseDuty>().Decide(child, true, null)).Ok);
        }
        foreach (var (today, month) in new[] { (World.Day, ""), (new DateOnly(2026, 7, 8), "&month=2026-06") })
        {
            if (today > World.Day) await OneChild.Dawn(site.World, today);
            using var county = await site.LogIn("c370831");
            var (screen, sheet) = (Rows(await county.Get("/coverage?by=table" + month), month.Length > 0), Rows(await county.Get("/coverage/print?" + month.TrimStart('&')), false));
            Assert.Equal(screen.Where(row => !row.StartsWith("0 ", StringComparison.Ordinal) && !row.Contains("：0 ", StringComparison.Ordinal)), sheet);
            foreach (var township in new[] { OneChild.Township, Quanlin })
                Assert.Contains($"{RegionTree.Standard.NameOf(township)}：{await Recount(township)}", sheet);
            Assert.Contains($"合计：{await Recount(OneChild.County)}", sheet);
        }

        // Name, due, excused, done, open and rate; the screen has who was made up before the rate.
        static List<string> Rows(Page page, bool hasMadeUp) => [.. page.All("tbody tr, tfoot tr").Select(row => (row.QuerySelector("th")!.TextContent, Cells: row.QuerySelectorAll("td.num").Select(cell => cell.TextContent.Trim()).ToList()))
            .Select(row => $"{row.TextContent}：{string.Join(' ', row.Cells.Take(4).Append(row.Cells[hasMadeUp ? 5 : 4]))}")];

        async Task<string> Recount(string place)
        {
            await using var desk = site.World.AsSystem();
            async Task<long> Count(int leastDone, int mostOpen) => (await desk.Db.Database.SqlQuery<long>($"""
                SELECT count(*) AS "Value" FROM (
                  SELECT min(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS done, max(CASE WHEN state IN ('due', 'missed') THEN 1 ELSE 0 END) AS open
                  FROM visit_duty WHERE month = '2026-06-01' AND state <> 'withdrawn' AND counts_at LIKE {place + "%"} GROUP BY child_id
                ) AS child WHERE done >= {leastDone} AND open <= {mostOpen}
                """).ToListAsync()).Single();
            var (due, done, settled) = (await Count(0, 1), await Count(1, 1), await Count(0, 0));
            var excused = settled - done;
            return $"{due} {excused} {done} {due - excused - done} {Math.Round(100m * done / (due - excused), 1, MidpointRounding.AwayFromZero):0.#}%";
        }
    }

    private static string Listed(Page page) => page.All("tbody th").Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The post of an account answers for one more place.</summary>
    private static async Task AlsoFor(World world, string account, string place)
    {
        await using var desk = world.AsOperator();
        var post = await desk.Db.Set<Post>().SingleAsync(post => desk.Db.Set<Account>().Any(one => one.Id == post.UserId && one.UserName == account));
        desk.Db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = post.Id, Prefix = place, ValidFrom = Before });
        Assert.Null(await desk.Db.SaveAsync("post-added", new HuTong.Data.Record.Subject("account", post.UserId, null, place)));
    }
}
