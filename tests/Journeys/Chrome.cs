using HuTong.Journeys;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chrome))]

namespace HuTong.Journeys;

/// <summary>The one browser of all journeys; each person gets a window of their own, without the others' cookies.</summary>
public sealed class Chrome : IAsyncLifetime
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"];

    private IPlaywright? driver;
    private IBrowser? browser;

    /// <summary>How long a person waits for something to appear, in milliseconds. Generous: a busy machine is no fault of the product.</summary>
    public const float Patience = 60_000;

    public async ValueTask InitializeAsync()
    {
        driver = await Playwright.CreateAsync();
        browser = await driver.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments, Timeout = 2 * Patience });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    internal async Task<IBrowserContext> OpenWindow(Uri site)
    {
        var window = await browser!.NewContextAsync(new() { BaseURL = site.ToString(), Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = ScreenSizes.Desk });
        window.SetDefaultTimeout(Patience);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        driver?.Dispose();
    }
}
