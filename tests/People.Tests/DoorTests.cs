using System.Net;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.People.Seed;
using HuTong.Testing;
using HuTong.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.People.Tests;

/// <summary>The pages of the room over HTTP, as the whole product serves them.</summary>
public sealed class DoorTests
{
    [Theory, BothEngines]
    public async Task Log_in_leads_on_only_to_our_own_pages_and_the_cookie_is_shut_T18(Engine engine)
    {
        await using var house = await Open(engine);
        using var browser = house.Browser();
        Assert.Equal("/login", (await browser.Get("/admin/accounts")).Address.Split('?')[0]);
        foreach (var bad in new[] { "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example" })
        {
            using var visitor = house.Browser();
            await visitor.Get("/login?returnUrl=" + Uri.EscapeDataString(bad));
            var page = await visitor.Submit("登录", ("UserName", "secadmin"), ("Password", Workers.Good));
            Assert.StartsWith("/admin/accounts", page.Address, StringComparison.Ordinal);
        }
        await browser.Get("/login?returnUrl=%2Fadmin%2Faccounts%2Fnew");
        Assert.Equal("/admin/accounts/new", (await browser.Submit("登录", ("UserName", "secadmin"), ("Password", Workers.Good))).Address);
        Assert.NotNull(browser.Cookie("ht"));
        await browser.Submit("退出");
        Assert.Equal("/login", browser.Page.Address);
        Assert.StartsWith("/login", (await browser.Get("/admin/accounts")).Address, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task Wrong_password_and_unknown_name_are_one_page_T20(Engine engine)
    {
        await using var house = await Open(engine);
        using var browser = house.Browser();
        await browser.Get("/login");
        var wrong = await browser.Submit("登录", ("UserName", "secadmin"), ("Password", "wrong-Word-1"));
        Assert.Contains("账号或密码不对", wrong.Text, StringComparison.Ordinal);
        var unknown = await browser.Submit("登录", ("UserName", "secadmix"), ("Password", "wrong-Word-1"));
        Assert.Equal(wrong.Text, unknown.Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/login", ("UserName", "secadmin"), ("Password", Workers.Good))).Status);
    }

    [Theory, BothEngines]
    public async Task A_handed_out_password_is_changed_before_anything_else(Engine engine)
    {
        await using var house = await Open(engine);
        using var browser = house.Browser();
        await browser.Get("/login");
        Assert.Equal("/password", (await browser.Submit("登录", ("UserName", "new.director"), ("Password", Workers.Good))).Address);
        Assert.Equal("/password", (await browser.Get("/places")).Address);
        var weak = await browser.Submit("换密码", ("Input.Current", Workers.Good), ("Input.Password", "Password123!"), ("Input.Again", "Password123!"));
        Assert.Contains("太常见", weak.Text, StringComparison.Ordinal);
        var before = browser.Cookie("ht");
        await browser.Submit("换密码", ("Input.Current", Workers.Good), ("Input.Password", Workers.Better), ("Input.Again", Workers.Better));
        Assert.NotEqual(before, browser.Cookie("ht"));
        Assert.Equal("/places", (await browser.Get("/places")).Address);
    }

    [Theory, BothEngines]
    public async Task An_account_is_opened_used_and_disabled_in_the_middle_of_its_work_T4(Engine engine)
    {
        await using var house = await Open(engine);
        using var admin = house.Browser();
        await admin.Get("/login");
        await admin.Submit("登录", ("UserName", "secadmin"), ("Password", Workers.Good));
        await admin.Get("/admin/accounts/new");
        var bad = await admin.Submit("开账号", ("Input.Name", ""), ("Input.UserName", "x"), ("Post.Role", "county-officer"), ("Post.RegionText", "汶上"));
        Assert.StartsWith("有错：", bad.Document.Title, StringComparison.Ordinal);
        var opened = await admin.Submit("开账号", ("Input.Name", "孔令测"), ("Input.UserName", "kong.test"), ("Post.Role", "county-officer"), ("Post.RegionText", "汶上县"));
        var password = opened.One("#one-time")?.TextContent;
        Assert.True(password?.Length > 10, opened.Text);

        using var worker = house.Browser();
        await worker.Get("/login");
        await worker.Submit("登录", ("UserName", "kong.test"), ("Password", password));
        await worker.Submit("换密码", ("Input.Current", password), ("Input.Password", Workers.Better), ("Input.Again", Workers.Better));
        Assert.Contains("汶上县", (await worker.Get("/places")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await worker.Get("/admin/accounts")).Status);

        await admin.Get("/admin/accounts?q=kong");
        await admin.Follow("孔令测");
        Assert.DoesNotContain(password, admin.Page.Html, StringComparison.Ordinal);
        await admin.Submit("停用这个账号", ("Reason", "离任"));
        Assert.StartsWith("/login", (await worker.Get("/places")).Address, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task Each_administrator_has_one_page_and_no_child_ORG_018(Engine engine)
    {
        await using var house = await Open(engine);
        foreach (var (name, own) in new[] { ("sysadmin", "/admin/system"), ("secadmin", "/admin/accounts"), ("auditadmin", "/admin/audit") })
        {
            using var browser = house.Browser();
            await browser.Get("/login");
            Assert.Equal(own, (await browser.Submit("登录", ("UserName", name), ("Password", Workers.Good))).Address);
            Assert.True(browser.Page.IsOk);
            foreach (var other in new[] { "/admin/system", "/admin/accounts", "/admin/audit", "/children" })
                Assert.Equal(other == own ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await browser.Get(other)).Status);
        }
        using var auditor = house.Browser();
        await auditor.Get("/login");
        await auditor.Submit("登录", ("UserName", "auditadmin"), ("Password", Workers.Good));
        Assert.Contains("登录", auditor.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("方静", auditor.Page.Text, StringComparison.Ordinal);
        Assert.Contains("对得上", (await auditor.Submit("核对整条记录链")).Text, StringComparison.Ordinal);
    }

    private static async Task<OpenHouse> Open(Engine engine)
    {
        var store = await TestDatabase.From(engine, "door", async (connection, folder) =>
        {
            await using var services = new ServiceCollection().AddLogging().AddHuTong(Database.From(connection, folder), new MasterKey(World.MasterKeyOfTests), World.Day).BuildServiceProvider();
            await using (var migrating = services.CreateAsyncScope())
            {
                migrating.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
                await migrating.ServiceProvider.GetRequiredService<Migrate>().Run();
            }
            await using var seeding = services.CreateAsyncScope();
            seeding.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("test", WholeCountry.Prefixes);
            await seeding.ServiceProvider.GetRequiredService<SeedPlacesOnlyAccounts>().Run(Workers.Good);
        });
        var app = Site.Build([], new Settings(store.ConnectionString, store.Folder, World.Day, "http://127.0.0.1:0"), Database.From(store.ConnectionString, store.Folder), new MasterKey(World.MasterKeyOfTests));
        await using (var opening = app.Services.CreateAsyncScope())
        {
            opening.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
            opening.ServiceProvider.GetRequiredService<Migrate>().OpenLogins();
        }
        await app.StartAsync();
        return new OpenHouse(app, store);
    }

    private sealed class OpenHouse(WebApplication app, TestDatabase store) : IAsyncDisposable
    {
        public Browser Browser() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) });

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
