using System.Diagnostics;
using HuTong.Bench.Raw;
using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>h1–h3: how long until the product answers, beside a bare Razor app.</summary>
internal sealed class Starts(Bench bench)
{
    public async Task Run(Product product, Ground ground)
    {
        List<double> starts = [], bareStarts = [], pages = [], barePages = [];
        string cookie;
        await using (var before = await product.Serve())
        {
            using var visitor = await Visitor.LogIn(before.Url, "c370831");
            cookie = visitor.Cookie;
        }
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using (var bare = await bench.ServeBare(ground.Folder))
            {
                bareStarts.Add(bare.Ready.TotalSeconds);
                await File.WriteAllTextAsync(Path.Combine(ground.Folder, "page"), "<p>护童</p>");
                barePages.Add(await First(bare.Url + "/same/page", null));
            }
            await using var server = await product.Serve();
            starts.Add(server.Ready.TotalSeconds);
            pages.Add(await First(server.Url + "/children", cookie));
        }
        bench.Report.Line("h1.start", ground.Engine, starts, bareStarts, "s", 2.5, more: false);
        bench.Report.Line("h3.first-page", ground.Engine, pages, barePages, "s", 2, more: false);
        await FirstRun(ground, Report.Median(bareStarts));
    }

    private async Task FirstRun(Ground ground, double bareStart)
    {
        List<double> runs = [], limits = [];
        for (var round = 0; round < bench.Rounds; round++)
        {
            var empty = await ground.Empty("first");
            var watch = Stopwatch.StartNew();
            await empty.Verb("seed-demo", "--places-only");
            runs.Add(watch.Elapsed.TotalSeconds + bareStart);
            var target = await ground.Fresh("raw");
            var insert = ground.IsPostgres ? await RawInsert.Postgres(ground.Owner("first"), ground.Owner("raw"), ["region"]) : RawInsert.Sqlite(empty.File, target.File, ["region"]);
            limits.Add(bareStart + insert.TotalSeconds);
        }
        bench.Report.Line("h2.first-run", ground.Engine, runs, limits, "s", 4, more: false);
    }

    private static async Task<double> First(string url, string? cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var ask = new HttpRequestMessage(HttpMethod.Get, url);
        if (cookie is not null) ask.Headers.Add("Cookie", cookie);
        var watch = Stopwatch.StartNew();
        using var answer = await client.SendAsync(ask);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalSeconds;
    }
}
