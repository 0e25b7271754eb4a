using System.Security.Cryptography;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Testing;
using HuTong.Ui;
using HuTong.Web;
using HuTong.Web.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HuTong.Children.FileTests;

/// <summary>The product's pages with its rights over the database of a world, for somebody who is signed in already: pages of a file, not log-in, are looked at.</summary>
internal sealed class FileSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private FileSite(WebApplication app) => (this.app, Browser) = (app, new Browser(((TestServer)app.Services.GetRequiredService<IServer>()).CreateClient()));

    public Browser Browser { get; }

    public static async Task<FileSite> Open(World world, string role, string region)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = typeof(House).Assembly.GetName().Name });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddHuTong(Database.From(world.ConnectionString, world.Folder), new MasterKey(SHA256.HashData("the master key of tests"u8)), World.Day);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRazorPages(pages => pages.RootDirectory = "/");
        var app = builder.Build();
        app.UseUi();
        app.UseRouting();
        app.Use((context, next) =>
        {
            context.RequestServices.GetRequiredService<Scope>().Become(World.Worker(role, region));
            return next(context);
        });
        app.UseMiddleware<RightsGate>();
        app.MapUi();
        app.MapRazorPages();
        await app.StartAsync();
        return new FileSite(app);
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await app.DisposeAsync();
    }
}
