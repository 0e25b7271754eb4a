using System.Data.Common;
using HuTong.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HuTong.Walls;

/// <summary>The tables of a real database as comparable words: "child.born_on text", "child unique (file_number)".</summary>
internal static class TablesOf
{
    private const string Ignored = "__EF%";

    public static async Task<IReadOnlyList<string>> Sqlite(World world)
    {
        var main = new SqliteConnectionStringBuilder(world.ConnectionString).DataSource;
        var store = Path.Combine(Path.GetDirectoryName(main)!, Path.GetFileNameWithoutExtension(main) + ".sealed.db");
        return [.. await SqliteFile($"Data Source={main}", ""), .. await SqliteFile($"Data Source={store}", "sealed.")];
    }

    private static async Task<IEnumerable<string>> SqliteFile(string connection, string prefix)
    {
        var columns = await Rows(connection, $"""
            SELECT t.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '{Ignored}' AND t.name NOT LIKE 'sqlite_%'
            """);
        var indexes = await Rows(connection, $"""
            SELECT t.name, i.name, i."unique", i.partial, group_concat(c.name, ',' ORDER BY c.seqno) FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '{Ignored}' AND i.origin = 'c' GROUP BY t.name, i.name, i."unique", i.partial
            """);
        return [
            .. columns.Select(row => Column(prefix + row[0], row[1], row[2], notNull: row[3] == "1" || row[4] != "0")),
            .. indexes.Select(row => Index(prefix + row[0], row[2] == "1", row[3] == "1", row[4]))];
    }

    public static async Task<IReadOnlyList<string>> Postgres(World world)
    {
        var columns = await Rows(world.ConnectionString, $"""
            SELECT CASE WHEN table_schema = 'sealed' THEN 'sealed.' ELSE '' END || table_name, column_name, data_type, is_nullable FROM information_schema.columns
             WHERE table_schema IN ('public', 'sealed') AND table_name NOT LIKE '{Ignored}'
            """);
        var indexes = await Rows(world.ConnectionString, $"""
            SELECT CASE WHEN n.nspname = 'sealed' THEN 'sealed.' ELSE '' END || t.relname, i.indisunique::int::text, (i.indpred IS NOT NULL)::int::text,
                   (SELECT string_agg(a.attname, ',' ORDER BY k.ord) FROM unnest(i.indkey) WITH ORDINALITY k(num, ord) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num WHERE k.ord <= i.indnkeyatts)
              FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
             WHERE n.nspname IN ('public', 'sealed') AND NOT i.indisprimary AND t.relname NOT LIKE '{Ignored}'
            """);
        return [
            .. columns.Select(row => Column(row[0], row[1], row[2], notNull: row[3] == "NO")),
            .. indexes.Select(row => Index(row[0], row[1] == "1", row[2] == "1", row[3]))];
    }

    public static IEnumerable<Offence> Differences(IReadOnlyList<string> sqlite, IReadOnlyList<string> postgres) =>
        sqlite.Except(postgres).Select(line => new Offence("SQLite alone", 0, line)).Concat(postgres.Except(sqlite).Select(line => new Offence("PostgreSQL alone", 0, line)));

    private static string Column(string table, string name, string type, bool notNull) => $"{table}.{name} {Kind(type)}{(notNull ? "" : " null")}";

    private static string Index(string table, bool unique, bool partial, string columns) => $"{table} {(unique ? "unique " : "")}{(partial ? "partial " : "")}index ({columns})";

    /// <summary>SQLite has four kinds; PostgreSQL's types are read as those they are stored as.</summary>
    private static string Kind(string type) => type.ToLowerInvariant() switch
    {
        "integer" or "bigint" or "smallint" or "boolean" => "integer",
        "blob" or "bytea" => "blob",
        "real" or "double precision" => "real",
        _ => "text",
    };

    public static async Task<IReadOnlyList<string[]>> Rows(string connectionString, string sql)
    {
        await using DbConnection connection = connectionString.Contains("Host=", StringComparison.Ordinal) ? new NpgsqlConnection(connectionString) : new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "" : Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
