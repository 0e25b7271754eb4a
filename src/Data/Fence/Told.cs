namespace HuTong.Data.Fence;

/// <summary>What row-level security of a connection has been told of whose it is: the five settings that its policies read (decision 009).</summary>
public sealed record Told(string Scope, string Lo, string Hi, string Granted, string Audit)
{
    /// <summary>
    /// PostgreSQL: tells the connection the prefixes of the table `line`, or nothing where it has no row, and answers what it told. For the statement that
    /// reads whose session it is: whoever has places and no more than places is told by it without asking again. What the scope says decides, see <see cref="HuTongDb.ReadOver"/>.
    /// </summary>
    public const string ByPrefixOfLine =
        """
        SELECT set_config('hutong.scope', coalesce(string_agg(DISTINCT prefix, ',' ORDER BY prefix), ''), false) AS told_scope,
            set_config('hutong.lo', coalesce(min(prefix), ''), false) AS told_lo, set_config('hutong.hi', coalesce(max(prefix) || ':', ''), false) AS told_hi,
            set_config('hutong.granted', '', false) AS told_granted, set_config('hutong.audit', '', false) AS told_audit
        FROM line
        """;

    public static Told Of(Scope scope) =>
        new(string.Join(',', scope.Prefixes), scope.Lo, scope.Hi, string.Join(',', scope.GrantedIds), scope.ReadsAllLogs ? "all" : "");
}
