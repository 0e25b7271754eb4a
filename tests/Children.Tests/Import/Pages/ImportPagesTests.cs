using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HuTong.Data;
using HuTong.Testing;

namespace HuTong.Children.Import;

/// <summary>A ledger as an office works on it, page by page and without script (import.md 9, states.md 3, look.md Import result).</summary>
public sealed partial class ImportPagesTests
{
    private const string Heading = "姓名,身份证号,出生日期,性别,乡镇,村,类别,监护人,与儿童关系,监护人电话,学校,备注\n";
    private const string One = "张试一,370899201506070015,,,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";
    private const string Sealed = "张试二,370899201506070023,,,泉林镇,卞桥一村,受艾滋病影响儿童,张大山,爷爷,13800001234,泉林小学,\n";
    private const string NoVillage = "张试三,,2015-06-08,男,,,留守儿童,,,,,\n";
    private const string Wrong = "张试四,370899201506070016,,,泉林镇,卞桥一村,留守儿童,,,,,\n";

    [Theory, BothEngines]
    public async Task A_ledger_is_uploaded_looked_at_written_settled_and_taken_back_on_pages(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Heading + One + Sealed + NoVillage + Wrong);
        Assert.Equal("4 行里，2 行可以写入，1 行要人定，1 行退回", dry.Heading);
        Assert.Contains("现在还没有写入任何数据", dry.Text, StringComparison.Ordinal);
        Assert.Contains("没有找到符合", (await browser.Get("/children?q=张试一")).Text, StringComparison.Ordinal);

        await browser.Get(dry.Address);
        var asks = await browser.Submit("写入 2 行…");
        Assert.NotNull(asks.One("dialog[open]"));
        await browser.Submit("写入 2 行");
        var result = await ImportSteps.Done(browser);
        Assert.Equal("写完了：新建 2 份档案，还有 1 行要人定", result.Heading);

        await browser.Follow("核对 1 行");
        var row = await browser.Get(browser.Page.One("tbody th a")!.GetAttribute("href")!);
        Assert.Equal("张试三住在哪个村？", row.Heading);
        var missing = await browser.Submit("就这样定");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        await browser.Submit("就这样定", ("Input.OtherVillageText", "泉林 卞桥一村"));
        Assert.Equal("待人工核对的都定完了", (await browser.Get("/import/waiting")).Heading);
        Assert.Contains("张试三", (await browser.Get("/children?q=张试三")).Text, StringComparison.Ordinal);

        await browser.Get(result.Address);
        // The row that a person settled stays; said before as it is said after.
        Assert.Contains("撤回这次导入：退掉新建的 2 份档案，1 行留着？", (await browser.Submit("撤回导入…")).Text, StringComparison.Ordinal);
        Assert.Contains("请写明为什么撤回", (await browser.Submit("撤回导入")).Text, StringComparison.Ordinal);
        await browser.Submit("撤回导入", ("Reason", "传错了表"));
        var undone = await ImportSteps.Done(browser);
        Assert.StartsWith("已撤回：退掉 2 份新建的档案", undone.Heading, StringComparison.Ordinal);
    }

    /// <summary>look.md 1: every number is a link to exactly the rows it counts.</summary>
    [Theory, BothEngines]
    public async Task Every_number_of_a_dry_run_opens_as_many_rows(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, File.ReadAllBytes(DemoBooks.Shipped["泉林镇留守儿童台账.xlsx"].Path), "名册.xlsx");
        var numbers = dry.All("a.tile").Select(tile => (Href: tile.GetAttribute("href")!, Count: tile.QuerySelector("b")!.TextContent))
            .Concat(dry.All("aside td.num a, .cols td.num a").Select(link => (Href: link.GetAttribute("href")!, Count: Digits().Match(link.TextContent).Value))).Where(one => one.Href.Contains("outcome=", StringComparison.Ordinal)).ToList();
        Assert.True(numbers.Count > 15, $"Only {numbers.Count} numbers were found.");
        foreach (var (href, count) in numbers)
        {
            var rows = await browser.Get(href);
            Assert.True(rows.IsOk, href);
            Assert.EndsWith($"共 {count} 行", rows.One(".pager span")!.TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>import.md 9: a changed row is never written unasked; a column is accepted after its preview.</summary>
    [Theory, BothEngines]
    public async Task Changes_of_a_later_ledger_wait_and_are_taken_by_column(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        foreach (var book in new[] { Heading + One, Heading + One.Replace("泉林小学", "泗水县实验小学", StringComparison.Ordinal) })
        {
            var dry = await ImportSteps.Upload(browser, book);
            var button = dry.Texts("#write button")[0];
            await browser.Submit(button);
            await browser.Submit(button.TrimEnd('…'));
            await ImportSteps.Done(browser);
        }

        var row = await browser.Get((await browser.Get("/import/waiting?kind=changes")).One("tbody th a")!.GetAttribute("href")!);
        Assert.Equal("泗水县实验小学", row.One("tr.differs td:nth-child(3) label")!.TextContent.Trim());
        await browser.Get("/import");
        var changes = await browser.Get(browser.Page.One("tbody th a")!.GetAttribute("href")!.Replace("/result", "/changes", StringComparison.Ordinal));
        Assert.Equal("还有 1 处变动等您定", changes.Heading);
        await browser.Submit("这一列全部采纳（1 处）…");
        await browser.Submit("采纳 1 处");
        Assert.Equal("变动都定完了", browser.Page.Heading);
        Assert.Equal("待人工核对的都定完了", (await browser.Get("/import/waiting")).Heading);
        Assert.Contains("泗水县实验小学", (await browser.Get("/children?q=张试一")).Text, StringComparison.Ordinal);
    }

    /// <summary>REG-003: one number under two names is no dead end; what was typed and chosen stands while it is refused. What the ledger said beyond the fields stands in the file.</summary>
    [Theory, BothEngines]
    public async Task Another_child_with_a_copied_number_is_given_its_own_beside_the_field(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        await ImportSteps.Write(browser, (await ImportSteps.Upload(browser, Heading.Replace("备注", "谁接送,备注", StringComparison.Ordinal) + One.Replace("小学,", "小学,二叔13900002222,常回来", StringComparison.Ordinal))).Address);
        await ImportSteps.Write(browser, (await ImportSteps.Upload(browser, Heading + One.Replace("张试一", "周小莉", StringComparison.Ordinal).Replace("泉林小学", "柳河小学", StringComparison.Ordinal))).Address);
        var row = await browser.Get((await browser.Get("/import/waiting")).One("tbody th a")!.GetAttribute("href")!);
        Assert.Equal("张试一和周小莉，是同一个孩子吗？", row.Heading);
        Assert.NotNull(row.One("input[name='Take.name']"));
        var needed = await browser.Submit("就这样定", ("Input.Decision", "other"), ("Take.school", "left"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, needed.Status);
        Assert.Contains("两个孩子不会是同一个证件号", needed.Text, StringComparison.Ordinal);
        Assert.NotNull(needed.One(needed.One(".errsum a")!.GetAttribute("href")!));
        Assert.Equal(("other", "left"), (needed.Field("Input.Decision"), needed.Field("Take.school")));
        var wrong = await browser.Submit("就这样定", ("Input.Number", "370899201506070067"));
        Assert.Contains("证件号最后一位和前面对不上", wrong.Text, StringComparison.Ordinal);
        Assert.Equal("370899201506070067", wrong.Field("Input.Number"));
        Assert.Equal("待人工核对的都定完了", (await browser.Submit("就这样定", ("Input.Number", "370899201506070066"))).Heading);
        Assert.Contains("周小莉", (await browser.Get("/children?q=周小莉")).Text, StringComparison.Ordinal);
        var list = await browser.Get("/children?q=张试一");
        var file = await browser.Get(list.One("tbody th a")!.GetAttribute("href")!);
        Assert.Contains("台账里还写着", file.Text, StringComparison.Ordinal);
        Assert.Contains("二叔1*********2", file.Text, StringComparison.Ordinal);
        Assert.Contains("台账《名册.csv》第 2 行", file.Text, StringComparison.Ordinal);
    }

    /// <summary>security.md 4 and 5: no whole number, and no trace of a sealed kind, on any page of an import.</summary>
    [Fact]
    public async Task Pages_show_no_whole_number_and_no_trace_of_a_sealed_kind()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Heading + One + Sealed.Replace("泉林镇,卞桥一村", ",", StringComparison.Ordinal) + Wrong);
        await browser.Submit("写入 1 行…");
        await browser.Submit("写入 1 行");
        var result = await ImportSteps.Done(browser);
        var row = (await browser.Get("/import/waiting")).One("tbody th a")!.GetAttribute("href")!;
        foreach (var path in new[] { dry.Address, $"{dry.Address}?outcome=all", $"{dry.Address}/columns", result.Address, $"{dry.Address}?outcome=all&code=sealed-category", "/import/waiting", "/import/waiting?code=sealed-category", row, "/import" })
        {
            var html = (await browser.Get(path)).Html;
            foreach (var secret in new[] { "370899201506070015", "370899201506070023", "370899201506070016", "13800001234", "艾滋", "sealed", "封存" })
                Assert.False(html.Contains(secret, StringComparison.Ordinal) && !path.Contains(secret, StringComparison.Ordinal), $"{path} shows {secret}");
        }
    }

    [Fact]
    public async Task A_ledger_of_one_office_is_not_found_by_another_and_a_refused_one_says_what_to_do()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        using var browser = await site.LogIn("c370831");
        var refused = await ImportSteps.Upload(browser, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 74, 70, 73, 70], "照片.xlsx");
        Assert.Equal("这份台账读不了", refused.Heading);
        Assert.Contains("另存为 xlsx", refused.Text, StringComparison.Ordinal);
        using var other = await site.LogIn("quanlin.supervisor");
        foreach (var page in new[] { "", "/columns", "/result", "/returned", "/changes" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get(refused.Address + page)).Status);
        Assert.Equal("把手上的台账导入进来", (await other.Get("/import")).Heading);
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_ledger_and_a_missing_file_is_told()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        using var browser = await site.LogIn("c370831");
        await browser.Get("/import/new");
        var key = browser.Page.Field("Key")!;
        Assert.Contains("还没有选文件", (await browser.Submit("上传，先试运行")).Text, StringComparison.Ordinal);
        var book = new UploadedFile("File", "名册.csv", Encoding.UTF8.GetBytes(Heading + One));
        var first = await browser.Upload("上传，先试运行", book, ("Key", key));
        await browser.Get("/import/new");
        Assert.Equal(first.Address, (await browser.Upload("上传，先试运行", book, ("Key", key))).Address);
        Assert.Single((await browser.Get("/import")).All("tbody tr"));
    }

    [GeneratedRegex(@"[\d,]+")]
    private static partial Regex Digits();
}
