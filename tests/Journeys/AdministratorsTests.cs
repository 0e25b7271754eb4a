using HuTong.Testing;
using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>The security administrator gives and takes accounts, which acts at once, and the audit administrator sees that it was done (ORG-004, ORG-005).</summary>
public sealed class AdministratorsTests(Chrome chrome, LoadedSite loaded)
{
    private const string Account = "370831-0999", Own = "quanlin-apricot-77-lamp";

    [Fact]
    public async Task An_account_is_opened_used_and_closed_and_all_of_it_is_on_record()
    {
        await using var security = await Person.At(chrome, loaded.Site, "secadmin");
        var oneTime = await OpenAccount(security);
        await using var officer = await Person.At(chrome, loaded.Site);
        await officer.LogIn(Account, oneTime);
        await officer.SeesText("先换一个自己的密码");
        await officer.Fill("现在的密码", oneTime);
        await officer.Page.GetByLabel("新密码", new() { Exact = true }).FillAsync(Own);
        await officer.Fill("新密码再写一遍", Own);
        await officer.Press("换密码");
        await Assertions.Expect(officer.Page.Locator("header.top")).ToBeVisibleAsync();
        await officer.Go("/children");
        await Assertions.Expect(officer.Page.Locator("tbody th a").First).ToBeVisibleAsync();

        await CloseAccount(security);
        await officer.Go("/children");
        await Assertions.Expect(officer.Page.GetByLabel("密码", new() { Exact = true })).ToBeVisibleAsync();
        await officer.LogIn(Account, Own);
        await Assertions.Expect(officer.Page.Locator(".errsum")).ToBeVisibleAsync();
        security.HasNoComplaint();
        officer.HasNoComplaint();
        await ReadTheRecord();
    }

    private static async Task<string> OpenAccount(Person security)
    {
        await security.Go("/admin/accounts");
        await security.Follow("开一个账号");
        await security.Press("开账号");
        await Assertions.Expect(security.Page.Locator(".errsum")).ToBeVisibleAsync();
        await security.Look("account-new-refused");
        await security.Fill("姓名", "李守安");
        await security.Page.Locator("[name='Input.UserName']").FillAsync(Account);
        await security.Page.GetByLabel("岗位").First.SelectOptionAsync(new SelectOptionValue { Label = "县级经办" });
        await security.Choose("管哪里", "泗水县");
        await security.Press("开账号");
        await security.Sees("账号开好了");
        await security.Look("account-opened");
        return await security.Page.Locator("#one-time").InnerTextAsync();
    }

    private static async Task CloseAccount(Person security)
    {
        await security.Go($"/admin/accounts?Q={Account}");
        await security.Page.Locator("tbody th a").First.ClickAsync();
        await security.Sees("李守安");
        await security.SeesText("登录着");
        await security.Look("account");
        await security.Press("停用这个账号");
        await Assertions.Expect(security.Page.Locator(".errsum")).ToBeVisibleAsync();
        await security.Fill("为什么停用", "离任");
        await security.Press("停用这个账号");
        await security.SeesText("已停用");
        await security.Look("account-closed");
    }

    private async Task ReadTheRecord()
    {
        await using var audit = await Person.At(chrome, loaded.Site, "auditadmin");
        await audit.Go("/admin/audit");
        await audit.SeesText("停用账号");
        await audit.Press("核对整条记录链");
        await audit.SeesText("记录链完好");
        await audit.Look("audit-verified");
        await audit.SeesNot("李守安");
        audit.HasNoComplaint();
    }
}
