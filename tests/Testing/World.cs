using System.Security.Cryptography;
using System.Text;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Schema;
using HuTong.Places;
using HuTong.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HuTong.Testing;

/// <summary>
/// The real product without its web server: the same registration, a migrated database of this test, a clock that stands at ten in the
/// morning of <see cref="Day"/> in China. <c>await using var world = await World.Create(engine);</c>
/// </summary>
public sealed class World : IAsyncDisposable
{
    /// <summary>The day of every test unless it moves the clock.</summary>
    public static readonly DateOnly Day = new(2026, 6, 15);

    /// <summary>One key for all tests, so that a copied database opens.</summary>
    public static readonly byte[] MasterKeyOfTests = SHA256.HashData("the master key of tests"u8);

    private readonly IServiceProvider services;
    private readonly TestDatabase store;

    internal World(TestDatabase store, FakeTimeProvider time, IServiceProvider services) => (this.store, Time, this.services) = (store, time, services);

    public Engine Engine => store.Engine;

    /// <summary>The clock; each reading moves it on by a millisecond, so that what happens later has a later time.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>As HUTONG_DB would give it.</summary>
    public string ConnectionString => store.ConnectionString;

    public TestDatabase Store => store;

    /// <summary>The data folder: files, keys.</summary>
    public string Folder => store.Folder;

    /// <param name="more">Registrations that replace the product's: only for what lies outside (SMS, bank).</param>
    public static async Task<World> Create(Engine engine, Action<IServiceCollection>? more = null)
    {
        var store = await Migrated(engine);
        var time = Clock();
        var services = Build(store.ConnectionString, store.Folder, time, more);
        await OpenLogins(services);
        return new(store, time, services);
    }

    internal static async Task OpenLogins(IServiceProvider services)
    {
        await using var opening = services.CreateAsyncScope();
        opening.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
        opening.ServiceProvider.GetRequiredService<Migrate>().OpenLogins();
    }

    /// <summary>A database with the product's tables and nothing in them.</summary>
    public static Task<TestDatabase> Migrated(Engine engine) => TestDatabase.From(engine, "migrated", async (connection, folder) =>
    {
        await using var services = Build(connection, folder, Clock(), null);
        await using var migrating = services.CreateAsyncScope();
        migrating.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
        await migrating.ServiceProvider.GetRequiredService<Migrate>().Run();
    });

    /// <summary>Somebody at work: a role code and the region of the post, e.g. ("county-officer", "370831"). The same two are the same person.</summary>
    public Desk As(string role, string region) => As(Worker(role, region));

    public Desk As(ScopeGrant grant)
    {
        var desk = new Desk(services.CreateAsyncScope());
        desk.Scope.Become(grant);
        return desk;
    }

    /// <summary>A worker's grant, to be changed with <c>with</c> where a test needs more prefixes or grants.</summary>
    public static ScopeGrant Worker(string role, string region) => new(
        UserId: Named($"user {role} {region}"), PostId: Named($"post {role} {region}"), SessionId: Named($"session {role} {region}"),
        Role: role, WorkerName: "测试员", PostTitle: role, PlaceName: RegionTree.Standard.Find(region)?.Name ?? "", OfficeRegion: region,
        Prefixes: region.Length == 0 ? [] : [region], GrantedIds: []);

    /// <summary>Work of the product itself over the whole country, under the log-in of jobs.</summary>
    public Desk AsSystem(string reason = "test")
    {
        var desk = new Desk(services.CreateAsyncScope());
        desk.Scope.BecomeSystem(reason, WholeCountry.Prefixes);
        return desk;
    }

    /// <summary>The operator's console: the owner of the tables, as verbs are.</summary>
    public Desk AsOperator(string reason = "test")
    {
        var desk = new Desk(services.CreateAsyncScope());
        desk.Scope.BecomeOperator(reason);
        return desk;
    }

    /// <summary>Nobody: the empty scope that sees nothing.</summary>
    public Desk AsNobody() => new(services.CreateAsyncScope());

    /// <summary>Runs the jobs that are ready, until none is.</summary>
    public async Task RunJobs()
    {
        var worker = services.GetRequiredService<JobWorker>();
        while (await worker.RunOne(CancellationToken.None)) { }
    }

    /// <summary>Moves the clock to ten in the morning of a day in China.</summary>
    public void MoveTo(DateOnly day) => Time.SetUtcNow(TenInChina(day));

    internal static FakeTimeProvider Clock() => new(TenInChina(Day)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    internal static DateTimeOffset TenInChina(DateOnly day) => new(day.ToDateTime(new TimeOnly(10, 0)), TimeSpan.FromHours(8));

    private static ServiceProvider Build(string connection, string folder, TimeProvider time, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(time).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddHuTong(Database.From(connection, folder), new MasterKey(MasterKeyOfTests));
        services.ConfigureDbContext<HuTongDb>(options => options.AddInterceptors(RowsInOrder.Instance));
        more?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static Guid Named(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)services).DisposeAsync();
        await store.DisposeAsync();
    }
}
