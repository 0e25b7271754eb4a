using HuTong.Data;
using HuTong.Testing;

namespace HuTong.Children.Import;

/// <summary>Who may look at imports but neither load nor settle is led to them and told nothing else.</summary>
public sealed class WhoOnlyLooksTests
{
    [Theory, BothEngines]
    public async Task A_county_reviewer_finds_the_queue_in_the_bar_and_is_not_told_to_import(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("r370831");
        var home = await browser.Get("/");
        Assert.DoesNotContain("导入进来", home.Text, StringComparison.Ordinal);
        Assert.Equal("/import/waiting", home.LinkTo("待人工核对"));
        Assert.True((await browser.Follow("待人工核对")).IsOk);
        Assert.Equal("还没有导入过台账", (await browser.Get("/import")).Heading);
        Assert.DoesNotContain(browser.Page.Document.Links, link => link.GetAttribute("href") == "/import/new");
    }

    [Theory, BothEngines]
    public async Task Neither_a_director_nor_an_auditor_is_told_to_import(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        foreach (var account in new[] { "quanlin.director", "auditor" })
        {
            using var browser = await site.LogIn(account);
            var home = await browser.Get("/");
            Assert.Equal("这里还没有儿童档案", home.Heading);
            Assert.DoesNotContain(home.Document.Links, link => link.GetAttribute("href")!.StartsWith("/import", StringComparison.Ordinal));
        }
    }

    /// <summary>Rows that another office decides are counted as its rows: nothing is "all settled", and the one looked at is the first of one, not of none.</summary>
    [Theory, BothEngines]
    public async Task A_row_of_another_office_stands_in_that_offices_count(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var county = await site.LogIn("c370831");
        foreach (var school in new[] { "泉林小学", "柳河小学" })
        {
            await ImportSteps.Write(county, (await ImportSteps.Upload(county, LedgerSteps.Head + LedgerSteps.One.Replace("泉林小学", school, StringComparison.Ordinal))).Address);
        }

        using var township = await site.LogIn("quanlin.supervisor");
        Assert.Equal("要您定的都定完了，还有 1 行等别的部门", (await township.Get("/import/waiting")).Heading);
        var row = (await county.Get("/import/waiting")).One("tbody th a")!.GetAttribute("href")!;
        Assert.Contains("第 1 条，共 1 条", (await township.Get(row)).Text, StringComparison.Ordinal);
        Assert.Contains("第 1 条，共 1 条", (await township.Get(row + "?kind=above")).Text, StringComparison.Ordinal);
    }
}
