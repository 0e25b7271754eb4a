using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.Testing;
using HuTong.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>
/// Two deployments on one PostgreSQL server: log-ins belong to the whole server, and neither may take them from the other unasked. The
/// server of tests asks members of hutong_test_checked for their password, and nobody else.
/// </summary>
public sealed class LoginTests
{
    private const string Checked = "hutong_test_checked";

    [Fact]
    public async Task A_second_deployment_on_one_server_never_takes_the_log_ins_of_the_first_unasked()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        var logins = "clash_" + Guid.CreateVersion7().ToString("N")[20..];
        await using var store = await TestDatabase.Empty(Engine.Postgres);
        await using var other = await TestDatabase.Empty(Engine.Postgres);
        try
        {
            await using (var first = new House(store, logins))
            {
                Assert.Null(await first.Migrate());
                await Ask(store, $"DO $$ BEGIN CREATE ROLE {Checked}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; GRANT {Checked} TO {logins}_app, {logins}_job");
                Assert.Null(await first.LoginProblem());
                Assert.Null(await first.Migrate());
                Assert.Null(await first.LoginProblem());
            }

            await using (var second = new House(other, logins))
            {
                var refused = await second.Migrate();
                Assert.Equal("login-taken", refused?.Code);
                Assert.Contains(new NpgsqlConnectionStringBuilder(store.ConnectionString).Database!, refused!.Says, StringComparison.Ordinal);
                Assert.Contains("HUTONG_LOGINS", refused.Says, StringComparison.Ordinal);
                Assert.Equal("login-shut", (await second.LoginProblem())?.Code);
            }
            await using (var first = new House(store, logins)) Assert.Null(await first.LoginProblem());
            await using (var second = new House(other, logins))
            {
                Assert.Null(await second.Migrate(take: true));
                Assert.Null(await second.LoginProblem());
            }
            await using (var first = new House(store, logins))
            {
                Assert.Equal("login-shut", (await first.LoginProblem())?.Code);
                Assert.Equal("login-taken", (await first.Migrate())?.Code);
            }

            await Ask(store, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(other.ConnectionString).Database} WITH (FORCE)");   // nobody else uses the log-ins any more
            await using (var first = new House(store, logins))
            {
                Assert.Null(await first.Migrate());
                Assert.Null(await first.LoginProblem());
            }
        }
        finally
        {
            await Ask(store, string.Concat(new[] { "app", "job" }.Select(role => $"DO $$ BEGIN DROP OWNED BY {logins}_{role}; DROP ROLE {logins}_{role}; EXCEPTION WHEN undefined_object THEN NULL; END $$;")));
        }
    }

    [Fact]
    public async Task Deployments_with_names_of_their_own_work_side_by_side()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        var names = new[] { "left_", "right_" }.Select(side => side + Guid.CreateVersion7().ToString("N")[20..]).ToList();
        var stores = new List<TestDatabase>();
        foreach (var name in names)
        {
            stores.Add(await TestDatabase.Empty(Engine.Postgres));
            await using var house = new House(stores[^1], name);
            Assert.Null(await house.Migrate());
            Assert.Equal($"{name}_app", await house.WhoReads());
        }
        foreach (var (name, store) in names.Zip(stores))
        {
            await Ask(store, string.Concat(new[] { "app", "job" }.Select(role => $"DROP OWNED BY {name}_{role}; DROP ROLE {name}_{role};")));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_log_in_that_could_do_more_than_log_in_is_not_taken_and_said()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") == "1") return;
        var logins = "strong_" + Guid.CreateVersion7().ToString("N")[20..];
        await using var store = await TestDatabase.Empty(Engine.Postgres);
        await Ask(store, $"CREATE ROLE {logins}_app LOGIN BYPASSRLS");
        try
        {
            await using var house = new House(store, logins);
            var refused = await house.Migrate();
            Assert.Equal("login-powerful", refused?.Code);
            Assert.Contains($"{logins}_app", refused!.Says, StringComparison.Ordinal);
        }
        finally { await Ask(store, $"DROP ROLE {logins}_app"); }
    }

    [Theory, InlineData("Hutong"), InlineData("hutong; DROP ROLE x"), InlineData("1st"), InlineData("")]
    public void A_name_that_PostgreSQL_would_read_otherwise_is_refused(string logins) =>
        Assert.Throws<InvalidOperationException>(() => Database.From("Host=nowhere;Database=x;Username=y", Path.GetTempPath(), logins));

    private static async Task Ask(TestDatabase store, string sql)
    {
        await using var connection = new NpgsqlConnection(store.ByServerAdmin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One deployment: the product's own registration over one database, as a new process has it.</summary>
    private sealed class House(TestDatabase store, string logins) : IAsyncDisposable
    {
        private readonly ServiceProvider services = Services(store, logins);

        private static ServiceProvider Services(TestDatabase store, string logins) => new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddHuTong(Database.From(store.ConnectionString, store.Folder, logins), new MasterKey(World.MasterKeyOfTests)).BuildServiceProvider();

        public Task<Problem?> Migrate(bool take = false) => AsOwner(migrate => migrate.Run(take));

        public Task<Problem?> LoginProblem() => AsOwner(migrate => migrate.LoginProblem());

        public async Task<string> WhoReads()
        {
            await using var connection = new NpgsqlConnection(services.GetRequiredService<Database>().App);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT current_user::text", connection);
            return (string)(await command.ExecuteScalarAsync())!;
        }

        private async Task<Problem?> AsOwner(Func<Migrate, Task<Problem?>> ask)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("test");
            return await ask(scope.ServiceProvider.GetRequiredService<Migrate>());
        }

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
