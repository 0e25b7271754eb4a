using System.Diagnostics;
using System.Text;
using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>
/// u1, u2: files that are no ledger, sent through the page one after the other: how long until its sender reads the refusal, and by how much the
/// server's peak grows meanwhile. The limits are those of the promise itself, not a program's: 2 s and 200 MB.
/// </summary>
internal sealed class Refusals(Bench bench)
{
    private const double MostSeconds = 2, MostMb = 200;
    private const string Refused = "这份台账读不了";

    /// <summary>As often as the page's script asks in its first seconds.</summary>
    private static readonly TimeSpan AsksEvery = TimeSpan.FromMilliseconds(500);

    public async Task Run(Product product, string engine)
    {
        var files = Directory.GetFiles(Path.Combine(bench.Root, "tests", "Children.Tests", "Import", "Cases"), "r??-*.xlsx").Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileName(path), Bytes: File.ReadAllBytes(path)))
            .Concat([("encoding.csv", [0x81, 0xFF, 0xFE, 0x20, 0xFF, 0xFF]), ("empty.csv", "\n\n"u8.ToArray()), ("letter.csv", Encoding.UTF8.GetBytes("尊敬的领导\n您好\n"))]).ToList();
        List<double> slowest = [], growths = [];
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var server = await product.Serve();
            using var visitor = await Visitor.LogIn(server.Url, "c370831");
            await visitor.Get("/import/new");
            var (before, worst) = (server.PeakMb, 0.0);
            foreach (var (name, bytes) in files)
            {
                var peak = server.PeakMb;
                var seconds = await UntilRefused(visitor, name, bytes);
                worst = Math.Max(worst, seconds);
                bench.Report.Note($"{name}: {bytes.Length / 1024} KB refused after {seconds:0.00} s, peak +{server.PeakMb - peak:0} MB");
            }
            slowest.Add(worst);
            growths.Add(server.PeakMb - before);
        }
        bench.Report.Line("u1.refused", $"{engine} files={files.Count}", slowest, [MostSeconds], "s", 1, more: false);
        bench.Report.Line("u2.memory", $"{engine} files={files.Count}", growths, [MostMb], "MB", 1, more: false);
    }

    private static async Task<double> UntilRefused(Visitor visitor, string name, byte[] bytes)
    {
        var form = await visitor.Get("/import/new");
        var watch = Stopwatch.StartNew();
        var (address, page) = await visitor.Upload("/import/new", form, "File", name, bytes, ["Key", "Region"]);
        while (!page.Contains(Refused, StringComparison.Ordinal))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"{name} was not refused: {address}");
            await Task.Delay(AsksEvery);
            page = await visitor.Get(address);
        }
        return watch.Elapsed.TotalSeconds;
    }
}
