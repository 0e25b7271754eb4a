using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HuTong.Data.Fence;

/// <summary>Tells each opened connection whose it is: the scope for row-level security, or SQLite's settings. Always set, even to nothing.</summary>
internal sealed class ScopeOnConnection : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 120000;";

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
        var command = connection.CreateCommand();
        if (connection is Microsoft.Data.Sqlite.SqliteConnection)
        {
            command.CommandText = Pragmas;
            return command;
        }
        if (context is not HuTongDb db) { command.Dispose(); return null; }
        command.CommandText = "SELECT set_config('hutong.scope', @scope, false), set_config('hutong.granted', @granted, false), set_config('hutong.audit', @audit, false)";
        Add(command, "scope", string.Join(',', db.Scope.Prefixes));
        Add(command, "granted", string.Join(',', db.Scope.GrantedIds));
        Add(command, "audit", db.Scope.ReadsAllLogs ? "all" : "");
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
