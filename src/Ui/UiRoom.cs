using System.Text.Encodings.Web;
using System.Text.Unicode;
using HuTong.Ui.Frame;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace HuTong.Ui;

/// <summary>The registration point of the look: layouts, parts, style sheet, script, watermark, pages for mishaps.</summary>
public static class UiRoom
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.Configure<MvcOptions>(options =>
        {
            options.ModelBinderProviders.Insert(0, new DateTextBinderProvider());
            PlainWords.Install(options);
            options.Filters.Add(new RefusedForm());
        });
        // Chinese stays readable in the HTML instead of becoming &#x…; which would also treble its size.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.TryAddScoped<NavWords>();
        return services;
    }

    /// <summary>Before everything else, so that it catches everything.</summary>
    public static IApplicationBuilder UseUi(this IApplicationBuilder app)
    {
        Mishaps.Use(app);
        return app;
    }

    public static IEndpointRouteBuilder MapUi(this IEndpointRouteBuilder app)
    {
        AssetEndpoints.Map(app);
        app.MapGet(Watermark.Path, Watermark.Serve);
        app.MapPost(SizeSwitch.Path, SizeSwitch.Answer).AllowAnonymous();
        app.MapGet(DateEcho.Path, DateEcho.Answer);
        app.MapGet("/ui/alive", Alive);
        return app;
    }

    // Asked before a form is sent. After a new log-in in another window the token written into the page is of no use any more.
    private static IResult Alive(HttpContext context, IAntiforgery antiforgery)
    {
        context.Response.Headers["X-Form-Token"] = antiforgery.GetAndStoreTokens(context).RequestToken;
        return Results.NoContent();
    }
}
