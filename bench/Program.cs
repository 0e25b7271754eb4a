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
if (args is ["bare", var folder])
{
    HuTong.Bench.Bare.BareSite.Run(Environment.GetEnvironmentVariable("BARE_URLS")!, folder);
    return 0;
}
if (args is ["fill", var data, var db, var children])
{
    Console.WriteLine(await HuTong.Bench.Rig.RegisterFill.Run(data, db, int.Parse(children, CultureInfo.InvariantCulture), Console.Error.WriteLine));
    return 0;
}
return await Bench.Run(args);
