using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Bench.Bare;

/// <summary>The limit of every page: Razor on Kestrel that writes the same bytes as the product's page, asks no database and knows no log-in.</summary>
internal static class BareSite
{
    /// <param name="folder">Captured pages, one file each.</param>
    public static void Run(string urls, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(BareSite).Assembly.GetName().Name });
        builder.WebHost.UseUrls(urls);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Bare");
        builder.Services.AddSingleton(new Captures(folder));
        var app = builder.Build();
        app.MapRazorPages();
        app.MapGet("/healthz", () => "ok");
        app.Run();
    }
}

/// <summary>Pages of the product as they were sent, cut into lines.</summary>
public sealed class Captures(string folder)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string[]> known = new();

    public string[] Lines(string name) => known.GetOrAdd(name, one => File.ReadAllText(Path.Combine(folder, Path.GetFileName(one))).Split('\n'));
}

public sealed class SameBytesModel(Captures captures) : PageModel
{
    public string[] Lines { get; private set; } = [];

    public void OnGet(string name) => Lines = captures.Lines(name);
}
