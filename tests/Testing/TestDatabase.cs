using HuTong.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Testing;

/// <summary>
/// A database of one test, with the product's tables, empty but for what the template holds: a copy of a template that is migrated once for
/// each test program. Dropped afterwards.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly bool isLent;

    private TestDatabase(Engine engine, string connection, string folder, bool isLent = false) => (Engine, ConnectionString, Folder, this.isLent) = (engine, connection, folder, isLent);

    public Engine Engine { get; }

    /// <summary>As HUTONG_DB would give it.</summary>
    public string ConnectionString { get; }

    /// <summary>PostgreSQL: the same database under the server's own administrator, for what the product's owner may not do.</summary>
    public string ByServerAdmin => Server.ByAdmin(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);

    /// <summary>A data folder of this test: SQLite files, keys, attachments.</summary>
    public string Folder { get; }

    /// <summary>A copy of a template database that <paramref name="build"/> fills once; the key names what it holds.</summary>
    /// <param name="build">Gets the connection string and a data folder of an empty database.</param>
    public static async Task<TestDatabase> From(Engine engine, string key, Func<string, string, Task> build)
    {
        var template = await TemplateDatabase.Of(engine, key, build);
        var folder = NewFolder();
        CopyFiles(template.Folder, folder);
        if (engine == Engine.Sqlite) return new(engine, SqliteIn(folder), folder);
        var name = NewName("test");
        await Server.Run($"CREATE DATABASE {name} TEMPLATE {template.Name} OWNER {Server.Owner}");
        return new(engine, Server.To(name), folder);
    }

    /// <summary>A database without any table.</summary>
    public static async Task<TestDatabase> Empty(Engine engine)
    {
        var folder = NewFolder();
        if (engine == Engine.Sqlite) return new(engine, SqliteIn(folder), folder);
        var name = NewName("empty");
        await Server.CreateEmpty(name);
        return new(engine, Server.To(name), folder);
    }

    /// <summary>A template while it is filled: not dropped by who fills it.</summary>
    internal static TestDatabase Lent(Engine engine, string connection, string folder) => new(engine, connection, folder, isLent: true);

    public async ValueTask DisposeAsync()
    {
        if (isLent) return;
        if (Engine == Engine.Sqlite) SqliteConnection.ClearAllPools();
        else await Server.Drop(new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
        Directory.Delete(Folder, recursive: true);
    }

    private static void CopyFiles(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    internal static string NewFolder() => Directory.CreateTempSubdirectory("hutong-test-").FullName;

    internal static string NewName(string kind) => $"hutong_{kind}_{Guid.CreateVersion7():N}";

    internal static string SqliteIn(string folder) => $"Data Source={Path.Combine(folder, "hutong.db")}";

    /// <summary>The PostgreSQL server of HUTONG_TEST_PG.</summary>
    internal static class Server
    {
        /// <summary>Owns every test's database, as docs/operations.md has it: may make log-ins, is no superuser, so that nothing works in tests alone.</summary>
        public const string Owner = "hutong_test_owner";

        private static readonly Lazy<NpgsqlDataSource> Maintenance = new(() => NpgsqlDataSource.Create(ByAdmin("postgres")));

        private static readonly Lazy<Task> OwnerMade = new(async () =>
        {
            await using var command = Maintenance.Value.CreateCommand($"DO $$ BEGIN CREATE ROLE {Owner} LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
            await command.ExecuteNonQueryAsync();
        });

        public static string To(string database) => new NpgsqlConnectionStringBuilder(ByAdmin(database)) { Username = Owner }.ConnectionString;

        /// <exception cref="InvalidOperationException">HUTONG_TEST_PG is not set.</exception>
        public static string ByAdmin(string database)
        {
            if (Environment.GetEnvironmentVariable("HUTONG_TEST_PG") is not { Length: > 0 } server)
                throw new InvalidOperationException("HUTONG_TEST_PG is not set. Start a server with: eval \"$(eng/postgres.sh start)\" — or leave PostgreSQL out with HUTONG_SKIP_PG=1.");
            return new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
        }

        public static Task CreateEmpty(string name) => Run($"CREATE DATABASE {name} OWNER {Owner} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");

        public static async Task Run(string sql)
        {
            await OwnerMade.Value;
            await using var command = Maintenance.Value.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        public static Task Drop(string database) => Run($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }
}
