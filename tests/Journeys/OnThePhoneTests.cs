using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>Village and township at 360×780: what they do with a child's file without a computer (REG-018, look.md 7 and 8).</summary>
public sealed class OnThePhoneTests(Chrome chrome, LoadedSite loaded)
{
    [Theory]
    [InlineData("quanlin.director", "15400009901")]
    [InlineData("quanlin.supervisor", "15400009902")]
    public async Task Finds_a_child_corrects_a_phone_and_prints(string account, string number)
    {
        const string Child = "韩安";
        await using var person = await Person.OnPhone(chrome, loaded.Site, account);
        await person.Look($"{account}-phone-home");
        await person.Go("/children");
        await Assertions.Expect(person.Page.Locator("tbody th a").First).ToBeVisibleAsync();
        await person.Look($"{account}-phone-list");
        await person.Open(Child, Child);
        await person.Look($"{account}-phone-file");

        await person.Page.Locator("a[href*='/correct/phone?row=']").First.ClickAsync();
        await person.Fill("电话号码", "1540000");
        await person.Page.Locator(".formbar button.pri").ClickAsync();
        await Assertions.Expect(person.Page.Locator(".errsum")).ToBeVisibleAsync();
        await person.Look($"{account}-phone-wrong");
        await person.Fill("电话号码", number);
        if (await person.Page.GetByText("更正写错的").CountAsync() > 0) await person.Page.GetByText("更正写错的").ClickAsync();
        await person.Fill("为什么改", $"入户当面问的，{number[^2..]}");
        await person.Page.Locator(".formbar button.pri").ClickAsync();
        await person.SeesText("已保存");
        await person.Open(number, Child);

        await person.Page.Locator("a[href$='/timeline']").First.ClickAsync();
        await person.SeesText($"入户当面问的，{number[^2..]}");
        await person.Look($"{account}-phone-timeline");
        await person.Open(Child, Child);
        await person.Follow("打印档案");
        await person.Fill("用途", "入户时带着");
        await person.Press("看打印稿");
        await person.SeesText("用途：入户时带着");
        await person.Look($"{account}-phone-sheet");
        person.HasNoComplaint();
    }
}
