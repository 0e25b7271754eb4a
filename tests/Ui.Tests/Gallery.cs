using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HuTong.Ui.Tests;

/// <summary>A small host with the look and one page of every part, on Tuesday 25 June 2024. Nobody is signed in unless asked for.</summary>
public sealed class Gallery : IAsyncDisposable
{
    private readonly WebApplication app;

    private Gallery(WebApplication app)
    {
        this.app = app;
        Client = ((TestServer)app.Services.GetRequiredService<IServer>()).CreateClient();
    }

    public HttpClient Client { get; }

    public static async Task<Gallery> Open(bool signedIn = true, params INavEntry[] words)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = typeof(Gallery).Assembly.GetName().Name });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddUi().AddRazorPages(options => options.RootDirectory = "/Pages");
        builder.Services.AddSingleton<TimeProvider>(new FixedDay(new DateOnly(2024, 6, 25))).AddSingleton<ChinaClock>().AddScoped<Scope>();
        builder.Services.AddSingleton(Rights.Read(new StringReader("GET\t/children\t-\tchild-list\ttownship-supervisor\tregion\tpersonal\t-\t-\nGET\t/posts\t-\tposts-see\tsecurity-administrator\tadmin\tadmin\t-\t-")));
        foreach (var word in words) builder.Services.AddSingleton(word);
        var app = builder.Build();
        app.UseUi();
        if (signedIn) app.Use(SignIn);
        app.UseRouting();
        app.MapRazorPages();
        app.MapUi();
        app.MapGet("/fault", () => { throw new InvalidOperationException("a planted fault"); });
        app.MapGet("/status/{code:int}", (int code) => Microsoft.AspNetCore.Http.Results.StatusCode(code));
        await app.StartAsync();
        return new Gallery(app);
    }

    public async Task<IHtmlDocument> Page(string path) => Parse(await Client.GetStringAsync(path));

    /// <summary>Posts the gallery's form with its own token and cookie; refused as it may be, its page comes back.</summary>
    public async Task<IHtmlDocument> Post(params (string Name, string Value)[] fields)
    {
        var first = await Client.GetAsync("/gallery");
        var token = Parse(await first.Content.ReadAsStringAsync()).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/gallery");
        post.Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        post.Headers.Add("Cookie", first.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        var answer = await Client.SendAsync(post);
        if (answer.StatusCode != HttpStatusCode.UnprocessableEntity) answer.EnsureSuccessStatusCode();
        return Parse(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static Task SignIn(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next)
    {
        context.RequestServices.GetRequiredService<Scope>().Become(new ScopeGrant(
            Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), "township-supervisor", "周明远", "儿童督导员", "泗水县 · 泉林镇", "370831108", ["370831108"], []));
        return next(context);
    }
}
