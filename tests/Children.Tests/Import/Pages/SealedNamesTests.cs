using HuTong.Children.Tests.Import;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Bureaus name such lists by their kind: neither the name of a file nor that of a sheet tells it beside the children (security.md 4).</summary>
public sealed class SealedNamesTests
{
    [Theory, BothEngines]
    public async Task A_sealed_word_in_the_name_of_a_file_or_sheet_is_kept_nowhere_and_shown_on_no_page(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("c370831");
        var book = new TinyBook().Sheet(
            TinyBook.Row(1, "姓名", "身份证号", "乡镇", "村", "类别") + TinyBook.Row(2, "张试一", "370899201506070015", "泉林镇", "卞桥一村", "困境儿童") + TinyBook.Row(3, "张试二", "370899201506070023", "泉林镇", "卞桥一村", null), name: "艾滋病儿童")
            .Sheet(TinyBook.Row(1, "没有表头"), name: "感染艾滋病").Sheet(TinyBook.Row(1, "姓名"), name: "艾滋", state: "hidden").Bytes();
        var dry = await ImportSteps.Upload(browser, book, "受艾滋病影响儿童名单.xlsx");
        var address = dry.Address;
        List<Page> seen = [dry, await browser.Get(address + "?outcome=all"), await browser.Get(address + "/columns")];
        seen.Add(await ImportSteps.Write(browser, address));
        seen.Add(await browser.Get("/import"));
        seen.Add(await browser.Get("/import/waiting"));
        seen.Add(await browser.Get(browser.Page.One("tbody th a")!.GetAttribute("href")!));
        seen.Add(await browser.Get((await browser.Get("/children?q=张试一")).One("tbody th a")!.GetAttribute("href")! + "/timeline"));
        using (var reviewer = await site.LogIn("r370831")) seen.Add(await reviewer.Get("/import"));
        Assert.All(seen, page => Assert.True(page.IsOk && !page.Html.Contains("艾滋", StringComparison.Ordinal), page.Address));
        Assert.Contains("台账.xlsx", seen[4].Text, StringComparison.Ordinal);

        await using var system = site.World.AsSystem();
        Assert.Equal("封存（第 1 张表）", Assert.Single(await system.Db.Set<ImportRow>().Select(row => row.Sheet).Distinct().ToListAsync()));
        Assert.All(await system.Db.Set<ImportBatch>().Select(batch => batch.Notes).ToListAsync(), notes => Assert.DoesNotContain("艾滋", notes!, StringComparison.Ordinal));
    }
}
