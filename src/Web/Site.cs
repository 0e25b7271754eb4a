using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.People;
using HuTong.Ui;
using HuTong.Web.Gate;
using Microsoft.AspNetCore.Mvc;
using OpenTelemetry.Metrics;

namespace HuTong.Web;

/// <summary>The web site: pipeline, pages, health.</summary>
public static class Site
{
    /// <param name="adjust">Last registrations before the site is built: tests set their clock here.</param>
    public static WebApplication Build(string[] args, Settings settings, Database database, MasterKey master, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(Site).Assembly.GetName().Name });
        builder.WebHost.UseUrls(settings.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
        });
        // Whatever an operator turns on: the host's own line for each request quotes the address, and the words searched stand in it (T24).
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Services.AddHuTong(database, master, settings.Today, withWorkers: true);
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/")
            .AddMvcOptions(options => options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
        builder.Services.AddAntiforgery(options => (options.HeaderName, options.Cookie.Name, options.SuppressXFrameOptionsHeader) = ("RequestVerificationToken", "ht-form", true));
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form => form.ValueCountLimit = 512);
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = false);
        if (builder.Configuration.GetValue<bool>("Telemetry:On"))
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql", "Microsoft.EntityFrameworkCore").AddPrometheusExporter());
        builder.Services.AddSingleton<WarmUp>();
        adjust?.Invoke(builder.Services);
        var app = builder.Build();
        Pipeline(app);
        return app;
    }

    private static void Pipeline(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseUi();
        app.UseMiddleware<PlainAddress>();
        app.UseRouting();
        app.UsePeople();
        app.UseMiddleware<RightsGate>();
        app.UseAntiforgery();
        app.MapUi();
        app.MapRazorPages();
        app.MapGet("/healthz", Health);
        if (app.Configuration.GetValue<bool>("Telemetry:On")) app.MapPrometheusScrapingEndpoint();
    }

    /// <summary>Ready when the schema is this version's and the database answers.</summary>
    private static async Task<IResult> Health(IServiceScopeFactory scopes, WarmUp warming, CancellationToken cancel)
    {
        if (warming.IsRunning) return Results.StatusCode(503);
        await using var own = scopes.CreateAsyncScope();   // the request's may be somebody's
        own.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("health");
        var isReady = await own.ServiceProvider.GetRequiredService<HuTongDb>().Database.CanConnectAsync(cancel);
        return isReady ? Results.Text("ok") : Results.StatusCode(503);
    }
}
