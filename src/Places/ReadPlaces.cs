using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HuTong.Places;

/// <summary>Reads what officials changed of places and calendar, before the first request is answered.</summary>
public sealed class ReadPlaces(IServiceScopeFactory scopes, PlacesNow now) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Run(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>For verbs, which start no hosted work.</summary>
    /// <returns>False when places were never loaded into this database.</returns>
    public async Task<bool> Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("places");
        return await now.Refresh(scope.ServiceProvider.GetRequiredService<HuTongDb>(), cancel);
    }
}
