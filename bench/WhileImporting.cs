using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>c3: how long the slowest pages of a list take while a ledger of another county is being imported, beside the same list alone.</summary>
internal sealed class WhileImporting(Bench bench)
{
    public async Task Run(Product product, Ground ground, int next)
    {
        var ledger = Path.Combine(ground.Folder, "while.xlsx");
        await Ledgers.Write(ledger, RegisterFill.LargeCounty, next, Math.Min(bench.Rows, 100_000));
        await using var server = await product.Serve();
        using var county = await Visitor.LogIn(server.Url, "c370831");
        var url = server.Url + "/children";
        await Wrk.Run(url, county.Cookie, false, 16, 2);
        List<double> idle = [], busy = [];
        for (var round = 0; round < bench.Rounds; round++) idle.Add((await Wrk.Run(url, county.Cookie, false, 2, bench.Seconds)).P99Ms);
        var importing = product.Import(ledger, RegisterFill.LargeCounty, "c370830");
        while (!importing.IsCompleted) busy.Add((await Wrk.Run(url, county.Cookie, false, 2, bench.Seconds)).P99Ms);
        var ran = await importing;
        bench.Report.Line("c3.list-while-importing", $"{ground.Engine} children={bench.Rows}", busy, idle, "ms", 4, more: false);
        bench.Report.Note($"import meanwhile {ran.Time.TotalSeconds:0.0} s: {ran.Output.Trim()}");
    }
}
