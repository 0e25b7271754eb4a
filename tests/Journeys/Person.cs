using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HuTong.Testing;
using Microsoft.Playwright;
using Xunit;

namespace HuTong.Journeys;

/// <summary>
/// Somebody at a real browser: finds buttons, links and fields by the words on them. What the browser complains of meanwhile is kept and
/// fails the journey: errors on the console, a broken content policy, a request that fails or goes to somebody else's host.
/// </summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext window;
    private readonly Complaints complaints;
    private readonly List<string> seen = [];

    // An account has one session: who logs in with it ends the other's. Journeys on one site take turns with it.
    private static readonly ConcurrentDictionary<(Uri Site, string Account), SemaphoreSlim> Turns = [];
    private SemaphoreSlim? turn;

    private Person(IBrowserContext window, IPage page, Complaints complaints) => (this.window, Page, this.complaints) = (window, page, complaints);

    public IPage Page { get; }

    /// <summary>Whether this person holds a phone; else everything is looked at on both screens, from the desk.</summary>
    private bool HoldsPhone { get; set; }

    public static async Task<Person> At(Chrome chrome, LiveSite site)
    {
        var window = await chrome.OpenWindow(site.Address);
        var page = await window.NewPageAsync();
        return new(window, page, Complaints.Of(page, site.Address));
    }

    /// <summary>A person who has logged in with a demonstration account.</summary>
    public static async Task<Person> At(Chrome chrome, LiveSite site, string account)
    {
        var person = await At(chrome, site);
        await person.TakeTurn(site, account);
        await person.LogIn(account);
        await Assertions.Expect(person.Page.Locator("header.top")).ToBeVisibleAsync();
        return person;
    }

    /// <summary>A person who does everything on a phone.</summary>
    public static async Task<Person> OnPhone(Chrome chrome, LiveSite site, string account)
    {
        var person = await At(chrome, site);
        person.HoldsPhone = true;
        await person.TakeTurn(site, account);
        await person.Page.SetViewportSizeAsync(ScreenSizes.Phone.Width, ScreenSizes.Phone.Height);
        await person.LogIn(account);
        await Assertions.Expect(person.Page.Locator("header.top")).ToBeVisibleAsync();
        return person;
    }

    private async Task TakeTurn(LiveSite site, string account)
    {
        var mine = Turns.GetOrAdd((site.Address, account), _ => new SemaphoreSlim(1, 1));
        await mine.WaitAsync();
        turn = mine;
    }

    public async Task LogIn(string account, string password = LiveSite.Password)
    {
        await Go("/login");
        await Fill("账号", account);
        await Page.GetByLabel("密码", new() { Exact = true }).FillAsync(password);
        await Press("登录");
    }

    /// <summary>The log-in is over, as after twenty idle minutes; the page stays open.</summary>
    public Task ForgetLogIn() => window.ClearCookiesAsync();

    /// <summary>Logs in in another tab of the same browser and closes it.</summary>
    public async Task LogInElsewhere(string account)
    {
        var other = await window.NewPageAsync();
        await other.GotoAsync("/login");
        await other.GetByLabel("账号").FillAsync(account);
        await other.GetByLabel("密码", new() { Exact = true }).FillAsync(LiveSite.Password);
        await other.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Assertions.Expect(other.Locator("header.top")).ToBeVisibleAsync();
        await other.CloseAsync();
    }

    public Task Go(string path) => Page.GotoAsync(path);

    public Task Fill(string label, string text) => Page.GetByLabel(label).First.FillAsync(text);

    /// <summary>Presses the visible button that says so, exactly or, if none does, among other words.</summary>
    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^\\s*" + Regex.Escape(button) + "\\s*…?\\s*$") }).First.ClickAsync();

    public Task Follow(string link) => Page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Waits until the page's title line says this.</summary>
    public Task Sees(string heading) => Assertions.Expect(Page.Locator("h1")).ToContainTextAsync(heading);

    public Task SeesText(string text) => Assertions.Expect(Page.Locator("body")).ToContainTextAsync(text);

    public Task SeesNot(string text) => Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync(text);

    /// <summary>Looks at the page that is open, on both screens or on the phone alone; what is wrong is told at the end of the journey.</summary>
    /// <param name="name">What the page is, for messages and for pictures (HUTONG_PICTURES names their folder).</param>
    public async Task Look(string name)
    {
        foreach (var (size, screen) in HoldsPhone ? [(ScreenSizes.Phone, "360")] : new[] { (ScreenSizes.Desk, "1366"), (ScreenSizes.Phone, "360") })
        {
            if (!HoldsPhone) await Page.SetViewportSizeAsync(size.Width, size.Height);
            var faults = (await PageChecks.Run(Page, isPhone: screen == "360", isJudgedAtDesk: !HoldsPhone)).Select(fault => $"{name} at {screen}: {fault}").ToList();
            complaints.AddRange(faults);
            if (Environment.GetEnvironmentVariable("HUTONG_PICTURES") is not { Length: > 0 } folder) continue;
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{screen}.png"), FullPage = screen == "360" });
            await File.AppendAllLinesAsync(Path.Combine(folder, "faults.txt"), faults);
        }

        if (!HoldsPhone) await Page.SetViewportSizeAsync(ScreenSizes.Desk.Width, ScreenSizes.Desk.Height);
        seen.Add(name);
    }

    /// <summary>The journey's last word: nothing was wrong on the way.</summary>
    public void HasNoComplaint() => Assert.True(complaints.All.Count == 0, $"Seen: {string.Join(", ", seen)}\n{string.Join('\n', complaints.All)}");

    public async ValueTask DisposeAsync()
    {
        await window.DisposeAsync();
        turn?.Release();
    }
}
