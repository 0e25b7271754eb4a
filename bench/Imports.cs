using System.Globalization;
using HuTong.Bench.Raw;
using HuTong.Bench.Rig;

namespace HuTong.Bench;

/// <summary>c1 and c2: a ledger of 25 columns becomes files, beside the library's read plus the raw insert of the same rows.</summary>
internal sealed class Imports(Bench bench)
{
    private const string Region = "370830", Officer = "c370830";

    public async Task Run(Ground ground)
    {
        var small = await Measure(ground, bench.Rows / 10, bench.Rounds);
        var full = await Measure(ground, bench.Rows, bench.Rounds);
        var what = $"{ground.Engine} rows={bench.Rows / 10}..{bench.Rows}";
        bench.Report.Line("c1.growth.rows", what, [full.Seconds], [small.Seconds], "s", 11, more: false);
        bench.Report.Line("c2.flat", what, [full.PeakMb], [small.PeakMb], "MB", 1.2, more: false);
    }

    private async Task<(double Seconds, double PeakMb)> Measure(Ground ground, int rows, int rounds)
    {
        var file = Path.Combine(ground.Folder, $"ledger-{rows}.xlsx");
        await Ledgers.Write(file, Region, 0, rows);
        List<double> times = [], limits = [], peaks = [], readerPeaks = [];
        var says = "";
        for (var round = 0; round < rounds; round++)
        {
            var read = await bench.Self("raw-read", file);
            var product = await ground.Fresh("imported");
            var ran = await product.Import(file, Region, Officer);
            if (!ran.Output.StartsWith($"{rows} 行", StringComparison.Ordinal)) throw new InvalidOperationException($"Not all rows were imported: {ran.Output}");
            var target = await ground.Fresh("raw");
            var insert = ground.IsPostgres ? await RawInsert.Postgres(ground.Owner("imported"), ground.Owner("raw")) : RawInsert.Sqlite(product.File, target.File);
            var reading = double.Parse(read.Output, CultureInfo.InvariantCulture);
            says = $"read {reading:0.00} s, raw insert {insert.TotalSeconds:0.00} s, product {ran.Time.TotalSeconds:0.00} s (processor {ran.Cpu.TotalSeconds:0.00} s), {rows / ran.Time.TotalSeconds:0} children/s; {ran.Output.Trim()}";
            limits.Add(reading + insert.TotalSeconds);
            times.Add(ran.Time.TotalSeconds);
            peaks.Add(ran.PeakMb);
            readerPeaks.Add(read.PeakMb);
        }
        var what = $"{ground.Engine} rows={rows}";
        bench.Report.Line("c1.import", what, times, limits, "s", ground.IsPostgres ? 1.5 : 1.7, more: false);
        bench.Report.Note(says);
        bench.Report.Note(await ground.About("imported"));
        var reader = Report.Median(readerPeaks);
        bench.Report.Line("c2.peak", what, peaks, [reader + 150], "MB", 1, more: false);
        bench.Report.Note($"reader alone {reader:0} MB");
        return (Report.Median(times), Report.Median(peaks));
    }
}
