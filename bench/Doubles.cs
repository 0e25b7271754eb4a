using System.Diagnostics;
using HuTong.Bench.Rig;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Web;
using HuTong.Web.Verbs;

namespace HuTong.Bench;

/// <summary>d2: the look-up of one new child's number in the whole register, beside one prepared index look-up on an open connection.</summary>
internal sealed class Doubles(Bench bench)
{
    private const int Times = 500;

    public async Task Run(Product product, string engine, int known)
    {
        await using var services = House.Services(new Settings(product.Db, product.Data, DateOnly.Parse(Product.Today), ""), out _);
        await using var opened = Inspect.Opened(services, "bench");
        var blind = services.GetRequiredService<BlindIndex>();
        var lookup = services.GetRequiredService<IdentityLookup>();
        var keys = Enumerable.Range(0, Times).Select(i => blind.Of(BlindIndex.IdNumber, Ledgers.IdOf(known + i, RegisterFill.UsualCounty))).ToList();
        List<double> made = [], limit = [];
        for (var round = 0; round <= bench.Rounds; round++)   // the first warms
        {
            var (raw, one) = (await Raw(services, keys), await Made(lookup, keys));
            if (round == 0) continue;
            limit.Add(raw);
            made.Add(one);
        }
        bench.Report.Line("d2.double", $"{engine} children={bench.Rows}", made, limit, "ms", 10, more: false);
    }

    private static async Task<double> Made(IdentityLookup lookup, List<byte[]> keys)
    {
        var watch = Stopwatch.StartNew();
        var found = 0;
        foreach (var key in keys) found += (await lookup.Find([key])).Count;
        return found > 0 ? watch.Elapsed.TotalMilliseconds / keys.Count : throw new InvalidOperationException("No child of the usual county was found.");
    }

    private static async Task<double> Raw(ServiceProvider services, List<byte[]> keys)
    {
        var database = services.GetRequiredService<Database>();
        await using var connection = database.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT child_id FROM identity_index WHERE blind = @blind";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("blind", keys[0]);
        command.Parameters.Add(parameter);
        command.Prepare();
        var watch = Stopwatch.StartNew();
        foreach (var key in keys)
        {
            parameter.Value = key;
            await command.ExecuteScalarAsync();
        }
        return watch.Elapsed.TotalMilliseconds / keys.Count;
    }
}
