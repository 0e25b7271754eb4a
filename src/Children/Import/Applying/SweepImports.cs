using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Children.Import;

/// <summary>What imports leave behind: sealed facts of batches that were never applied (security.md 4), and every file whose day has come: ledgers after seven days, photos that no visit took.</summary>
public sealed class SweepImports(HuTongDb db, ISealedIntake intake, FileStore files, ChinaClock clock)
{
    /// <summary>Waits for a running import: on SQLite its facts stand in their own file before it is applied.</summary>
    public async Task Run(CancellationToken cancel = default)
    {
        await using (var write = await WriteTransaction.Begin(db, cancel))
        {
            await write.LockOnce(ImportLock.Name, cancel);
            var batches = await intake.Batches(cancel);
            var kept = await db.Set<ImportBatch>().Where(batch => batches.Contains(batch.Id) && (batch.State == BatchStates.Applied || batch.State == BatchStates.Closed || batch.State == BatchStates.Undone)).Select(batch => batch.Id).ToListAsync(cancel);
            await intake.Sweep([.. batches.Except(kept)], cancel);
            foreach (var undone in await db.Set<ImportBatch>().Where(batch => batches.Contains(batch.Id) && batch.State == BatchStates.Undone).Select(batch => batch.Id).ToListAsync(cancel))
                await intake.SweepOf(undone, await UndoBatch.Gone(db, undone, cancel), cancel);
            await write.Commit(cancel);
        }

        var now = clock.Now;
        foreach (var file in await db.Set<Attachment>().Where(one => one.DeleteAt != null && one.DeleteAt < now && !one.IsDeleted).ToListAsync(cancel))
        {
            files.Delete(file.Id);
            file.IsDeleted = true;
        }

        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Sweeps soon after the start, when the first visitors have been served, and once a day.</summary>
public sealed class ImportSweeper(IServiceScopeFactory scopes, ILogger<ImportSweeper> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(AfterStart, stopping);
            await SweepDaily(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
    }

    private async Task SweepDaily(CancellationToken stopping)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1));
        do
        {
            try
            {
                await using var work = scopes.CreateAsyncScope();
                work.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("import sweep", WholeCountry.Prefixes);
                await work.ServiceProvider.GetRequiredService<SweepImports>().Run(stopping);
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                log.LogWarning(error, "What imports left behind could not be swept; tried again tomorrow and at the next start");
            }
        }
        while (await daily.WaitForNextTickAsync(stopping));
    }
}
