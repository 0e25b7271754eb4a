using System.Security.Cryptography;
using System.Threading.Channels;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Places;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children.Import;

/// <summary>One ledger to be read into the register by the signed-in office.</summary>
/// <param name="DryRun">Everything but storing.</param>
public sealed record LedgerRequest(Stream File, string FileName, string Region, DateOnly Today, bool DryRun);

/// <summary>Reads a ledger into the register: checked, matched and written in one transaction, or not at all. The verb and the benchmark come here.</summary>
public sealed class ImportRegister(CheckLedger check, Scope scope, RegionTree places, KeyRing keys, IServiceScopeFactory scopes, WriteLedger writing)
{
    private static readonly HashSet<string> Offices = new(StringComparer.Ordinal) { "township-supervisor", "county-officer", "city-officer" };
    private const int WriteAtOnce = 4000;

    /// <param name="seen">Gets every checked row, in order.</param>
    public async Task<Outcome<LedgerSummary>> Run(LedgerRequest request, Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask>? seen = null, IProgress<LedgerProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!Offices.Contains(scope.Role)) return new Problem("outside-jurisdiction", "这个岗位不能导入台账。督导员、县级经办和市级经办可以导入。");
        await using var reading = scopes.CreateAsyncScope();
        reading.ServiceProvider.GetRequiredService<Scope>().Share(scope);
        var lookup = reading.ServiceProvider.GetRequiredService<RegisterLookupQuery>();
        var ledger = new LedgerToCheck(request.File, request.Region, new ImporterOffice(Level(), scope.Prefixes), request.Today, lookup.Run);
        if (request.DryRun) return await check.Run(ledger, seen ?? ((_, _) => ValueTask.CompletedTask), progress, cancel);

        if (places.Knows(request.Region)) keys.Prepare(Counties(request.Region), KeyPurposes.Field, KeyPurposes.Sealed);
        var hash = SHA256.HashData(request.File);
        request.File.Position = 0;
        await writing.Begin(request, hash, cancel);
        var chunks = Channel.CreateBounded<IReadOnlyList<CheckedRow>>(new BoundedChannelOptions(4) { SingleReader = true, SingleWriter = true });
        var writer = Task.Run(() => Write(chunks.Reader, cancel), cancel);
        Outcome<LedgerSummary> outcome;
        try
        {
            outcome = await check.Run(ledger, async (rows, stop) =>
            {
                if (seen is not null) await seen(rows, stop);
                if (writer.IsFaulted) await writer;
                await chunks.Writer.WriteAsync(rows, stop);
            }, progress, cancel);
        }
        finally
        {
            chunks.Writer.Complete();
        }

        await writer;
        if (!outcome.Ok) { await writing.Abandon(); return outcome; }
        return await writing.End(outcome.Value, cancel) is { } problem ? problem : outcome;
    }

    private async Task Write(ChannelReader<IReadOnlyList<CheckedRow>> chunks, CancellationToken cancel)
    {
        var waiting = new List<CheckedRow>(WriteAtOnce);
        await foreach (var rows in chunks.ReadAllAsync(cancel))
        {
            waiting.AddRange(rows);
            if (waiting.Count < WriteAtOnce) continue;
            await writing.Write(waiting, cancel);
            waiting.Clear();
        }
        if (waiting.Count > 0) await writing.Write(waiting, cancel);
    }

    private RegionLevel Level() => scope.Role switch { "city-officer" => RegionLevel.City, "county-officer" => RegionLevel.County, _ => RegionLevel.Township };

    private IEnumerable<string> Counties(string region) => places.Manages(region)
        .SelectMany(prefix => prefix.Length >= 6 ? [prefix[..6]] : places.Counties(prefix).Select(county => county.Code)).Append(region.Length > 6 ? region[..6] : region).Distinct();
}
