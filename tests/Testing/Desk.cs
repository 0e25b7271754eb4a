using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Testing;

/// <summary>One piece of somebody's work: a scope of services with the jurisdiction of whoever sits there. A request, in short.</summary>
public sealed class Desk(AsyncServiceScope services) : IAsyncDisposable
{
    public Scope Scope => Get<Scope>();

    public HuTongDb Db => Get<HuTongDb>();

    /// <summary>A use case, query or any other service, as a page would get it.</summary>
    public T Get<T>() where T : notnull => services.ServiceProvider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
