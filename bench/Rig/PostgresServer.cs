using Npgsql;

namespace HuTong.Bench.Rig;

/// <summary>A durable PostgreSQL of its own in a temporary folder: eng/postgres.sh with fsync.</summary>
internal sealed class PostgresServer(string script, string server, string folder) : IAsyncDisposable
{
    public static async Task<PostgresServer> Start(string root)
    {
        var script = Path.Combine(root, "eng", "postgres.sh");
        var said = (await Processes.Run("bash", [script, "start", "--durable"])).Output;
        return new PostgresServer(script, Said(said, "HUTONG_TEST_PG="), Said(said, "HUTONG_TEST_PG_FOLDER="));
    }

    public string To(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database, CommandTimeout = 1200 }.ConnectionString;

    /// <summary>Creates a database anew, empty or as a copy of another that nobody is connected to.</summary>
    public async Task Create(string name, string? copyOf = null)
    {
        NpgsqlConnection.ClearAllPools();
        await Run($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        if (copyOf is not null) await Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{copyOf}'");
        await Run(copyOf is null ? $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'" : $"CREATE DATABASE {name} TEMPLATE {copyOf} STRATEGY file_copy");
    }

    public async Task Run(string sql, string database = "postgres")
    {
        await using var source = NpgsqlDataSource.Create(To(database));
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 1200;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string> Ask(string sql, string database = "postgres")
    {
        await using var source = NpgsqlDataSource.Create(To(database));
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Processes.Run("bash", [script, "stop"], new Dictionary<string, string> { ["HUTONG_TEST_PG_FOLDER"] = folder });
    }

    private static string Said(string text, string name)
    {
        var from = text.IndexOf(name, StringComparison.Ordinal) + name.Length + 1;
        return text[from..text.IndexOf('\'', from)];
    }
}
