using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Web;
using HuTong.Web.Verbs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace HuTong.Testing;

/// <summary>
/// The whole product on a port of this machine, set up as `make run` does: places, posts and demonstration accounts, no children.
/// <c>await using var site = await LiveSite.Start(engine); var browser = site.OpenBrowser();</c>
/// Its job worker runs by itself; the clock is <see cref="World"/>'s.
/// </summary>
public sealed class LiveSite : IAsyncDisposable
{
    /// <summary>The demonstration accounts' password in tests.</summary>
    public const string Password = "Ht-tests-2026-eaves";

    private readonly WebApplication app;

    private LiveSite(WebApplication app, World world, CommandsSeen commands) => (this.app, World, Commands) = (app, world, commands);

    /// <summary>What requests ask of the database.</summary>
    public CommandsSeen Commands { get; }

    /// <summary>The same product seen from inside: its database, clock, services.</summary>
    public World World { get; }

    public Uri Address => new(app.Urls.First());

    /// <summary>What the product does by itself.</summary>
    public IReadOnlyList<BackgroundService> Loops => [.. app.Services.GetServices<IHostedService>().OfType<BackgroundService>()];

    /// <summary>HUTONG_TEST_NOFILTER=1: every site on PostgreSQL stands behind row-level security alone. Read here, by nothing that is shipped.</summary>
    public static bool FilterIsAway => Environment.GetEnvironmentVariable("HUTONG_TEST_NOFILTER") == "1";

    /// <param name="withFilter">False on PostgreSQL alone: without the query filter, to see the second wall hold by itself.</param>
    /// <param name="log">Is told everything the product logs.</param>
    public static async Task<LiveSite> Start(Engine engine, bool withFilter = true, ILoggerProvider? log = null) =>
        await Open(await TestDatabase.From(engine, "demo places", SetUpDemo), withFilter, log);

    /// <summary>As <see cref="Start"/>, with what others did before: done once for each engine and test program, copied for each site, one hour later.</summary>
    /// <param name="key">Names what was done.</param>
    public static async Task<LiveSite> StartAfter(Engine engine, string key, Func<LiveSite, Task> others, bool withFilter = true)
    {
        var site = await Open(await TestDatabase.From(engine, key, Fill), withFilter, log: null);
        site.World.Time.Advance(TimeSpan.FromHours(1));
        return site;

        async Task Fill(string connection, string folder)
        {
            await SetUpDemo(connection, folder);
            await using var first = await Open(TestDatabase.Lent(engine, connection, folder), withFilter: true, log: null);
            await others(first);
        }
    }

    private static async Task<LiveSite> Open(TestDatabase store, bool withFilter, ILoggerProvider? log)
    {
        var (engine, time, commands) = (store.Engine, World.Clock(), new CommandsSeen());
        var app = Build(store.ConnectionString, store.Folder, time, withFilter && !(FilterIsAway && engine == Engine.Postgres), log, commands);
        await World.OpenLogins(app.Services);
        await app.StartAsync();
        return new(app, new World(store, time, app.Services), commands);
    }

    /// <summary>A new person's browser, without cookies.</summary>
    public Browser OpenBrowser() =>
        new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address });

    /// <summary>A browser in which a demonstration account has logged in.</summary>
    /// <exception cref="InvalidOperationException">The log-in was refused; the message quotes the page.</exception>
    public async Task<Browser> LogIn(string account, string password = Password)
    {
        var browser = OpenBrowser();
        await browser.Get("/login");
        var page = await browser.Submit("登录", ("UserName", account), ("Password", password));
        return page.Address.StartsWith("/login", StringComparison.Ordinal) ? throw new InvalidOperationException($"{account} could not log in: {page.Text}") : browser;
    }

    /// <summary>Everything the site answers to: each page's handlers and each endpoint's methods.</summary>
    public Task<IReadOnlyList<SiteHandler>> Handlers() => SiteHandler.AllOf(app.Services);

    /// <summary>Of each handler, named as rights.tsv names it but with * for an id of the route, the fields and parts of an address that take an id.</summary>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> IdFields() => HandlerFields.OfIds(app.Services);

    private static async Task SetUpDemo(string connection, string folder)
    {
        await using var app = Build(connection, folder, World.Clock());
        await SetUp.Migrate(app.Services, takeLogins: false, default);
        await SetUp.DemoPlaces(app.Services, Password, default);
    }

    private static WebApplication Build(string connection, string folder, FakeTimeProvider time, bool withFilter = true, ILoggerProvider? log = null, CommandsSeen? commands = null)
    {
        var database = Database.From(connection, folder);
        if (!withFilter) database.TakeFilterAway();
        return Site.Build([], new Settings(connection, folder, Today: null, Urls: "http://127.0.0.1:0"), database, new MasterKey(World.MasterKeyOfTests), services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            services.ConfigureDbContext<HuTongDb>(options => options.AddInterceptors([RowsInOrder.Instance, .. commands is null ? Array.Empty<CommandsSeen>() : [commands]]));
            if (log is not null) services.AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(log));
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await World.DisposeAsync();
    }
}
