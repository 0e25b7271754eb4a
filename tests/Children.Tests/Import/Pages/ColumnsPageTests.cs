using System.Net;
using System.Text;
using HuTong.Data;
using HuTong.Testing;

namespace HuTong.Children.Import;

/// <summary>What a column is taken for is corrected once and remembered for every ledger of that form (import.md 4 and 5, look.md 05a; REG-019).</summary>
public sealed class ColumnsPageTests
{
    private const string Heading = "姓名,身份证号,乡镇,村,类别,带娃的人,常用电话号,学校\n";
    private const string First = "张试一,370899201506070015,泉林镇,卞桥一村,留守儿童,张大山,13800001234,泉林小学\n";
    private const string Second = "张试二,370899201506070023,泉林镇,卞桥一村,留守儿童,李大河,13800005678,泉林小学\n";

    [Theory, BothEngines]
    public async Task A_corrected_column_counts_at_once_and_for_the_next_ledger_of_the_form(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Heading + First);
        var columns = await browser.Get(dry.Address + "/columns");
        Assert.Equal("8 列里 6 列已认出，2 列原样留存", columns.Heading);
        await browser.Submit("记住，重新试运行", ("c5", "guardian.name"), ("c6", "guardian.phone"));
        await ImportSteps.Done(browser);
        Assert.Equal("8 列都对应好了", (await browser.Get(dry.Address + "/columns")).Heading);
        Assert.Contains("用的是上次改好记住的", browser.Page.Text, StringComparison.Ordinal);

        var next = await ImportSteps.Upload(browser, Heading + Second);
        Assert.Equal("guardian.phone", (await browser.Get(next.Address + "/columns")).Field("c6"));
        await ImportSteps.Write(browser, next.Address);
        Assert.Contains("张试二", (await browser.Get("/children?q=13800005678")).Text, StringComparison.Ordinal);

        using var other = await site.LogIn("c370832");
        var theirs = await ImportSteps.Upload(other, Heading + First);
        Assert.Equal("8 列里 6 列已认出，2 列原样留存", (await other.Get(theirs.Address + "/columns")).Heading);   // another office learns nothing
    }

    [Theory, BothEngines]
    public async Task A_wrong_map_is_refused_in_words_and_what_was_chosen_stands(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Heading + First);
        await browser.Get(dry.Address + "/columns");
        var twice = await browser.Submit("记住，重新试运行", ("c5", "guardian.name"), ("c6", "guardian.name"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("有几栏选成了同一项，只能留一栏：带娃的人、常用电话号", twice.Text, StringComparison.Ordinal);
        Assert.Equal(("guardian.name", "guardian.name"), (twice.Field("c5"), twice.Field("c6")));
        Assert.NotNull(twice.One(twice.One(".errsum a")!.GetAttribute("href")!));
        var nameless = await browser.Submit("记住，重新试运行", ("c0", ""), ("c5", "guardian.name"), ("c6", "guardian.phone"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.Status);
        Assert.Contains("没有一栏是孩子的姓名", nameless.Text, StringComparison.Ordinal);
        Assert.Equal(("", "guardian.phone"), (nameless.Field("c0"), nameless.Field("c6")));
        Assert.Equal("8 列里 6 列已认出，2 列原样留存", (await browser.Get(dry.Address + "/columns")).Heading);   // nothing was kept
    }

    /// <summary>import.md 1: the usual way to repair a wrong mapping is to load the file again; the pages say what is new and what is as last time.</summary>
    [Theory, BothEngines]
    public async Task The_same_file_with_a_corrected_column_says_what_is_as_last_time_and_loses_nothing(Engine engine)
    {
        const string waits = "张试三,,泉林镇,,留守儿童,,,\n";
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        await ImportSteps.Write(browser, (await ImportSteps.Upload(browser, Heading + First + waits)).Address);
        var same = await ImportSteps.Upload(browser, Heading + First + waits);
        Assert.Contains("再写一次什么也不会变，不会多出孩子。1 行和上次一样，不再排队。", same.Text, StringComparison.Ordinal);
        await browser.Get(same.Address + "/columns");
        await browser.Submit("记住，重新试运行", ("c5", "guardian.name"), ("c6", "guardian.phone"));
        var dry = await ImportSteps.Done(browser);
        dry = await browser.Get(same.Address);
        Assert.Equal("2 行里，0 行可以写入，1 行要人定，0 行退回，1 行和上次一样", dry.Heading);
        Assert.Contains("这次有的列对应得不一样，照这次的算。1 行和上次一样，不再排队。", dry.Text, StringComparison.Ordinal);
        Assert.EndsWith("共 1 行", (await browser.Get(same.Address + "?outcome=all&kind=repeat")).One(".pager span")!.TextContent, StringComparison.Ordinal);
        var result = await ImportSteps.Write(browser, same.Address);
        Assert.Contains("1 行和上次一样，不再排队", result.Text, StringComparison.Ordinal);
        Assert.Contains("有 2 处变动可以按列采纳", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_a_ledger_that_was_written_are_looked_at_only()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Heading + First);
        var columns = await browser.Get(dry.Address + "/columns");
        var fields = columns.All("form[method=post] input[name], form[method=post] select[name]").Select(field => field.GetAttribute("name")!).Distinct().Select(name => (name, columns.Field(name) ?? "")).ToArray();
        await ImportSteps.Write(browser, dry.Address);
        var late = await browser.Post(columns.Address, fields);
        Assert.True(late.Text.Contains("已经办过了", StringComparison.Ordinal), $"{late.Address} {late.Status} {late.Text}");
        Assert.Empty((await browser.Get(columns.Address)).All("select"));
    }
}
