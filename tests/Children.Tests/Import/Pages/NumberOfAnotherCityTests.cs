using System.Net;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Testing;

namespace HuTong.Children.Import;

/// <summary>A child of the ledger whose number another city's child has (decision 008): the county that sees nothing of that file gives the child its own number on the row's page.</summary>
public sealed class NumberOfAnotherCityTests
{
    private const string Number = "370899201506070015", Own = "370899201506070023";
    private const string Book = "姓名,身份证号,乡镇,村,类别\n张试一," + Number + ",泉林镇,卞桥一村,留守儿童\n";

    [Theory, BothEngines]
    public async Task The_page_asks_for_the_child_s_own_number_checks_it_and_stores_the_child_under_it(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await using (var system = site.World.AsSystem())
        {
            var blind = system.Get<BlindIndex>();
            system.Db.Add(new IdentityIndex { Blind = blind.Of(BlindIndex.IdNumber, Number), ChildId = Guid.CreateVersion7(), Region = "370102001001", State = "registered", NameBlind = IdentityCheck.NameBlind(blind, "张试一") });
            await system.Db.SaveChangesAsync();
        }

        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, Book);
        await ImportSteps.Write(browser, dry.Address);
        await browser.Follow("核对 1 行");
        var row = await browser.Get(browser.Page.One("tbody th a")!.GetAttribute("href")!);
        Assert.Contains("已在外市登记", row.Text, StringComparison.Ordinal);
        Assert.NotNull(row.One("[name='Input.Number']"));
        var same = await browser.Submit("就这样定", ("Input.Decision", "fill"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, same.Status);
        var wrong = await browser.Submit("就这样定", ("Input.Decision", "fill"), ("Input.Number", "370899201506070024"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.NotNull(wrong.One("[name='Input.Number'][aria-invalid='true']"));
        await browser.Submit("就这样定", ("Input.Decision", "fill"), ("Input.Number", Own));
        Assert.Equal("待人工核对的都定完了", (await browser.Get("/import/waiting")).Heading);
        Assert.Contains("张试一", (await browser.Get($"/children?q={Own}")).Text, StringComparison.Ordinal);
    }
}
