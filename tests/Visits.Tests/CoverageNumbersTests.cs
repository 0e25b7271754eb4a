using System.Globalization;
using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Record;

namespace HuTong.Visits.Tests;

/// <summary>VIS-012: all numbers of coverage by place, category and director, each with exactly its children; months of a single village; what a closed month says of its corrections.</summary>
public sealed class CoverageNumbersTests
{
    private static readonly DateOnly Before = new(2026, 3, 2), InGrace = new(2026, 7, 3), Closed = new(2026, 7, 8);
    private static readonly string Near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;

    [Theory, BothEngines]
    public async Task Who_is_late_and_who_was_not_seen_for_90_days_stand_by_place_class_category_and_director_and_open_their_children(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        string[][] categories = [[Categories.LeftBehind], [Categories.LeftBehind, Categories.SevereIllness], [Categories.OrphanCommunity], [Categories.Migrant, Categories.Watch], [Categories.KeyDifficulty, Categories.LeftBehind], [Categories.LeftBehind], [Categories.Watch]];
        foreach (var (at, codes) in categories.Index())
        {
            var village = at % 2 == 0 ? Near : OneChild.Village;
            var child = await OneChild.Add(site.World, Before, village, codes[0], OneChild.Names[at]);
            if (codes.Length > 1) await CoverageTests.Also(site.World, child, codes[1]);
            if (at is not (0 or 3)) continue;
            await using var visiting = VisitTests.Director(site.World, village);
            Assert.True((await visiting.Get<RecordVisit>().Run(child, VisitTests.Report(World.Day))).Ok);
        }
        await OneChild.Dawn(site.World, Closed);
        foreach (var account in new[] { "c370831", "jn.officer" })
        {
            using var browser = await site.LogIn(account);
            if ((await browser.Get("/coverage/children?what=late")).All("[name=purpose]").Count > 0) await browser.Submit("看名单", ("purpose", "核对逾期没有见到的孩子"));
            foreach (var by in new[] { "table", "class", "director" })
            {
                var page = await browser.Get($"/coverage?place={OneChild.County}&by={by}");
                foreach (var table in page.All("table.tbl:not(#cell table)"))
                {
                    var at = Columns(table, "逾期", "90 天没有见面");
                    Assert.Equal(2, at.Count);
                    Assert.NotEmpty(table.QuerySelectorAll("tbody td a"));
                    foreach (var cell in table.QuerySelectorAll("tbody tr:not(.grp), tfoot tr").SelectMany(row => at.Select(column => row.QuerySelectorAll("td")[column])))
                        Assert.Equal((account, by, cell.TextContent.Trim()), (account, by, cell.QuerySelector("a") is { } link ? await Listed(browser, link.GetAttribute("href")!) : "0"));
                    if (table.QuerySelector("tfoot") is { } foot)
                        foreach (var column in at) Assert.Equal(Number(foot.QuerySelectorAll("td")[column]), table.QuerySelectorAll("tbody tr").Sum(row => Number(row.QuerySelectorAll("td")[column])));
                }
                if (by != "class") continue;
                var kinds = page.All("table.tbl").ToDictionary(table => table.QuerySelector("caption")!.TextContent, table => table.QuerySelectorAll("tbody tr:not(.grp)").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => Columns(table, "逾期", "90 天没有见面").Select(column => Number(row.QuerySelectorAll("td")[column])).ToList()));
                Assert.Equal([1, 1], kinds["2026年7月按主要类别"]["留守儿童"]);
                Assert.Equal([3, 3], kinds["2026年7月按每一种类别"]["留守儿童"]);
                Assert.Equal([2, 2], kinds["2026年7月按每一种类别"]["困境儿童＋留守儿童"]);
            }
        }

        static int Number(AngleSharp.Dom.IElement cell) => int.Parse(cell.TextContent.Trim(), CultureInfo.InvariantCulture);
    }

    private static List<int> Columns(AngleSharp.Dom.IElement table, params string[] heads) => [.. table.QuerySelectorAll("thead th").Select((head, at) => (head.TextContent, at)).Where(one => heads.Contains(one.TextContent)).Select(one => one.at - 1)];

    [Theory, BothEngines]
    public async Task The_page_of_one_village_leads_to_its_months_with_who_was_missed_in_each(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await OneChild.Add(site.World, Before, Near);
        await OneChild.Dawn(site.World, InGrace);
        using var browser = await site.LogIn("quanlin.director");
        var now = await browser.Get($"/coverage?place={Near}");
        var months = now.All(".heat tfoot td a");
        Assert.True(months.Count >= 2);
        Assert.Empty(now.All(".empty"));
        Assert.Equal($"/coverage?place={Near}", now.One(".heat [aria-current]")!.GetAttribute("href"));
        var june = await browser.Get(months[^2].GetAttribute("href")!);
        Assert.Contains(" 6月走访 0%", june.Heading, StringComparison.Ordinal);
        Assert.Contains("5 日前还能补记当月去过的", june.One("#summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("6月按主要类别", june.Text, StringComparison.Ordinal);
        Assert.Contains("陈雨桐", june.One("#cell")!.TextContent, StringComparison.Ordinal);
        using var supervisor = await site.LogIn("quanlin.supervisor");
        Assert.NotEmpty((await supervisor.Get($"/coverage?place={Near}")).All(".heat tfoot td a"));
    }

    [Theory, BothEngines]
    public async Task A_closed_month_says_of_each_place_whose_visits_were_returned_since_and_opens_these_children(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        List<Guid> visits = [];
        foreach (var (at, village) in new[] { OneChild.Village, OneChild.Village, Near }.Index())
            visits.Add((await VisitTests.Send(site.World, await OneChild.Add(site.World, Before, village, name: OneChild.Names[at]), VisitTests.Report(World.Day), VisitTests.Director(site.World, village))).Value.Id);
        await OneChild.Dawn(site.World, Closed);
        Assert.True((await VisitTests.Decide(site.World, visits[0], DecideVisit.Return, "不是本人")).Ok);
        using var county = await site.LogIn("c370831");
        var page = await county.Get("/coverage?month=2026-06");
        await Says(page.One("#summary")!);
        Assert.Empty((await county.Get($"/coverage?month=2026-06&cell={OneChild.OtherTownship}")).All("#cell [data-corrected]"));
        await Says((await county.Get($"/coverage?month=2026-06&cell={OneChild.Township}")).One("#cell")!);
        Assert.Single((await county.Get($"/coverage?place={OneChild.Village}&month=2026-06")).All("[data-corrected] a"));
        Assert.Empty((await county.Get("/coverage")).All("[data-corrected] a"));

        async Task Says(AngleSharp.Dom.IElement part)
        {
            var link = Assert.Single(part.QuerySelectorAll("p[data-corrected] a"));
            Assert.Equal("1 名孩子", link.TextContent);
            Assert.Equal([OneChild.Names[0]], (await county.Get(link.GetAttribute("href")!)).Texts("[data-rows] tbody th"));
        }
    }

    private static async Task<string> Listed(Browser browser, string address)
    {
        var page = await browser.Get(address);
        Assert.True(page.IsOk, address);
        return page.All("[data-rows] tbody th").Count.ToString(CultureInfo.InvariantCulture);
    }
}
