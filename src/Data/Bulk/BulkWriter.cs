using System.Linq.Expressions;
using System.Reflection;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HuTong.Data.Bulk;

/// <summary>
/// Writes many rows of one table inside the current transaction: binary COPY on PostgreSQL, a prepared insert on SQLite. The fence is checked
/// for every row. One piece may be packed while the one before is sent: packing asks nothing of the database.
/// </summary>
public sealed class BulkWriter<T>(HuTongDb db) where T : class
{
    private const int RowsInPiece = 2000;
    private readonly string _table = SnakeCase.Of(typeof(T).Name);
    private readonly Column[] _columns = [.. ColumnsOf(db)];
    private CopyBuffer _packing = new(), _sending = new();

    /// <exception cref="OutsideFenceException">A row lies outside the scope; nothing of the transaction may be committed.</exception>
    public async Task Write(IEnumerable<T> rows, CancellationToken cancel = default)
    {
        foreach (var piece in rows.Chunk(RowsInPiece)) await Pack(piece)(cancel);
    }

    /// <summary>Makes a piece ready; sends it when what is returned is called, before the piece after the next is packed.</summary>
    /// <exception cref="OutsideFenceException">A row lies outside the scope; nothing of the transaction may be committed.</exception>
    public Func<CancellationToken, Task> Pack(IReadOnlyCollection<T> rows)
    {
        if (rows.Any(row => row is IFenced fenced and not Record.ILogged && !db.Scope.Covers(fenced.Region))) throw new OutsideFenceException(typeof(T).Name);
        if (rows.Count == 0) return _ => Task.CompletedTask;
        if (db.Engine == Engine.Sqlite)
            return _ =>
            {
                Insert(rows);
                return Task.CompletedTask;
            };
        (_packing, _sending) = (_sending, _packing);
        var cells = _sending;
        cells.Start();
        foreach (var row in rows)
        {
            cells.Row(_columns.Length);
            foreach (var column in _columns) column.Copy(cells, row);
        }
        cells.End();
        return cancel => Copy(cells, cancel);
    }

    /// <summary>COPY does not work into a table with row-level security, so fenced rows go through a temporary table; its INSERT … SELECT is checked by the policies row by row.</summary>
    private async Task Copy(CopyBuffer cells, CancellationToken cancel)
    {
        var names = string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));
        if (!typeof(IFenced).IsAssignableFrom(typeof(T)))
        {
            await CopyInto($"\"{_table}\"", names, cells, cancel);
            return;
        }
        await Run($"CREATE TEMP TABLE IF NOT EXISTS stage_{_table} (LIKE \"{_table}\") ON COMMIT DELETE ROWS", cancel);
        await CopyInto($"stage_{_table}", names, cells, cancel);
        await Run($"INSERT INTO \"{_table}\" ({names}) SELECT {names} FROM stage_{_table}; TRUNCATE stage_{_table}", cancel);
    }

    private async Task CopyInto(string table, string names, CopyBuffer cells, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        try
        {
            await copy.WriteAsync(cells.Written, cancel);
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
        var sql = $"INSERT INTO \"{_table}\" ({string.Join(", ", _columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", _columns.Select(_ => "?"))})";
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
