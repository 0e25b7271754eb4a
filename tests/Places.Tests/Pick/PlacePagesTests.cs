using AngleSharp.Html.Parser;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places.Pick;
using HuTong.Ui;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Places.Tests.Pick;

/// <summary>The room's pages over HTTP, as somebody of 泗水县 (370831).</summary>
public sealed class PlacePagesTests : IAsyncLifetime
{
    private WebApplication app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/")
            .AddApplicationPart(typeof(PlacesRoom).Assembly).AddApplicationPart(typeof(UiRoom).Assembly);
        builder.Services.AddUi().AddPlaces();
        builder.Services.RemoveAll<IHostedService>();   // there is no database here
        builder.Services.AddSingleton(new Rights([]));
        builder.Services.AddSingleton(new ChinaClock(TimeProvider.System));
        builder.Services.AddScoped(_ =>
        {
            var scope = new Scope();
            scope.BecomeSystem("test", "370831");
            return scope;
        });
        app = builder.Build();
        app.MapRazorPages();
        await app.StartAsync();
        client = app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Typing_offers_the_places_of_the_jurisdiction_as_radio_buttons()
    {
        var page = await Part("/places/pick?name=Input.Region&level=Township&everywhere=false&Input.RegionText=泉林");
        var radio = Assert.Single(page.QuerySelectorAll("input[type=radio]"));
        Assert.Equal(("Input.Region", "370831101"), (radio.GetAttribute("name"), radio.GetAttribute("value")));
        Assert.Contains("济宁市泗水县", page.QuerySelector("label")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await Part("/places/pick?name=Input.Region&Input.RegionText=梁山县")).QuerySelectorAll("input"));
    }

    [Fact]
    public async Task A_registered_home_is_looked_for_everywhere() =>
        Assert.Equal("370832", (await Part("/places/pick?name=R&everywhere=true&RText=梁山县")).QuerySelector("input")!.GetAttribute("value"));

    [Fact]
    public async Task What_is_typed_comes_back_as_text_never_as_markup()
    {
        var answer = await client.GetStringAsync("/places?q=%3Cscript%3Ealert(1)%3C/script%3E");
        Assert.DoesNotContain("<script>alert", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_can_be_walked_and_shows_who_manages()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/places?code=370811"));
        Assert.Equal("任城区", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(18, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("太白湖新区 代管", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_script_the_picker_leads_to_the_search()
    {
        var answer = await client.GetAsync("/places/pick?name=R&RText=泉林");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/places?q=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> Part(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Request-Type", "partial");
        using var answer = await client.SendAsync(request);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }
}
