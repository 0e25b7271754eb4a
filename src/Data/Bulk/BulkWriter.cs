using System.Linq.Expressions;
using System.Reflection;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HuTong.Data.Bulk;

/// <summary>Writes many rows of one table inside the current transaction: binary COPY on PostgreSQL, a prepared insert on SQLite. The fence is checked for every row.</summary>
public sealed class BulkWriter<T>(HuTongDb db) where T : class
{
    private readonly Column[] _columns = [.. ColumnsOf(db)];
    private readonly CopyBuffer _cells = new();

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
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        try
        {
            _cells.Start();
            foreach (var row in rows)
            {
                _cells.Row(_columns.Length);
                foreach (var column in _columns) column.Copy(_cells, row);
                if (_cells.Written.Length < CopyBuffer.Full) continue;
                await copy.WriteAsync(_cells.Written, cancel);
                _cells.Empty();
            }
            _cells.End();
            await copy.WriteAsync(_cells.Written, cancel);
        }
        catch
        {
            await copy.CancelAsync();   // else closing would keep the rows sent so far
            throw;
        }
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
            if (!isGenerated) yield return new Column(property.GetColumnName(), Getter<object?>(property.PropertyInfo!), Copier(property.PropertyInfo!));
        }
    }

    private static Func<T, TValue> Getter<TValue>(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, TValue>>(Expression.Convert(Expression.Property(row, property), typeof(TValue)), row).Compile();
    }

    /// <summary>Writes the property of a row as one cell in its own type: no box, no look at the type for every cell.</summary>
    private static Action<CopyBuffer, T> Copier(PropertyInfo property) => property.PropertyType switch
    {
        var t when t == typeof(string) => Of<string?>(property, (cells, text) => cells.Add(text)),
        var t when t == typeof(byte[]) => Of<byte[]?>(property, (cells, bytes) => cells.Add(bytes)),
        var t when t == typeof(Guid) => Of<Guid>(property, (cells, id) => cells.Add(id)),
        var t when t == typeof(Guid?) => OfNullable<Guid>(property, (cells, id) => cells.Add(id)),
        var t when t == typeof(DateOnly) => Of<DateOnly>(property, (cells, day) => cells.Add(day)),
        var t when t == typeof(DateOnly?) => OfNullable<DateOnly>(property, (cells, day) => cells.Add(day)),
        var t when t == typeof(DateTime) => Of<DateTime>(property, (cells, at) => cells.Add(at)),
        var t when t == typeof(DateTime?) => OfNullable<DateTime>(property, (cells, at) => cells.Add(at)),
        var t when t == typeof(bool) => Of<bool>(property, (cells, yes) => cells.Add(yes)),
        var t when t == typeof(bool?) => OfNullable<bool>(property, (cells, yes) => cells.Add(yes)),
        var t when t == typeof(int) => Of<int>(property, (cells, number) => cells.Add(number)),
        var t when t == typeof(int?) => OfNullable<int>(property, (cells, number) => cells.Add(number)),
        var t when t == typeof(long) => Of<long>(property, (cells, number) => cells.Add(number)),
        var t when t == typeof(long?) => OfNullable<long>(property, (cells, number) => cells.Add(number)),
        var t => throw new InvalidOperationException($"{t} has no bulk form."),
    };

    private static Action<CopyBuffer, T> Of<TValue>(PropertyInfo property, Action<CopyBuffer, TValue> write)
    {
        var read = Getter<TValue>(property);
        return (cells, row) => write(cells, read(row));
    }

    private static Action<CopyBuffer, T> OfNullable<TValue>(PropertyInfo property, Action<CopyBuffer, TValue> write) where TValue : struct
    {
        var read = Getter<TValue?>(property);
        return (cells, row) =>
        {
            if (read(row) is { } value) write(cells, value);
            else cells.Null();
        };
    }

    private sealed record Column(string Name, Func<T, object?> Read, Action<CopyBuffer, T> Copy);
}
