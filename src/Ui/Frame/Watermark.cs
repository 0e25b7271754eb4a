using System.Globalization;
using System.Text.Encodings.Web;
using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.AspNetCore.Http;

namespace HuTong.Ui.Frame;

/// <summary>Name, post and minute at 3 % ink over every page, so that a photographed screen names its place (security.md 7).</summary>
internal static class Watermark
{
    public const string Path = "/watermark.svg";

    public static Task Serve(HttpContext context, Scope scope, ChinaClock clock)
    {
        context.Response.ContentType = "image/svg+xml; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(Draw(scope, ChinaClock.InChina(clock.Now)), context.RequestAborted);
    }

    /// <summary>A tile of 460 × 300 repeated over whatever size the picture is given.</summary>
    public static string Draw(Scope scope, DateTime inChina)
    {
        var words = HtmlEncoder.Default.Encode(scope.IsSignedIn
            ? string.Create(CultureInfo.InvariantCulture, $"{scope.WorkerName} {scope.PostTitle} {inChina:yyyy-MM-dd HH:mm}") : "");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><defs><pattern id="t" width="460" height="300" patternUnits="userSpaceOnUse"><text x="230" y="160" text-anchor="middle" transform="rotate(-20 230 150)" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="18" fill="#211F1A" fill-opacity=".03">{words}</text></pattern></defs><rect width="100%" height="100%" fill="url(#t)"/></svg>
            """;
    }
}
