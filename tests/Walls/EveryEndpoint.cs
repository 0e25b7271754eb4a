using System.Net;
using HuTong.Data;
using HuTong.Testing;
using Xunit;

namespace HuTong.Walls;

/// <summary>Defends security §3.5: rights.tsv is the authorisation; a handler that is not in it does not exist, and a line without handler is dead.</summary>
public sealed class EveryEndpoint
{
    [Fact]
    public async Task Every_handler_is_in_the_rights_table_and_every_line_has_its_handler()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        var handlers = await site.Handlers();
        await using var desk = site.World.AsNobody();
        var rights = desk.Get<Rights>();
        Wall.Holds(Undeclared(handlers, rights), "Every handler stands in src/Web/rights.tsv (security 3.5).");
        Wall.Holds(Dead(handlers, rights), "Every line of src/Web/rights.tsv has a handler.");
        Assert.True(handlers.Count >= 2, "Hardly any handler was found.");
    }

    [Fact]
    public void A_handler_without_right_and_a_right_without_handler_are_found()
    {
        var rights = Rights.Read(new StringReader("GET\t/a\t-\ta\tsigned-in\tnone\topen\t-\t-\nPOST\t/gone\t-\tb\tsigned-in\tnone\topen\t-\t-"));
        Wall.Finds(Undeclared([new("GET", "/a", "-"), new("POST", "/a", "Save")], rights), 1);
        Wall.Finds(Dead([new("GET", "/a", "-")], rights), 1);
    }

    [Theory, BothEngines]
    public async Task The_site_starts_and_says_that_it_is_well(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = site.OpenBrowser();
        var health = await browser.Get("/healthz");
        Assert.Equal((HttpStatusCode.OK, "ok"), (health.Status, health.Html));
        Assert.Contains("frame-ancestors 'none'", health.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    private static IEnumerable<Offence> Undeclared(IEnumerable<SiteHandler> handlers, Rights rights) =>
        handlers.Where(handler => rights.Of(handler.Method, handler.Route, handler.Handler) is null).Select(handler => new Offence("src/Web/rights.tsv", 0, $"lacks {handler}"));

    private static IEnumerable<Offence> Dead(IEnumerable<SiteHandler> handlers, Rights rights) =>
        rights.All.Where(right => !handlers.Any(handler => rights.Of(handler.Method, handler.Route, handler.Handler) == right))
            .Select(right => new Offence("src/Web/rights.tsv", 0, $"{right.Method} {right.Route} {right.Handler} has no handler"));
}
