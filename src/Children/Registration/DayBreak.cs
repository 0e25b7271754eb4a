using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Children.Registration;

/// <summary>Asks for the day's work when a day begins in China, and soon after the start; once a day for the whole deployment.</summary>
public sealed class DayBreak(IServiceScopeFactory scopes, JobBell bell, ILogger<DayBreak> log) : BackgroundService
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

    /// <summary>Writes the day's job unless it is there.</summary>
    public async Task Ask(CancellationToken cancel = default)
    {
        await using var asking = scopes.CreateAsyncScope();
        asking.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("day break");
        var (db, clock) = (asking.ServiceProvider.GetRequiredService<HuTongDb>(), asking.ServiceProvider.GetRequiredService<ChinaClock>());
        var job = DailyExits.JobFor(clock.Today, clock.Now);
        if (await db.Set<Job>().AnyAsync(one => one.Id == job.Id, cancel)) return;
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("day-break", cancel);
        if (await db.Set<Job>().AnyAsync(one => one.Id == job.Id, cancel)) return;
        db.Add(job);
        await db.SaveChangesAsync(cancel);
        await write.Commit(cancel);
        bell.Ring();
    }
}
