using System.Data;
using System.Reflection;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace HuTong.Data.Bulk;

/// <summary>Writes many rows of one table inside the current transaction: binary COPY on PostgreSQL, a prepared insert on SQLite. The fence is checked for every row.</summary>
public sealed class BulkWriter<T>(HuTongDb db) where T : class
{
    private readonly Column[] _columns = [.. ColumnsOf(db)];

    /// <exception cref="OutsideFenceException">A row lies outside the scope; nothing of the transaction may be committed.</exception>
    public async Task Write(IEnumerable<T> rows, CancellationToken cancel = default)
    {
        var inside = rows.Select(row => row is IFenced fenced and not Record.ILogged && !db.Scope.Covers(fenced.Region) ? throw new OutsideFenceException(typeof(T).Name) : row);
        if (db.Engine == Engine.Postgres) await Copy(inside, cancel);
        else Insert(inside);
    }

    /// <summary>COPY does not work into a table with row-level security, so fenced rows go through a temporary table; its INSERT … SELECT is checked by the policies row by row.</summary>
    private async Task Copy(IEnumerable<T> rows, CancellationToken cancel)
    {
        var table = SnakeCase.Of(typeof(T).Name);
        var names = string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));
        if (!typeof(IFenced).IsAssignableFrom(typeof(T)) || db.Scope.IsOperator)
        {
            await CopyInto($"\"{table}\"", names, rows, cancel);
            return;
        }
        await Run($"CREATE TEMP TABLE IF NOT EXISTS stage_{table} (LIKE \"{table}\") ON COMMIT DELETE ROWS", cancel);
        await CopyInto($"stage_{table}", names, rows, cancel);
        await Run($"INSERT INTO \"{table}\" ({names}) SELECT {names} FROM stage_{table}; TRUNCATE stage_{table}", cancel);
    }

    private async Task CopyInto(string table, string names, IEnumerable<T> rows, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        writer.Timeout = TimeSpan.FromMinutes(10);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(cancel);
            foreach (var column in _columns)
                if (column.Read(row) is { } value) await writer.WriteAsync(value, column.PostgresType, cancel);
                else await writer.WriteNullAsync(cancel);
        }
        await writer.CompleteAsync(cancel);
    }

    private async Task Run(string sql, CancellationToken cancel)
    {
        await using var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 600);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private void Insert(IEnumerable<T> rows)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var command = connection.CreateCommand();
        command.Transaction = (SqliteTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = $"INSERT INTO \"{SnakeCase.Of(typeof(T).Name)}\" ({string.Join(", ", _columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", _columns.Select((_, i) => $"@p{i}"))})";
        var parameters = _columns.Select((column, i) => command.Parameters.Add($"@p{i}", column.SqliteType)).ToArray();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Length; i++) parameters[i].Value = Sqlite(_columns[i].Read(row));
            command.ExecuteNonQuery();
        }
    }

    private static object Sqlite(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToString().ToUpperInvariant(),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", System.Globalization.CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        bool yes => yes ? 1L : 0L,
        _ => value,
    };

    private static IEnumerable<Column> ColumnsOf(HuTongDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no table.");
        foreach (var property in entity.GetProperties())
        {
            var isGenerated = property.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd && property.ClrType == typeof(int);
            if (!isGenerated) yield return new Column(property.GetColumnName(), Getter(property.PropertyInfo!), Type(property.ClrType));
        }
    }

    private static Func<T, object?> Getter(PropertyInfo property)
    {
        var row = System.Linq.Expressions.Expression.Parameter(typeof(T));
        return System.Linq.Expressions.Expression.Lambda<Func<T, object?>>(System.Linq.Expressions.Expression.Convert(System.Linq.Expressions.Expression.Property(row, property), typeof(object)), row).Compile();
    }

    private static (NpgsqlDbType, SqliteType) Type(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(Guid) => (NpgsqlDbType.Uuid, SqliteType.Text),
        var t when t == typeof(string) => (NpgsqlDbType.Text, SqliteType.Text),
        var t when t == typeof(byte[]) => (NpgsqlDbType.Bytea, SqliteType.Blob),
        var t when t == typeof(DateOnly) => (NpgsqlDbType.Date, SqliteType.Text),
        var t when t == typeof(DateTime) => (NpgsqlDbType.TimestampTz, SqliteType.Text),
        var t when t == typeof(bool) => (NpgsqlDbType.Boolean, SqliteType.Integer),
        var t when t == typeof(int) => (NpgsqlDbType.Integer, SqliteType.Integer),
        var t when t == typeof(long) => (NpgsqlDbType.Bigint, SqliteType.Integer),
        var t when t == typeof(byte) => (NpgsqlDbType.Smallint, SqliteType.Integer),
        _ => throw new InvalidOperationException($"{type} has no bulk form."),
    };

    private sealed record Column(string Name, Func<T, object?> Read, (NpgsqlDbType Postgres, SqliteType Sqlite) Types)
    {
        public NpgsqlDbType PostgresType => Types.Postgres;
        public SqliteType SqliteType => Types.Sqlite;
    }
}
