using System.Globalization;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Record;

namespace HuTong.Visits.Tests;

/// <summary>Every number of the first page and of a file's tabs opens what it counts; what is left out is said; the button does what the title asks.</summary>
public sealed class HomeNumbersTests
{
    private static readonly DateOnly Before = new(2026, 3, 2), July = new(2026, 7, 8);

    [Theory, BothEngines]
    public async Task The_city_sees_who_is_late_on_its_first_page_and_opens_exactly_these(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var other = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        foreach (var (at, village) in new[] { OneChild.Village, OneChild.Village, other }.Index()) await OneChild.Add(site.World, Before, village, name: OneChild.Names[at]);
        await OneChild.Dawn(site.World, July);
        Assert.True((await VisitTests.Send(site.World, await OneChild.Add(site.World, Before, name: "李梦瑶"), VisitTests.Report(July))).Ok);
        foreach (var account in new[] { "jn.officer", "auditor" })
        {
            using var browser = await site.LogIn(account);
            var stat = (await browser.Get("/")).All(".stat").Single(one => one.TextContent.Contains("逾期", StringComparison.Ordinal));
            Assert.Contains("3", stat.TextContent, StringComparison.Ordinal);
            await browser.Get(stat.QuerySelector("a")!.GetAttribute("href")!);
            await browser.Submit("看名单", ("purpose", "核对逾期没有见到的孩子"));
            Assert.EndsWith("逾期没有见到：3 人", browser.Page.Heading, StringComparison.Ordinal);
            Assert.Equal(OneChild.Names.Take(3).Order(), browser.Page.Texts("[data-rows] tbody th").Order());
        }
    }

    [Theory, BothEngines]
    public async Task A_first_page_that_shows_fourteen_of_more_places_says_so(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var villages = RegionTree.Standard.Villages(OneChild.OtherTownship).Take(15).Select(village => village.Code).ToList();
        const string Says = "只列比例最低的 14 个；合计是全部";
        foreach (var village in villages[..14]) await OneChild.Add(site.World, Before, village);
        using var browser = await site.LogIn("quanlin.supervisor");
        Assert.DoesNotContain(Says, (await browser.Get("/")).Text, StringComparison.Ordinal);
        await OneChild.Add(site.World, Before, villages[14]);
        var section = (await browser.Get("/")).All("section").Single(one => one.QuerySelector("h2")?.TextContent == "各地进度");
        Assert.Equal(14, section.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("0 / 15", section.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Says, section.TextContent, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task Two_files_with_one_number_that_the_title_tells_of_stand_behind_its_button(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var (first, second) = (await OneChild.Add(site.World, Before, near), await OneChild.Add(site.World, Before, near, name: "高梓睿"));
        Assert.True((await VisitTests.Send(site.World, first, VisitTests.Report(World.Day), VisitTests.Director(site.World, near))).Ok);   // waits too
        await using (var desk = site.World.AsSystem())
        {
            var hit = new DuplicateHit { Id = Guid.CreateVersion7(), Region = OneChild.OtherTownship, FirstChildId = first, SecondChildId = second, Kind = "same-id", FoundAt = desk.Get<ChinaClock>().Now };
            desk.Db.Add(hit);
            Assert.Null(await desk.Db.SaveAsync("double-found", new Subject("duplicate_hit", hit.Id)));
        }
        using var browser = await site.LogIn("quanlin.supervisor");
        Assert.Equal("有 1 对证件号相同的档案等您定", (await browser.Get("/")).Heading);
        var there = await browser.Get(browser.Page.One(".head .btn.pri")!.GetAttribute("href")!);
        Assert.Equal("有 1 对证件号相同的档案等您定", there.Heading);
        Assert.Contains("陈雨桐", there.Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task The_tab_of_visits_counts_returned_ones_too_as_it_lists_them(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before);
        var visit = (await VisitTests.Send(site.World, child, VisitTests.Report(World.Day))).Value.Id;
        Assert.True((await VisitTests.Decide(site.World, visit, DecideVisit.Return, "写得太少")).Ok);
        Assert.True((await VisitTests.Send(site.World, child, VisitTests.Report(World.Day))).Ok);
        using var browser = await site.LogIn("c370831");
        var page = await browser.Get($"/children/{child}/visits");
        Assert.Equal(2, page.All("[data-rows] tbody tr").Count);
        Assert.Equal("走访2", string.Concat(page.All(".tabs a").Single(tab => tab.TextContent.Contains("走访", StringComparison.Ordinal)).TextContent.Where(letter => !char.IsWhiteSpace(letter))));
    }

    [Theory, BothEngines]
    public async Task A_day_before_registration_points_at_the_reason_that_would_be_right_and_shows_it(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;
        var child = await OneChild.Add(site.World, World.Day.AddDays(-1), near);
        using var browser = await site.LogIn("quanlin.director");
        await browser.Get($"/children/{child}/visits/new");
        Assert.Null(browser.Page.One("details.more[open]"));
        (string, string)[] form = [("Report.On", World.Day.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("Report.Kind", "home"), ("Report.Met", "child"), ("Report.Condition", "fine"), .. VisitCodes.Checks.All.Select(check => ($"Report.Checks[{check.Key}]", "fine"))];
        var refused = await browser.Submit("保存走访", form);
        Assert.Contains("只能选“首次走访”", refused.One("details.more[open] .field:has([name='Report.Reason'])")!.TextContent, StringComparison.Ordinal);
        Assert.True((await browser.Submit("保存走访", [.. form, ("Report.Reason", "first")])).IsOk);
        Assert.Equal($"/children/{child}/visits", browser.Redirects[^1]);
    }
}
