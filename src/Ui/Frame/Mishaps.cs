using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HuTong.Ui.Frame;

/// <summary>Turns a bare status or an exception into its static page; the only place that does.</summary>
internal static partial class Mishaps
{
    /// <summary>Header of the number to quote; the script shows it when a part of a page could not be loaded.</summary>
    private const string NumberHeader = "X-Error-Number";

    public static void Use(IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Fault, AllowStatusCode404Response = true });
        app.UseStatusCodePages(context => Status(context.HttpContext));
    }

    private static Task Status(HttpContext context) =>
        StaticPage.Of(context.Response.StatusCode) is { } found ? Write(context, found.Status, found.Page) : Task.CompletedTask;

    private static Task Fault(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is BadHttpRequestException bad && StaticPage.Of(bad.StatusCode) is { } refused) return Write(context, refused.Status, refused.Page);

        var number = RandomNumberGenerator.GetHexString(6);
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("HuTong.Ui.Mishaps");
        LogFault(log, number, exception?.GetType().Name ?? "unknown");
        context.Response.Headers[NumberHeader] = number;
        return Write(context, StatusCodes.Status500InternalServerError, StaticPage.Fault(number));
    }

    private static Task Write(HttpContext context, int status, byte[] page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = page.Length;
        return context.Response.Body.WriteAsync(page, context.RequestAborted).AsTask();
    }

    // The exception itself is logged by the host, under the same request id; here only what the user will quote.
    [LoggerMessage(Level = LogLevel.Error, Message = "Fault {Number}: {Kind}")]
    private static partial void LogFault(ILogger log, string number, string kind);
}
