using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Files;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace HuTong.Data.Schema;

/// <summary>Brings the database to this version's schema: both stores, triggers, log-ins and policies. Run again it changes nothing.</summary>
public sealed class Migrate(HuTongDb db, SealedDb store, KeyRing keys, Database database, Logins logins)
{
    private const int Attempts = 20;

    /// <param name="takeLogins">Gives log-ins that another database uses this database's passwords.</param>
    /// <returns>Null, or why the database was left as it was.</returns>
    public async Task<Problem?> Run(bool takeLogins = false, CancellationToken cancel = default)
    {
        PrivateFiles.Prepare(database);
        PrivateFiles.Tighten(database);
        await Bring(db, cancel);
        await Bring(store, cancel);
        keys.Prepare([""], KeyPurposes.Index, KeyPurposes.Chain, KeyPurposes.Checkpoint);
        if (database.Engine == Engine.Sqlite)
        {
            await Raw("PRAGMA journal_mode = WAL", cancel);
            await Raw(RowSecurity.SqliteTriggers, cancel);
            return null;
        }
        var (app, job) = Passwords();
        if (await logins.Make([(database.AppRole, app), (database.JobRole, job)], takeLogins, cancel) is { } taken) return taken;
        await SetRowSecurity(RowSecurity.Script(db.Model, database), cancel);
        database.UseLogins(app, job);
        return null;
    }

    /// <summary>At start: the log-ins' passwords out of the key ring; nothing to do on SQLite.</summary>
    public void OpenLogins()
    {
        if (database.Engine != Engine.Postgres) return;
        var (app, job) = Passwords();
        database.UseLogins(app, job);
    }

    /// <summary>Null when both log-ins open; else why requests could not be answered.</summary>
    public async Task<Problem?> LoginProblem(CancellationToken cancel = default) =>
        database.Engine == Engine.Sqlite ? null : await logins.Check([(database.AppRole, Passwords().App), (database.JobRole, Passwords().Job)], cancel);

    /// <summary>True when the schema is this version's; the product starts on no other.</summary>
    public async Task<bool> IsCurrent(CancellationToken cancel = default) =>
        !(await db.Database.GetPendingMigrationsAsync(cancel)).Any() && !(await store.Database.GetPendingMigrationsAsync(cancel)).Any();

    private (string App, string Job) Passwords() =>
        (Convert.ToHexString(keys.Active("app", KeyPurposes.Login).Key), Convert.ToHexString(keys.Active("job", KeyPurposes.Login).Key));

    private static async Task Bring(DbContext context, CancellationToken cancel)
    {
        if (context.Database.GetMigrations().Any()) { await context.Database.MigrateAsync(cancel); return; }
        var creator = (RelationalDatabaseCreator)context.GetService<IDatabaseCreator>();
        if (!await creator.ExistsAsync(cancel)) await creator.CreateAsync(cancel);
        if (context is SealedDb && context.Database.IsNpgsql())
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT to_regclass('sealed.sealed_fact') IS NULL";
            await context.Database.OpenConnectionAsync(cancel);
            if ((bool)(await command.ExecuteScalarAsync(cancel))!) await creator.CreateTablesAsync(cancel);
            await context.Database.CloseConnectionAsync();
        }
        else if (!await creator.HasTablesAsync(cancel)) await creator.CreateTablesAsync(cancel);
    }

    /// <summary>Grants to log-ins touch lists of the whole server: another database migrated at the same moment makes this one fail whole, and try again.</summary>
    private async Task SetRowSecurity(string script, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Raw(script, cancel);
                return;
            }
            catch (PostgresException busy) when (attempt < Attempts && (busy.SqlState is PostgresErrorCodes.InternalError or PostgresErrorCodes.DeadlockDetected))
            {
                await db.Database.CloseConnectionAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancel);
            }
        }
    }

    private async Task Raw(string sql, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await db.Database.OpenConnectionAsync(cancel);
        await command.ExecuteNonQueryAsync(cancel);
        await db.Database.CloseConnectionAsync();
    }
}
