using System.Text;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Testing;

namespace HuTong.Children.Find;

/// <summary>Numbers and phones stand in no address, names and filters do (security.md T24, decision 010); without script.</summary>
public sealed class SearchAddressTests
{
    private const string Number = "370899201506070015", Phone = "13800001234";

    private static async Task<LiveSite> Loaded(Engine engine) => await LiveSite.StartAfter(engine, "a child to look for", async site =>
    {
        using var browser = await site.LogIn("c370831");
        await ImportSteps.Write(browser, (await ImportSteps.Upload(browser, LedgerSteps.Head + LedgerSteps.One + LedgerSteps.Two)).Address);
    });

    private static bool Tells(string address) => Uri.UnescapeDataString(address) is var text && (text.Contains(Number, StringComparison.Ordinal) || text.Contains(Phone, StringComparison.Ordinal) || text.Contains("0015", StringComparison.Ordinal));

    [Theory, BothEngines]
    public async Task A_number_a_phone_and_last_four_are_found_and_stand_in_no_address_or_link(Engine engine)
    {
        await using var site = await Loaded(engine);
        using var browser = await site.LogIn("c370831");
        foreach (var (typed, found) in new[] { (Number, new[] { "张试一" }), (Phone, ["张试一", "张试二"]), ("0015", ["张试一"]), ("3708 9920 1506 0700 15", ["张试一"]), ("370899-20150607-0015", ["张试一"]) })
        {
            await browser.Get("/children");
            var list = await browser.Submit("查找", ("q", typed));
            Assert.StartsWith("/children?find=", list.Address, StringComparison.Ordinal);
            Assert.Equal(found, list.Texts("tbody th a").Order(StringComparer.Ordinal));
            Assert.DoesNotContain(browser.Redirects.Append(list.Address), Tells);
            Assert.DoesNotContain(list.All("a[href]").Select(link => link.GetAttribute("href")!), Tells);
            Assert.Equal(found, (await browser.Get(list.Address)).Texts("tbody th a").Order(StringComparer.Ordinal));   // reload, back
        }

        var filtered = await browser.Submit("按所选筛选", ("category", "left-behind"));
        Assert.False(Tells(filtered.Address));
        Assert.Equal(["张试一"], filtered.Texts("tbody th a"));
        Assert.DoesNotContain("张试二", (await browser.Follow("张试一")).Text, StringComparison.Ordinal);
    }

    /// <summary>security.md 13: whatever stands in an address, no page falls over it.</summary>
    [Theory, BothEngines]
    public async Task An_address_that_names_a_filter_and_leaves_it_empty_asks_for_nothing_and_one_with_a_null_letter_is_not_found(Engine engine)
    {
        await using var site = await Loaded(engine);
        using var browser = await site.LogIn("c370831");
        foreach (var odd in new[] { "category=", "age=", "state=", "risk=", "sex=", "school=", "place=", "after=", "find=", "category=&category=left-behind" })
        {
            var list = await browser.Get("/children?" + odd);
            Assert.Equal((System.Net.HttpStatusCode.OK, 2), (list.Status, list.Texts("tbody th a").Count));
        }
        foreach (var odd in new[] { "/children?place=%00", "/children?school=a%00b", "/children?state=%00", "/import/waiting?kind=%00", "/places?q=%00" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.Get(odd)).Status);
    }

    [Theory, BothEngines]
    public async Task A_name_stays_in_the_address_and_an_old_bookmark_with_a_number_is_answered_under_a_handle(Engine engine)
    {
        await using var site = await Loaded(engine);
        using var browser = await site.LogIn("c370831");
        await browser.Get("/");
        var form = Assert.IsType<AngleSharp.Html.Dom.IHtmlFormElement>(browser.Page.One("header form[role=search]"), exactMatch: false);
        Assert.Equal("/children?q=" + Uri.EscapeDataString("张试"), (await browser.SendForm(form, ("q", "张试"))).Address);
        Assert.Equal(2, browser.Page.Texts("tbody th a").Count);

        var old = await browser.Get("/children?category=left-behind&q=" + Number);
        Assert.False(Tells(old.Address));
        Assert.Contains("category=left-behind", old.Address, StringComparison.Ordinal);
        Assert.Equal(["张试一"], old.Texts("tbody th a"));
    }

    [Theory, BothEngines]
    public async Task A_handle_is_its_sessions_alone_and_for_half_an_hour_then_it_says_so(Engine engine)
    {
        await using var site = await Loaded(engine);
        using var browser = await site.LogIn("c370831");
        var address = (await browser.Get("/children?q=" + Number)).Address;
        using var other = await site.LogIn("jn.officer");
        await other.Get(address);
        Assert.Contains("这次查找已经过期", (await other.Submit("看名单", ("purpose", "核对"))).Text, StringComparison.Ordinal);

        foreach (var bad in new[] { "/children?find=x", "/children?find=" + new string('A', 3000), "/children?find=%01%ff", address[..^2] })
            Assert.Contains("这次查找已经过期", (await browser.Get(bad)).Text, StringComparison.Ordinal);
        Assert.Equal(["张试一"], (await browser.Get(address)).Texts("tbody th a"));
        site.World.Time.Advance(SearchHandle.GoodFor + TimeSpan.FromMinutes(1));
        using var later = await site.LogIn("c370831");
        var expired = await later.Get(address);
        Assert.Contains("请在上面再输入一次", expired.Text, StringComparison.Ordinal);
        Assert.Empty(expired.All("tbody tr"));
    }

    /// <summary>Who must say a purpose first says it and is then shown what was looked for.</summary>
    [Theory, BothEngines]
    public async Task The_question_for_a_purpose_keeps_what_was_looked_for(Engine engine)
    {
        await using var site = await Loaded(engine);
        using var city = await site.LogIn("jn.officer");
        await city.Get("/children?q=" + Number);
        var list = await city.Submit("看名单", ("purpose", "核对第二季度在册人数"));
        Assert.Equal(["张试一"], list.Texts("tbody th a"));
        Assert.False(Tells(list.Address));
    }

    [Theory]
    [InlineData("370899201506070015", true)]
    [InlineData("1380000", true)]
    [InlineData("123X", true)]
    [InlineData("１２３４", true)]
    [InlineData("张试一 0015", true)]
    [InlineData("370831-2026-00001", true)]
    [InlineData("张试一", false)]
    [InlineData("zhangzixuan", false)]
    [InlineData("2014", true)]
    [InlineData("卞桥123村", false)]
    [InlineData("XXXX", false)]
    [InlineData("", false)]
    public void Four_digits_may_be_a_number(string typed, bool may) => Assert.Equal(may, SearchWord.MayBeNumber(typed));
}
