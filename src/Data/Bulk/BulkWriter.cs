using System.Reflection;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
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
        var sql = $"INSERT INTO \"{SnakeCase.Of(typeof(T).Name)}\" ({string.Join(", ", _columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", _columns.Select(_ => "?"))})";
        using var insert = new SqliteInsert((SqliteConnection)db.Database.GetDbConnection(), sql);
        foreach (var row in rows)
        {
            for (var i = 0; i < _columns.Length; i++) insert.Bind(i + 1, _columns[i].Read(row));
            insert.Run();
        }
    }

    private static IEnumerable<Column> ColumnsOf(HuTongDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is no table.");
        foreach (var property in entity.GetProperties())
        {
            var isGenerated = property.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd && property.ClrType == typeof(int);
            if (!isGenerated) yield return new Column(property.GetColumnName(), Getter(property.PropertyInfo!), PostgresType(property.ClrType));
        }
    }

    private static Func<T, object?> Getter(PropertyInfo property)
    {
        var row = System.Linq.Expressions.Expression.Parameter(typeof(T));
        return System.Linq.Expressions.Expression.Lambda<Func<T, object?>>(System.Linq.Expressions.Expression.Convert(System.Linq.Expressions.Expression.Property(row, property), typeof(object)), row).Compile();
    }

    private static NpgsqlDbType PostgresType(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(Guid) => NpgsqlDbType.Uuid,
        var t when t == typeof(string) => NpgsqlDbType.Text,
        var t when t == typeof(byte[]) => NpgsqlDbType.Bytea,
        var t when t == typeof(DateOnly) => NpgsqlDbType.Date,
        var t when t == typeof(DateTime) => NpgsqlDbType.TimestampTz,
        var t when t == typeof(bool) => NpgsqlDbType.Boolean,
        var t when t == typeof(int) => NpgsqlDbType.Integer,
        var t when t == typeof(long) => NpgsqlDbType.Bigint,
        var t when t == typeof(byte) => NpgsqlDbType.Smallint,
        _ => throw new InvalidOperationException($"{type} has no bulk form."),
    };

    private sealed record Column(string Name, Func<T, object?> Read, NpgsqlDbType PostgresType);
}
