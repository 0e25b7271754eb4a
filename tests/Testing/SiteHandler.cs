using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Testing;

/// <summary>One thing a browser may ask of the site, named as rights.tsv names it: GET, /child/{id:guid}, handler or "-".</summary>
public sealed record SiteHandler(string Method, string Route, string Handler)
{
    public override string ToString() => $"{Method} {Route} {Handler}";

    internal static async Task<IReadOnlyList<SiteHandler>> AllOf(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var found = new List<SiteHandler>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                found.AddRange(OfPage(await loader.LoadAsync(page, endpoint.Metadata), route));
            else
                found.AddRange((endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new SiteHandler(method, route, "-")));
        }
        return [.. found.Distinct()];
    }

    private static IEnumerable<SiteHandler> OfPage(CompiledPageActionDescriptor page, string route) =>
        page.HandlerMethods.Count == 0
            ? [new("GET", route, "-")]
            : page.HandlerMethods.Select(handler => new SiteHandler(handler.HttpMethod.ToUpperInvariant(), route, handler.Name is { Length: > 0 } name ? name : "-"));
}
