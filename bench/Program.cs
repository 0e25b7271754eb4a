using System.Diagnostics;
using System.Globalization;
using HuTong.Bench;
using HuTong.Bench.Raw;

if (args is ["raw-read", var ledger])
{
    var watch = Stopwatch.StartNew();
    if (RawRead.Run(ledger) == 0) return 1;
    Console.WriteLine(watch.Elapsed.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    return 0;
}
if (args is ["ledger", var made, var region, var first, var rows])
{
    await Ledgers.Write(made, region, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(rows, CultureInfo.InvariantCulture));
    return 0;
}
return await Bench.Run(args);
