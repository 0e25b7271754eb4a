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
}
