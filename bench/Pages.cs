using System.Text.RegularExpressions;
using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>b1–b4 and the resident memory of h4: lists, a file and searches over HTTP, logged in and inside the fence, beside a static Razor page of the same bytes.</summary>
internal sealed partial class Pages(Bench bench)
{
    private sealed record Target(string Figure, string Who, string Path, bool IsPart, double Ratio);

    /// <param name="known">Number of a child of the usual county.</param>
    public async Task Run(Product product, string engine, int known, string about)
    {
        var captures = Directory.CreateTempSubdirectory("hutong-captures-").FullName;
        await using var server = await product.Serve();
        await using var bare = await bench.ServeBare(captures, product.Db ?? $"Data Source={product.File}");
        await Task.Delay(TimeSpan.FromSeconds(10));   // idle is after the day's work, which begins with the server
        var (idle, bareIdle) = (server.ResidentMb, bare.ResidentMb);
        using var director = await Visitor.LogIn(server.Url, "quanlin.director");
        using var county = await Visitor.LogIn(server.Url, "c370831");
        using var large = await Visitor.LogIn(server.Url, "c370830");
        using var city = await Visitor.LogIn(server.Url, "jn.officer");
        await city.Post("/children", new() { ["purpose"] = "测量" }, "Purpose");
        var visitors = new Dictionary<string, Visitor> { ["village"] = director, ["county"] = county, ["large county"] = large, ["city"] = city };

        var file = FileLink().Match(await county.Get("/children")).Value;
        var targets = Targets(file, known).ToList();
        foreach (var target in targets)
        {
            await Capture(target, visitors[target.Who], captures);
            foreach (var (url, cookie) in new[] { (server.Url + target.Path, (string?)visitors[target.Who].Cookie), ($"{bare.Url}/same/{target.Figure}", null) }) await Wrk.Run(url, cookie, target.IsPart, 16, 2);
        }
        foreach (var target in targets) await Measure(target, visitors[target.Who], server, bare, engine);
        await Floor(server, bare, county, engine);
        bench.Report.Line("h4.idle", engine, [idle], [bareIdle], "MB", 2, more: false);
        bench.Report.Line("h4.loaded", engine, [server.ResidentMb], [350], "MB", 1, more: false);
        bench.Report.Note(about);
        Directory.Delete(captures, recursive: true);
    }

    private static IEnumerable<Target> Targets(string file, int known)
    {
        yield return new("b1.list.village", "village", "/children", false, 0.25);
        yield return new("b1.list.county", "county", "/children", false, 0.20);
        yield return new("b1.list.large-county", "large county", "/children", false, 0.20);
        yield return new("b1.list.city", "city", "/children", false, 0.20);
        yield return new("b2.file", "county", file, false, 0.12);
        string Search(string word) => "/children?q=" + Uri.EscapeDataString(word);
        yield return new("b3.search.id", "city", Search(Ledgers.IdOf(known, RegisterFill.UsualCounty)), true, 0.20);
        yield return new("b3.search.name", "city", Search(Ledgers.NameOf(known)[..2]), true, 0.20);
        yield return new("b3.search.initials", "city", Search("wzh"), true, 0.20);
        yield return new("b3.search.phone", "city", Search(Ledgers.PhoneOf(known)), true, 0.20);
        yield return new("b3.search.guardian", "city", Search(Ledgers.GuardianOf(known)), true, 0.20);
    }

    private static async Task Capture(Target target, Visitor visitor, string captures) =>
        await File.WriteAllTextAsync(Path.Combine(captures, target.Figure), await visitor.Get(target.Path, target.IsPart));

    private async Task Measure(Target target, Visitor visitor, Server server, Server bare, string engine)
    {
        var name = target.Figure;
        var (url, limitUrl) = (server.Url + await visitor.Leads(target.Path), $"{bare.Url}/same/{name}");
        List<double> rates = [], limits = [], tails = [], limitTails = [];
        for (var round = 0; round < bench.Rounds; round++)
        {
            limits.Add((await Wrk.Run(limitUrl, null, false, 16, bench.Seconds)).PerSecond);
            rates.Add((await Wrk.Run(url, visitor.Cookie, target.IsPart, 16, bench.Seconds)).PerSecond);
            limitTails.Add((await Wrk.Run(limitUrl, null, false, 4, bench.Seconds)).P99Ms);
            tails.Add((await Wrk.Run(url, visitor.Cookie, target.IsPart, 4, bench.Seconds)).P99Ms);
        }
        var what = $"{engine} children={bench.Rows}";
        bench.Report.Line(name, what, rates, limits, "/s", target.Ratio, more: true);
        bench.Report.Line(name.Replace(name[..2], "b4", StringComparison.Ordinal), what, tails, limitTails, "ms", 8, more: false);
    }

    /// <summary>How far a list can come at all: static bytes, the same bytes after one bare statement, the product; the second has no log-in, no fence and no page to make.</summary>
    private async Task Floor(Server server, Server bare, Visitor county, string engine)
    {
        var (still, asked) = ($"{bare.Url}/same/b1.list.county", $"{bare.Url}/same/b1.list.county?asked=true");
        List<double> stills = [], askeds = [], rates = [];
        await Wrk.Run(asked, null, false, 16, 2);
        for (var round = 0; round < bench.Rounds; round++)
        {
            stills.Add((await Wrk.Run(still, null, false, 16, bench.Seconds)).PerSecond);
            askeds.Add((await Wrk.Run(asked, null, false, 16, bench.Seconds)).PerSecond);
            rates.Add((await Wrk.Run(server.Url + "/children", county.Cookie, false, 16, bench.Seconds)).PerSecond);
        }
        var (limit, floor, made) = (Report.Median(stills), Report.Median(askeds), Report.Median(rates));
        bench.Report.Note($"b1.floor {engine} children={bench.Rows} static {limit:0}/s; the same bytes after one bare statement {floor:0}/s = {floor / limit:0.00} of it; product {made:0}/s = {made / floor:0.00} of that");
    }

    [GeneratedRegex("/children/[0-9a-f-]{36}")]
    private static partial Regex FileLink();
}
