using System.Text.Json;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;

namespace HuTong.Visits.Coverage;

/// <summary>Counts a village's month anew, asked for by who may not write there: a child that has moved away was counted there before.</summary>
public sealed class CountAgain(HuTongDb db, Scope scope, CoverageTally tally) : IJobHandler
{
    public const string JobKind = "count-again";

    public string Kind => JobKind;

    private sealed record Payload(string Village, DateOnly Month);

    public static Job JobFor(string village, DateOnly month, ChinaClock clock) => new()
    {
        Id = Guid.CreateVersion7(), Kind = JobKind, Payload = JsonSerializer.Serialize(new Payload(village, month)), RunAt = clock.Now, CreatedAt = clock.Now,
    };

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        var what = JsonSerializer.Deserialize<Payload>(job.Payload)!;
        scope.BecomeSystem(JobKind, WholeCountry.Prefixes);
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce(CoverageTally.Lock, cancel);
        await tally.Count(Month.Of(what.Month), [what.Village], cancel);
        await write.Commit(cancel);
    }
}
