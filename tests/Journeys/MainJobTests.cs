using HuTong.Data;
using HuTong.Testing;
using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>The main job as a new user tries it (REG-001 to REG-012): ledgers become files, and the files are found, corrected and printed.</summary>
public sealed class MainJobTests(Chrome chrome)
{
    private const string Child = "韩安", Number = "370899201903280438", Phone = "15400004559";

    [Fact]
    public async Task A_county_officer_makes_files_of_ledgers_finds_corrects_and_prints_them()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        await using var officer = await Person.At(chrome, site, "c370831");
        await officer.Sees("先把手上的台账导入进来");
        await officer.Look("county-home-empty");
        await LoadTheFirst(officer);
        await SettleTheDoubtful(officer);
        await LoadTheSecondAndTakeChanges(officer);
        await FindAndCorrect(officer);
        await LoadAgainAndUndo(officer);
        officer.HasNoComplaint();
    }

    private static async Task LoadTheFirst(Person officer)
    {
        await officer.Go("/import");
        await officer.Look("import-empty");
        await officer.Go("/import/new");
        await officer.Look("import-new");
        await officer.Upload(Ledgers.Township, "泉林镇");
        await officer.Sees("214 行里，174 行可以写入，28 行要人定，12 行退回");
        await officer.Look("import-dry-run");
        await officer.Follow("回到对应列");
        await officer.Sees("列");
        await officer.Look("import-columns");
        await officer.Press("记住，重新试运行");
        await officer.Sees("214 行里，174 行可以写入");
        await officer.Apply();
        await officer.Sees("新建 174 份档案，还有 28 行要人定");
        await officer.Look("import-result");
        await officer.Go("/");
        await officer.Look("county-home");
    }

    private static async Task SettleTheDoubtful(Person officer)
    {
        await officer.Go("/import/waiting");
        await officer.Sees("还有 28 行等您定");
        await officer.Look("import-waiting");
        await officer.Go("/import/waiting?kind=one&code=probable-duplicate");
        await officer.Page.Locator("tbody th a").First.ClickAsync();
        await officer.Sees("同一个孩子");
        await officer.Look("import-compare");
        await officer.Decide("是同一个孩子");
        await officer.Decide("是另一个孩子");
        await officer.Go("/import/waiting");
        await officer.Sees("还有 26 行等您定");
    }

    private static async Task LoadTheSecondAndTakeChanges(Person officer)
    {
        await officer.Upload(Ledgers.County);
        await officer.Sees("391 行里");
        await officer.Apply();
        await officer.Page.Locator("a[href$='/changes']").First.ClickAsync();
        await officer.Sees("处变动等您定");
        await officer.Look("import-changes");
        await officer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^采纳\\s*：") }).First.ClickAsync();
        await officer.SeesText("采纳了 1 处");
        await officer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^不采纳\\s*：") }).First.ClickAsync();
        await officer.SeesText("1 处没有采纳，在册的不变");
        await officer.Page.Locator("#one .formbar button.pri").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("dialog[open]")).ToContainTextAsync("原来的值留在每个孩子的时间线里");
        await officer.Look("import-changes-ask");
        await officer.Page.Locator("dialog[open] button.pri").ClickAsync();
        await officer.SeesText("采纳了");
        await officer.Go("/import");
        await officer.Look("import-list");
    }

    private static async Task FindAndCorrect(Person officer)
    {
        foreach (var words in new[] { Child, "hanan", "ha", Phone, Number, Number[^4..] }) await officer.Find(words, Child);
        await officer.Look("children-found");
        await officer.Go("/children");
        await officer.Look("children-list");
        await officer.Open(Child, Child);
        await officer.Look("child-file");
        foreach (var tab in new[] { "监护", "健康", "类别", "就学" })
        {
            await officer.Page.Locator("nav.tabs a", new() { HasText = tab }).ClickAsync();
            await Assertions.Expect(officer.Page.Locator("nav.tabs a[aria-current]")).ToContainTextAsync(tab);
            await officer.Look($"child-tab-{tab}");
        }

        await officer.Page.Locator("a[href*='/correct/schooling']").First.ClickAsync();
        await officer.Sees("就学");
        await officer.Press("保存就学");
        await Assertions.Expect(officer.Page.Locator(".errsum")).ToBeVisibleAsync();
        await officer.Look("correct-schooling-wrong");
        await officer.Page.GetByLabel("学段").SelectOptionAsync(new SelectOptionValue { Label = "小学" });
        await officer.Fill("学校", "泉林镇北岭小学");
        await officer.Page.GetByText("更正写错的").ClickAsync();
        await officer.Fill("为什么改", "按学籍核对");
        await officer.Press("保存就学");
        await officer.SeesText("泉林镇北岭小学");
        await ReadAndPrint(officer);
    }

    private static async Task ReadAndPrint(Person officer)
    {
        await officer.Open(Number, Child);
        await officer.Page.Locator("a[href$='/timeline']").First.ClickAsync();
        await officer.SeesText("按学籍核对");
        await officer.SeesText("泉林镇北岭小学");
        await officer.Look("child-timeline");
        await officer.Open(Number, Child);
        await officer.Follow("打印档案");
        await officer.Look("print-purpose");
        await officer.Fill("用途", "年度核查存档");
        await officer.Press("看打印稿");
        await officer.SeesText("用途：年度核查存档");
        await officer.Look("print-sheet");
        var paper = await officer.Page.PdfAsync(new() { PreferCSSPageSize = true });
        Assert.True(paper.Length > 10_000, "The sheet is empty.");
    }

    private static async Task LoadAgainAndUndo(Person officer)
    {
        await officer.Upload(Ledgers.Township, "泉林镇");
        await officer.SeesText("导入过");
        await officer.Look("import-again");
        await officer.Apply();
        await officer.Sees("新建 0 份档案");
        await officer.Upload(Ledgers.Month);
        await officer.Apply();
        await officer.Press("撤回导入");
        await officer.Fill("为什么撤回", "交错了月份");
        await officer.Page.Locator("dialog[open] button.bad").ClickAsync();
        await officer.Sees("已撤回");
        await officer.Look("import-undone");
    }
}
