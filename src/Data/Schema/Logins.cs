using HuTong.Core;
using Npgsql;

namespace HuTong.Data.Schema;

/// <summary>
/// The log-ins of requests and jobs on PostgreSQL. They belong to the whole server, so one may be another database's: its password is set
/// when the log-in is made here, or when no other database uses it, and never taken from another unasked.
/// </summary>
public sealed class Logins(Database database)
{
    /// <returns>Null when both log-ins open with this database's passwords; else `login-taken`, and nothing was changed.</returns>
    internal async Task<Problem?> Make(IReadOnlyList<(string Role, string Password)> wanted, bool take, CancellationToken cancel)
    {
        await using var owner = await database.Owner.OpenConnectionAsync(cancel);
        var set = new List<string>();
        foreach (var (role, password) in wanted)
        {
            var exists = await Exists(owner, role, cancel);
            if (exists && !await IsPowerless(owner, role, cancel)) return new Problem("login-powerful",
                $"这台 PostgreSQL 上的角色 {role} 不是只能登录的：它是超级用户，或能建库、建角色、绕过行级安全，没有改动。请由数据库管理员执行 ALTER ROLE {role} {Powerless}，再运行 migrate；它另有用处的，给这一套设 HUTONG_LOGINS。");
            if (!exists) set.Add($"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$; ALTER ROLE {role} LOGIN PASSWORD '{password}';");
            else if (await Opens(role, password, cancel)) continue;
            else if (!take && await Others(owner, role, cancel) is { Count: > 0 } others) return Taken(role, others);
            else set.Add($"ALTER ROLE {role} LOGIN PASSWORD '{password}';");
        }
        foreach (var statement in set)
        {
            await using var command = new NpgsqlCommand(statement, owner);
            await command.ExecuteNonQueryAsync(cancel);
        }
        return null;
    }

    /// <returns>Null when both log-ins open with this database's passwords; else `login-shut`.</returns>
    internal async Task<Problem?> Check(IReadOnlyList<(string Role, string Password)> wanted, CancellationToken cancel)
    {
        foreach (var (role, password) in wanted)
            if (!await Opens(role, password, cancel)) return new Problem("login-shut", $"登录角色 {role} 进不去：没有这个角色，或者密码不是这个库的。请先运行 migrate，它会建好，或者说明怎么办。");
        return null;
    }

    // A role is made with none of these. Only a superuser may name them, and the owner is none.
    private const string Powerless = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS";

    private static Problem Taken(string role, IReadOnlyList<string> others) => new("login-taken",
        $"这台 PostgreSQL 上已有登录角色 {role}，库 {string.Join("、", others)} 在用，密码不是这个库的，没有改动。登录角色是全服务器共用的，两套护童要各用各的：" +
        "给这一套设 HUTONG_LOGINS（如 hutong2，角色就叫 hutong2_app、hutong2_job），再运行 migrate，以后启动也带着它。确认那个库不再使用护童，才用 migrate --take-logins：那边会连不上，要在那边另设 HUTONG_LOGINS 再 migrate。");

    private static async Task<bool> Exists(NpgsqlConnection owner, string role, CancellationToken cancel) =>
        (bool)(await Ask(owner, "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = @role)", role, cancel))!;

    private static async Task<bool> IsPowerless(NpgsqlConnection owner, string role, CancellationToken cancel) =>
        (bool)(await Ask(owner, "SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = @role AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls))", role, cancel))!;

    /// <summary>Other databases of the server in which something was granted to the log-in.</summary>
    private static async Task<IReadOnlyList<string>> Others(NpgsqlConnection owner, string role, CancellationToken cancel) =>
        (string[])(await Ask(owner, """
            SELECT coalesce(array_agg(DISTINCT base.datname::text ORDER BY base.datname::text), '{}') FROM pg_shdepend used JOIN pg_database base ON base.oid = used.dbid
             WHERE used.refclassid = 'pg_authid'::regclass AND used.refobjid = (SELECT oid FROM pg_roles WHERE rolname = @role) AND base.datname <> current_database()
            """, role, cancel))!;

    private static async Task<object?> Ask(NpgsqlConnection owner, string question, string role, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(question, owner);
        command.Parameters.AddWithValue("role", role);
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Does the server let the log-in in with this password? Any later refusal (no right to connect to this database) is not the password's. Nothing is asked, so the server's types are not read.</summary>
    private async Task<bool> Opens(string role, string password, CancellationToken cancel)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(database.As(role, password)) { Pooling = false }.ConnectionString);
        await using var door = builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
        try
        {
            await using var knocking = await door.OpenConnectionAsync(cancel);
            return true;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState is not (PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification);
        }
    }
}
