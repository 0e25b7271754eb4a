using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>Every role logs in and opens each page of its menu; every page passes the checks on both screens (ORG-004, look.md 8).</summary>
public sealed class EveryRoleTests(Chrome chrome, LoadedSite loaded)
{
    [Theory]
    [InlineData("quanlin.director", "/children", "/children/new", "/children/leads", "{child}")]
    [InlineData("quanlin.supervisor", "/children", "{child}/move", "/import", "/import/new", "/import/waiting")]
    [InlineData("r370831", "/children", "{child}", "/children/leads", "/import")]
    [InlineData("c370831", "{child}/household", "{child}/correct/identity", "{child}/correct/residence", "{child}/correct/person", "{child}/correct/phone", "{child}/correct/category", "{child}/danger", "{child}/reveal?what=id")]
    [InlineData("secadmin", "/admin/accounts", "/admin/accounts/new", "/password")]
    [InlineData("sysadmin", "/admin/system", "/admin/calendar", "/places")]
    [InlineData("auditadmin", "/admin/audit", "/admin/audit?log=looks")]
    [InlineData("sd.officer")]
    public async Task Logs_in_and_sees_pages_in_order(string account, params string[] pages)
    {
        await using var person = await Person.At(chrome, loaded.Site, account);
        await person.Look($"{account}-home");
        var menu = await person.Page.Locator("nav.nav a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        var child = await person.Page.Locator("#q").CountAsync() > 0 ? loaded.Child : "";
        foreach (var path in pages.Concat(menu).Where(path => path != "/").Select(path => path.Replace("{child}", child, StringComparison.Ordinal)).Distinct())
        {
            await person.Go(path);
            await Assertions.Expect(person.Page.Locator("h1")).ToBeVisibleAsync();
            await person.Look($"{account}{path.Replace(loaded.Child, "-child", StringComparison.Ordinal).Replace('/', '-').Replace('?', '-')}");
        }

        person.HasNoComplaint();
    }

    [Theory]
    [InlineData("jn.officer")]
    [InlineData("auditor")]
    public async Task Says_why_before_it_sees_children(string account)
    {
        await using var person = await Person.At(chrome, loaded.Site, account);
        await person.Look($"{account}-home");
        await person.Go("/children");
        await person.Look($"{account}-purpose");
        await person.Press("看名单");
        await Assertions.Expect(person.Page.Locator(".errsum")).ToBeVisibleAsync();
        await person.Look($"{account}-purpose-missing");
        await person.Fill("用途", "核对第二季度在册人数");
        await person.Press("看名单");
        await Assertions.Expect(person.Page.Locator("tbody th a").First).ToBeVisibleAsync();
        await person.Look($"{account}-children");
        await person.Go(loaded.Child);
        await person.Sees("为什么要看这份档案");
        await person.Look($"{account}-file-purpose");
        await person.Fill("用途", "回复来信");
        await person.Press("打开档案");
        await person.Sees("韩安");
        await person.Look($"{account}-file");
        person.HasNoComplaint();
    }

    [Fact]
    public async Task A_new_director_changes_the_first_password_before_anything_else()
    {
        await using var person = await Person.At(chrome, loaded.Site);
        await person.Go("/login");
        await person.Look("login");
        await person.LogIn("new.director", "wrong-password-1");
        await Assertions.Expect(person.Page.Locator(".errsum")).ToBeVisibleAsync();
        await person.Look("login-refused");
        await person.LogIn("new.director");
        await person.SeesText("先换一个自己的密码");
        await person.Look("password-forced");
        await person.Go("/children");
        await person.SeesText("先换一个自己的密码");
        await person.Fill("现在的密码", Testing.LiveSite.Password);
        await person.Page.GetByLabel("新密码", new() { Exact = true }).FillAsync("password123");
        await person.Fill("新密码再写一遍", "password123");
        await person.Press("换密码");
        await Assertions.Expect(person.Page.Locator(".errsum")).ToBeVisibleAsync();
        await person.Look("password-weak");
        await person.Fill("现在的密码", Testing.LiveSite.Password);
        await person.Page.GetByLabel("新密码", new() { Exact = true }).FillAsync("quanlin-apricot-77-lamp");
        await person.Fill("新密码再写一遍", "quanlin-apricot-77-lamp");
        await person.Press("换密码");
        await Assertions.Expect(person.Page.Locator("header.top")).ToBeVisibleAsync();
        person.HasNoComplaint();
    }
}
