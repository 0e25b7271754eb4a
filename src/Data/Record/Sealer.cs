using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Data.Record;

/// <summary>Seals waiting events every minute and writes the day's checkpoint.</summary>
public sealed class Sealer(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<Sealer> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(60));
        try { while (await timer.WaitForNextTickAsync(stopping)) await SealAll(stopping); }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
    }

    private async Task SealAll(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("sealer", WholeCountry.Prefixes);
            var sealing = scope.ServiceProvider.GetRequiredService<SealEvents>();
            while (await sealing.Run(cancel) == SealEvents.BatchSize) await Task.Yield();
            await sealing.Checkpoint(configuration["Audit:CheckpointPath"], cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Whatever it is: an error that escaped would stop the server, and EF hides a database that is away in errors of its own.
            log.LogError(error, "Events could not be sealed; the next minute tries again");
        }
    }
}
