using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Bench.Raw;

/// <summary>
/// The limit of writing: the rows that the product wrote, taken table by table into an equal but empty database, with its keys and indexes,
/// by COPY on PostgreSQL and by a prepared insert on SQLite, in one durable transaction. Only the writing is timed.
/// </summary>
internal static class RawInsert
{
    /// <param name="from">The database after the import.</param>
    /// <param name="to">A copy of the database before it.</param>
    /// <param name="only">These tables; otherwise all that hold more rows than before.</param>
    public static async Task<TimeSpan> Postgres(string from, string to, string[]? only = null)
    {
        await using var source = NpgsqlDataSource.Create(from);
        await using var target = NpgsqlDataSource.Create(to);
        await using var write = await target.OpenConnectionAsync();
        var tables = new List<(string Name, byte[] Rows)>();
        foreach (var table in only ?? await Grown(source, target))
        {
            await using var read = await source.OpenConnectionAsync();
            await using var rows = await read.BeginRawBinaryCopyAsync($"COPY \"{table}\" TO STDOUT (FORMAT BINARY)");
            using var memory = new MemoryStream();
            await rows.CopyToAsync(memory);
            tables.Add((table, memory.ToArray()));
            await Run(write, $"ALTER TABLE \"{table}\" DISABLE TRIGGER USER; DELETE FROM \"{table}\"; ALTER TABLE \"{table}\" ENABLE TRIGGER USER");
        }

        var watch = Stopwatch.StartNew();
        await using var transaction = await write.BeginTransactionAsync();
        foreach (var (table, rows) in tables)
        {
            await using var copy = await write.BeginRawBinaryCopyAsync($"COPY \"{table}\" FROM STDIN (FORMAT BINARY)");
            await copy.WriteAsync(rows);
        }
        await transaction.CommitAsync();
        return watch.Elapsed;
    }

    private static async Task<string[]> Grown(NpgsqlDataSource source, NpgsqlDataSource target)
    {
        var before = await Counts(target);
        return [.. (await Counts(source)).Where(pair => pair.Value != before.GetValueOrDefault(pair.Key)).Select(pair => pair.Key)];
    }

    private static async Task<Dictionary<string, long>> Counts(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'", connection))
        await using (var reader = await list.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        var counts = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM \"{table}\"", connection);
            counts[table] = (long)(await count.ExecuteScalarAsync())!;
        }
        return counts;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="from">File after the import.</param>
    /// <param name="to">File of a copy before it.</param>
    public static TimeSpan Sqlite(string from, string to, string[]? only = null)
    {
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        source.Open();
        target.Open();
        Run(target, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 120000");
        var before = Counts(target);
        var watch = new Stopwatch();
        var grown = only ?? [.. Counts(source).Where(pair => pair.Value != before.GetValueOrDefault(pair.Key)).Select(pair => pair.Key)];
        foreach (var trigger in Triggers(target)) Run(target, $"DROP TRIGGER \"{trigger}\"");
        foreach (var table in grown) Run(target, $"DELETE FROM \"{table}\"");
        using var transaction = target.BeginTransaction();
        foreach (var table in grown) Copy(source, target, transaction, table, watch);
        watch.Start();
        transaction.Commit();
        return watch.Elapsed;
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, SqliteTransaction transaction, string table, Stopwatch watch)
    {
        const int Chunk = 5000;
        using var read = source.CreateCommand();
        read.CommandText = $"SELECT * FROM \"{table}\"";
        using var rows = read.ExecuteReader();
        using var write = target.CreateCommand();
        write.Transaction = transaction;
        write.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", Enumerable.Range(0, rows.FieldCount).Select(i => $"@p{i}"))})";
        var parameters = Enumerable.Range(0, rows.FieldCount).Select(i => write.Parameters.Add(new SqliteParameter($"@p{i}", null))).ToArray();
        write.Prepare();
        var chunk = new List<object[]>(Chunk);
        do
        {
            chunk.Clear();
            while (chunk.Count < Chunk && rows.Read())
            {
                var row = new object[rows.FieldCount];
                rows.GetValues(row);
                chunk.Add(row);
            }
            watch.Start();
            foreach (var row in chunk)
            {
                for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i];
                write.ExecuteNonQuery();
            }
            watch.Stop();
        }
        while (chunk.Count == Chunk);
    }

    private static Dictionary<string, long> Counts(SqliteConnection connection) =>
        Names(connection, "table").ToDictionary(table => table, table => (long)Scalar(connection, $"SELECT count(*) FROM \"{table}\""));

    private static List<string> Triggers(SqliteConnection connection) => Names(connection, "trigger");

    private static List<string> Names(SqliteConnection connection, string kind)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM sqlite_master WHERE type = '{kind}' AND name NOT LIKE 'sqlite_%'";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static object Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
