using System.Data.Common;

namespace HuTong.Data.Fence;

/// <summary>Who asks, and what may be seen: read anew on every request, empty until set (security.md 3.2).</summary>
public sealed class Scope
{
    public Guid UserId { get; private set; }
    public Guid PostId { get; private set; }
    public Guid SessionId { get; private set; }

    /// <summary>Role code of security.md 2, kebab-case; empty when nobody is signed in.</summary>
    public string Role { get; private set; } = "";
    public string WorkerName { get; private set; } = "";
    public string PostTitle { get; private set; } = "";

    /// <summary>The place of the post as people read it: 泗水县 · 泉林镇.</summary>
    public string PlaceName { get; private set; } = "";

    /// <summary>The region the post belongs to; the office of an import. 4, 6, 9 or 12 digits.</summary>
    public string OfficeRegion { get; private set; } = "";
    public IReadOnlyList<string> Prefixes { get; private set; } = [];
    public IReadOnlyList<Guid> GrantedIds { get; private set; } = [];

    /// <summary>True for the audit administrator: events and access log of all places, encrypted parts shut.</summary>
    public bool ReadsAllLogs { get; private set; }
    public string Reason { get; private set; } = "";

    /// <summary>True when system work runs under the log-in for jobs.</summary>
    public bool IsJob { get; private set; }

    /// <summary>True for `migrate` and design time alone: the owner's log-in.</summary>
    public bool IsOperator { get; private set; }
    public bool MustChangePassword { get; private set; }
    public bool IsSignedIn => UserId != Guid.Empty;

    /// <summary>Smallest prefix; with <see cref="Hi"/> the hull that makes the index on region usable.</summary>
    public string Lo { get; private set; } = "";

    /// <summary>Largest prefix + ':' (the character after '9'); empty scope: nothing lies between.</summary>
    public string Hi { get; private set; } = "";

    /// <summary>Every place from <see cref="Lo"/> to <see cref="Hi"/> is inside: one prefix, or the whole country.</summary>
    internal bool IsRange { get; private set; } = true;

    public bool Covers(string region) => Prefixes.Any(prefix => region.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Takes what the database says of a user now; called by the request's middleware and by JobScope alone.</summary>
    public void Become(ScopeGrant grant)
    {
        (UserId, PostId, SessionId, Role) = (grant.UserId, grant.PostId, grant.SessionId, grant.Role);
        (WorkerName, PostTitle, PlaceName, OfficeRegion) = (grant.WorkerName, grant.PostTitle, grant.PlaceName, grant.OfficeRegion);
        (ReadsAllLogs, MustChangePassword) = (grant.ReadsAllLogs, grant.MustChangePassword);
        GrantedIds = grant.GrantedIds;
        Set(grant.Prefixes);
    }

    /// <summary>The same asker on a second connection, for reading beside a writing transaction.</summary>
    public void Share(Scope other)
    {
        Become(new ScopeGrant(other.UserId, other.PostId, other.SessionId, other.Role, other.WorkerName, other.PostTitle, other.PlaceName, other.OfficeRegion, other.Prefixes, other.GrantedIds, other.ReadsAllLogs, other.MustChangePassword));
        (IsJob, Reason) = (other.IsJob, other.Reason);
    }

    /// <summary>System work: names its prefixes and its reason in code.</summary>
    public void BecomeSystem(string reason, params IReadOnlyList<string> prefixes)
    {
        (IsJob, Reason) = (true, reason);
        Set(prefixes);
    }

    /// <summary>The operator sets up the schema; sees no more rows than the prefixes named.</summary>
    public void BecomeOperator(string reason) => (IsOperator, IsJob, Reason) = (true, true, reason);

    /// <summary>Work of a job keeps the asker's rights but the log-in of jobs.</summary>
    public void RunAsJob(string reason) => (IsJob, Reason) = (true, reason);

    private void Set(IReadOnlyList<string> prefixes)
    {
        if (prefixes.Any(prefix => prefix.Length is not (2 or 4 or 6 or 9 or 12) || !prefix.All(char.IsAsciiDigit)))
            throw new ArgumentException("A prefix has 2, 4, 6, 9 or 12 digits.", nameof(prefixes));
        prefixes = [.. prefixes.Where(prefix => !prefixes.Any(wider => wider.Length < prefix.Length && prefix.StartsWith(wider, StringComparison.Ordinal))).Distinct()];   // 370831 beside 3708 would end the hull too early
        Prefixes = prefixes;
        IsRange = prefixes.Count <= 1 || prefixes.SequenceEqual(WholeCountry.Prefixes);
        Lo = prefixes.Count == 0 ? "" : prefixes.Min(StringComparer.Ordinal)!;
        Hi = prefixes.Count == 0 ? "" : prefixes.Max(StringComparer.Ordinal)! + ":";
    }
}

/// <summary>A user's post and jurisdiction as they are now.</summary>
public sealed record ScopeGrant(
    Guid UserId, Guid PostId, Guid SessionId, string Role, string WorkerName, string PostTitle, string PlaceName, string OfficeRegion,
    IReadOnlyList<string> Prefixes, IReadOnlyList<Guid> GrantedIds, bool ReadsAllLogs = false, bool MustChangePassword = false)
{
    /// <summary>What the connection that it was read over has been told meanwhile; null: nothing.</summary>
    public Told? Told { get; init; }
}

/// <summary>Answered by People: sessions, posts, jurisdictions and grants as they are now (architecture.md 1).</summary>
public interface IScopeSource
{
    /// <summary>The scope of a web session; null when it was ended, the account disabled or the post is over.</summary>
    /// <param name="connection">Of nobody: whose it will be is the answer.</param>
    Task<ScopeGrant?> OfSession(Guid sessionId, DbConnection connection, CancellationToken cancel);

    /// <summary>The scope of a user's post, for work the user asked for and for the operator's console; null when not valid now.</summary>
    Task<ScopeGrant?> OfUser(Guid userId, Guid? postId, CancellationToken cancel);
}

/// <summary>The prefixes of the whole country, for system work over every place.</summary>
public static class WholeCountry
{
    public static readonly IReadOnlyList<string> Prefixes = [.. Enumerable.Range(1, 8).SelectMany(region => Enumerable.Range(0, 10).Select(province => $"{region}{province}"))];
}
