using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HuTong.Ui.Frame;

/// <summary>Serves the assets to everybody, already squeezed, to be kept for ever.</summary>
internal static class AssetEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var byPath = Assets.All.ToDictionary(asset => asset.Path);
        app.MapGet("/ui/{name}", context =>   // one route, so that one line of rights.tsv names it
        {
            if (byPath.TryGetValue(context.Request.Path.Value!, out var asset)) return Serve(context, asset);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous().DisableRateLimiting();
        app.MapGet("/favicon.svg", context => Serve(context, Assets.Favicon)).AllowAnonymous().DisableRateLimiting();
        app.MapGet("/favicon.ico", context => Serve(context, Assets.Favicon)).AllowAnonymous().DisableRateLimiting();
    }

    private static Task Serve(HttpContext context, Asset asset)
    {
        var accepts = context.Request.Headers.AcceptEncoding.ToString();
        var (bytes, encoding) =
            accepts.Contains("br", StringComparison.Ordinal) ? (asset.Brotli, "br") :
            accepts.Contains("gzip", StringComparison.Ordinal) ? (asset.Gzip, "gzip") : (asset.Content, "");
        var headers = context.Response.Headers;
        if (encoding.Length > 0) headers.ContentEncoding = encoding;
        headers.Vary = "Accept-Encoding";
        headers.CacheControl = context.Request.Path == asset.Path ? "public, max-age=31536000, immutable" : "public, max-age=86400";
        context.Response.ContentType = asset.Type;
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
