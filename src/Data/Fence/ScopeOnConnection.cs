using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HuTong.Data.Fence;

/// <summary>Tells each opened connection whose it is: the scope for row-level security, or SQLite's settings. Always set, even to nothing.</summary>
internal sealed class ScopeOnConnection : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 120000;";

    private static readonly ConditionalWeakTable<object, string> Settled = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData.Context);
        command?.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancel = default)
    {
        await using var command = Command(connection, eventData.Context);
        if (command is not null) await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand? Command(DbConnection connection, Microsoft.EntityFrameworkCore.DbContext? context)
    {
        (context as HuTongDb)?.CheckShape();
        if (connection is SqliteConnection lite) return Settings(lite);
        return context is HuTongDb db ? Scope(connection, db.Scope) : null;
    }

    /// <summary>Null when this handle has them: a pooled one keeps its settings.</summary>
    private static SqliteCommand? Settings(SqliteConnection connection)
    {
        if (!Settled.TryAdd(connection.Handle!, connection.DataSource)) return null;
        var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        return command;
    }

    /// <summary>Opens one that is nobody's yet: Npgsql gives it back from its pool without settings, and without them no fenced row is seen.</summary>
    public static async Task OpenOfNobody(DbConnection connection, CancellationToken cancel)
    {
        await connection.OpenAsync(cancel);
        if (connection is not SqliteConnection lite) return;
        await using var command = Settings(lite);
        if (command is not null) await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Says whose an open connection is, when that has only now become known; nothing on SQLite, whose one wall is the filter.</summary>
    public static async Task Tell(DbConnection connection, Scope scope, CancellationToken cancel)
    {
        if (connection is SqliteConnection) return;
        await using var command = Scope(connection, scope);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand Scope(DbConnection connection, Scope scope)
    {
        var told = Told.Of(scope);
        return connection.Statement(
            "SELECT set_config('hutong.scope', @scope, false), set_config('hutong.lo', @lo, false), set_config('hutong.hi', @hi, false), set_config('hutong.granted', @granted, false), set_config('hutong.audit', @audit, false)",
            ("scope", told.Scope), ("lo", told.Lo), ("hi", told.Hi), ("granted", told.Granted), ("audit", told.Audit));
    }
}
