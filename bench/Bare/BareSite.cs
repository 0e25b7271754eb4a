using System.Collections.Concurrent;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.WebEncoders;

namespace HuTong.Bench.Bare;

/// <summary>
/// The limit of every page: Razor on Kestrel that writes the same bytes as the product's page, asks no database and knows no log-in. What stands between
/// two tags it writes as a value, encoded, as every Razor page does: the limit of performance.md 3 is a page with a table, not a file read aloud.
/// </summary>
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
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));   // as the product, or Chinese would grow
        var app = builder.Build();
        app.MapRazorPages();
        app.MapGet("/healthz", () => "ok");
        app.Run();
    }
}

/// <summary>A part of a page: markup, or what stands between two tags.</summary>
public sealed record Piece(string Text, bool IsValue);

/// <summary>Pages of the product as they were sent, cut at their tags.</summary>
public sealed partial class Captures(string folder)
{
    private readonly ConcurrentDictionary<string, Piece[]> known = new();

    public Piece[] Pieces(string name) => known.GetOrAdd(name, one => Cut(File.ReadAllText(Path.Combine(folder, Path.GetFileName(one)))));

    private static Piece[] Cut(string page)
    {
        List<Piece> pieces = [];
        var done = 0;
        foreach (Match value in Value().Matches(page))
        {
            pieces.Add(new Piece(page[done..value.Index], false));
            pieces.Add(new Piece(WebUtility.HtmlDecode(value.Value), true));
            done = value.Index + value.Length;
        }
        return [.. pieces, new Piece(page[done..], false)];
    }

    [GeneratedRegex(@"(?<=>)[^<>]*[^<>\s][^<>]*(?=<)")]
    private static partial Regex Value();
}

/// <summary>With `?literal=true` the same bytes without one value: for comparison only.</summary>
public sealed class SameBytesModel(Captures captures) : PageModel
{
    public Piece[] Pieces { get; private set; } = [];

    public void OnGet(string name, bool literal) => Pieces = literal ? [new Piece(string.Concat(captures.Pieces(name).Select(piece => piece.IsValue ? WebUtility.HtmlEncode(piece.Text) : piece.Text)), false)] : captures.Pieces(name);
}
