using System.Data.Common;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using Npgsql;

namespace HuTong.People.LogIn;

/// <summary>One for each place of the post of a living session; one with no prefix when it has none.</summary>
/// <param name="Told">What row-level security was told on the way; null on SQLite.</param>
internal sealed record SessionLine(
    Guid SessionId, Guid? PostId, DateTime LastSeen, Guid UserId, bool MustChange, DateTime? PasswordSetAt, string WorkerName, Guid? HeldId, string? Role, string? Region, string? Prefix, bool HasGrants, Told? Told);

/// <summary>
/// Whose a session is, in one statement on a bare connection. It runs before every page: a context of its own for it cost a third of a page's time.
/// None of these tables is fenced.
/// </summary>
internal static class SessionLines
{
    private const string Lines =
        $"""
        SELECT s.id, s.post_id, s.last_seen, a.id AS user_id, a.must_change, a.password_set_at, w.name, p.id AS held_id, p.role, p.region, j.prefix,
            EXISTS (SELECT 1 FROM "grant" g WHERE g.user_id = a.id AND g.valid_from <= @today AND (g.valid_to IS NULL OR @today < g.valid_to)) AS has_grants
        FROM session s
        JOIN account a ON a.id = s.user_id AND a.state = '{AccountStates.Active}'
        JOIN worker w ON w.id = a.worker_id
        LEFT JOIN post p ON p.id = s.post_id AND p.valid_from <= @today AND (p.valid_to IS NULL OR @today < p.valid_to)
        LEFT JOIN jurisdiction j ON j.post_id = s.post_id AND j.valid_from <= @today AND (j.valid_to IS NULL OR @today < j.valid_to)
        WHERE s.id = @session AND s.revoked_at IS NULL AND s.ends > @now AND s.last_seen > @idle
        """;

    private const string LinesAndTold = $"WITH line AS ({Lines}), told AS ({Told.ByPrefixOfLine}) SELECT line.*, told.* FROM told JOIN line ON true";

    public static async Task<List<SessionLine>> Of(Guid sessionId, DateTime now, DateOnly today, DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Statement(connection is NpgsqlConnection ? LinesAndTold : Lines, ("session", sessionId), ("now", now), ("idle", now - Session.Idle), ("today", today));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<SessionLine> lines = [];
        while (await reader.ReadAsync(cancel)) lines.Add(Line(reader));
        return lines;
    }

    public static async Task<List<Guid>> Granted(Guid userId, DateOnly today, DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Statement("SELECT child_id FROM \"grant\" WHERE user_id = @user AND valid_from <= @today AND (valid_to IS NULL OR @today < valid_to)", ("user", userId), ("today", today));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<Guid> granted = [];
        while (await reader.ReadAsync(cancel)) granted.Add(reader.GetGuid(0));
        return granted;
    }

    public static async Task Seen(Guid sessionId, DateTime now, DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Statement("UPDATE session SET last_seen = @now WHERE id = @session AND revoked_at IS NULL", ("now", now), ("session", sessionId));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static SessionLine Line(DbDataReader row) => new(
        row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), Utc(row, 2), row.GetGuid(3), row.GetBoolean(4), row.IsDBNull(5) ? null : Utc(row, 5), row.GetString(6),
        row.IsDBNull(7) ? null : row.GetGuid(7), Text(row, 8), Text(row, 9), Text(row, 10), row.GetBoolean(11),
        row.FieldCount == 12 ? null : new Told(row.GetString(12), row.GetString(13), row.GetString(14), row.GetString(15), row.GetString(16)));

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateTime Utc(DbDataReader row, int at) => DateTime.SpecifyKind(row.GetDateTime(at), DateTimeKind.Utc);
}
