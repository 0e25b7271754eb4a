using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Children.Registration;

/// <summary>Asks for the day's work when a day begins in China, and soon after the start; once a day for the whole deployment.</summary>
public sealed class DayBreak(IServiceScopeFactory scopes, IEnumerable<DailyJob> daily, JobBell bell, ILogger<DayBreak> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(20), Between = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(AfterStart, stopping);
            using var looks = new PeriodicTimer(Between);
            do
            {
                try { await Ask(stopping); }
                catch (Exception error) when (!stopping.IsCancellationRequested) { log.LogWarning(error, "The day's work could not be asked for; tried again in ten minutes"); }
            }
            while (await looks.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
    }

    /// <summary>Writes the day's jobs unless they are there.</summary>
    public async Task Ask(CancellationToken cancel = default)
    {
        await using var asking = scopes.CreateAsyncScope();
        asking.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("day break");
        var (db, clock) = (asking.ServiceProvider.GetRequiredService<HuTongDb>(), asking.ServiceProvider.GetRequiredService<ChinaClock>());
        var jobs = daily.OrderBy(one => one.Order).Select(one => one.For(clock.Today, clock.Now)).ToList();
        if (await Missing(db, jobs, cancel) is { Count: 0 }) return;
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("day-break", cancel);
        db.AddRange(await Missing(db, jobs, cancel));
        await db.SaveChangesAsync(cancel);
        await write.Commit(cancel);
        bell.Ring();
    }

    private static async Task<List<Job>> Missing(HuTongDb db, List<Job> jobs, CancellationToken cancel)
    {
        var ids = jobs.Select(job => job.Id).ToArray();
        var known = await db.Set<Job>().Where(one => ids.Contains(one.Id)).Select(one => one.Id).ToListAsync(cancel);
        return [.. jobs.Where(job => !known.Contains(job.Id))];
    }
}
