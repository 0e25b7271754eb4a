using HuTong.Children.Find;
using HuTong.Data;
using HuTong.Data.Fence;

namespace HuTong.Web;

/// <summary>Asks once what a first page asks, before the site calls itself ready, so that nobody waits for the compiler. Sees nobody: its scope is empty.</summary>
public sealed class WarmUp
{
    /// <summary>While true /healthz says 503: the balancer and `make run` wait.</summary>
    public bool IsRunning { get; private set; }

    public void Announce() => IsRunning = true;

    public async Task Run(WebApplication app, CancellationToken cancel = default)
    {
        try
        {
            await Task.WhenAll(Task.Run(() => Queries(app.Services, cancel), cancel), Task.Run(() => Page(app, cancel), cancel));   // SQLite waits for nothing: without a thread of its own the page would come after
        }
        finally
        {
            IsRunning = false;
        }
    }

    private static async Task Queries(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        await using (var connection = await scope.ServiceProvider.GetRequiredService<Database>().OpenOfNobody(cancel))
            await scope.ServiceProvider.GetRequiredService<IScopeSource>().OfSession(Guid.Empty, connection, cancel);
        await scope.ServiceProvider.GetRequiredService<ChildListQuery>().Run(new ChildFilter(), cancel);
        await scope.ServiceProvider.GetRequiredService<FacetsQuery>().Run(cancel);
    }

    private static async Task Page(WebApplication app, CancellationToken cancel)
    {
        // An address that cannot be called from here, such as https with a foreign name, is warmed by its first visitor.
        var url = new Uri(new Uri(Local(app.Urls.First())), "/login");
        if (url.Scheme != Uri.UriSchemeHttp) return;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await client.GetAsync(url, cancel);
    }

    private static string Local(string url) => url.Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//[::1]", StringComparison.Ordinal).Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//+", "//127.0.0.1", StringComparison.Ordinal);
}
