using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.People.LogIn;

/// <summary>
/// Sessions, posts, jurisdictions and grants as they are now: one query, asked anew by every request and every job (T4).
/// It works in a service scope of its own: a context that has already been used keeps the form of the fence it was first used with.
/// </summary>
public sealed class ScopeSource(IServiceScopeFactory scopes, ChinaClock clock, PlacesNow places) : IScopeSource
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<ScopeGrant?> OfSession(Guid sessionId, CancellationToken cancel)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<HuTongDb>();
        var (now, today) = (clock.Now, clock.Today);
        var idleSince = now - Session.Idle;
        var found = await (
            from session in db.Set<Session>().AsNoTracking()
            where session.Id == sessionId && session.RevokedAt == null && session.Ends > now && session.LastSeen > idleSince
            join account in db.Set<Account>() on session.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            join held in db.Set<Post>().Where(post => post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)) on session.PostId equals held.Id into posts
            from post in posts.DefaultIfEmpty()
            orderby session.Id
            select new Found(
                session.Id, session.PostId, session.LastSeen, account.Id, account.MustChange, account.PasswordSetAt, worker.Name, post,
                db.Set<Jurisdiction>().Where(place => place.PostId == session.PostId && place.ValidFrom <= today && (place.ValidTo == null || today < place.ValidTo)).Select(place => place.Prefix).ToList(),
                db.Set<Grant>().Where(grant => grant.UserId == account.Id && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo)).Select(grant => grant.ChildId).ToList())
            ).AsSingleQuery().FirstOrDefaultAsync(cancel);
        if (found is null || found.PostId is not null && found.Post is null) return null;
        if (now - found.LastSeen >= SeenEvery) await Seen(db, sessionId, now, cancel);
        return GrantOf(found);
    }

    public async Task<ScopeGrant?> OfUser(Guid userId, Guid? postId, CancellationToken cancel)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<HuTongDb>();
        var today = clock.Today;
        var found = await (
            from post in db.Set<Post>().AsNoTracking()
            where post.UserId == userId && (postId == null || post.Id == postId) && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)
            orderby post.ValidFrom, post.Id
            join account in db.Set<Account>() on post.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            select new Found(
                Guid.Empty, post.Id, default, account.Id, false, null, worker.Name, post,
                db.Set<Jurisdiction>().Where(place => place.PostId == post.Id && place.ValidFrom <= today && (place.ValidTo == null || today < place.ValidTo)).Select(place => place.Prefix).ToList(),
                db.Set<Grant>().Where(grant => grant.UserId == account.Id && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo)).Select(grant => grant.ChildId).ToList())
            ).AsSingleQuery().FirstOrDefaultAsync(cancel);
        return found is null ? null : GrantOf(found);
    }

    private ScopeGrant GrantOf(Found found)
    {
        var role = found.Post?.Role ?? Roles.Unposted;
        var seesPlaces = Roles.SeesPlaces(role);
        var grown = found.PasswordSetAt is { } set && PasswordAge.IsOver(set, clock.Now);
        return new ScopeGrant(
            found.UserId, found.PostId ?? Guid.Empty, found.SessionId, role, found.WorkerName, Roles.Says(role), PlaceName(found.Post?.Region ?? ""), found.Post?.Region ?? "",
            seesPlaces ? [.. found.Prefixes.Distinct().Order(StringComparer.Ordinal)] : [], seesPlaces ? found.GrantedIds : [],
            ReadsAllLogs: role == Roles.AuditAdmin, MustChangePassword: found.MustChange || grown);
    }

    /// <summary>泗水县 · 泉林镇: the places from the county down; a city or province by its own name.</summary>
    private string PlaceName(string region)
    {
        if (region.Length == 0) return "";
        var line = places.Tree.Line(region, RegionLevel.County);
        return string.Join(" · ", line.Select(place => place.Level == RegionLevel.Village ? VillageName.Short(place.Name) : place.Name));
    }

    // When another write holds SQLite this minute is left out: reading a page never waits for an import.
    private static async Task Seen(HuTongDb db, Guid sessionId, DateTime now, CancellationToken cancel)
    {
        var gate = db.Engine == Engine.Sqlite ? db.Database_.WriteGate : null;
        if (gate is not null && !await gate.WaitAsync(0, cancel)) return;
        try { await db.Set<Session>().Where(session => session.Id == sessionId && session.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(session => session.LastSeen, now), cancel); }
        finally { gate?.Release(); }
    }

    private sealed record Found(
        Guid SessionId, Guid? PostId, DateTime LastSeen, Guid UserId, bool MustChange, DateTime? PasswordSetAt, string WorkerName, Post? Post, List<string> Prefixes, List<Guid> GrantedIds);
}

/// <summary>HUTONG_PASSWORD_MAX_AGE_DAYS: days until a password must be changed; 90 unless set, 0 = never (security.md 7).</summary>
public static class PasswordAge
{
    private static readonly int Days = int.TryParse(Environment.GetEnvironmentVariable("HUTONG_PASSWORD_MAX_AGE_DAYS"), out var days) ? days : 90;

    public static bool IsOver(DateTime setAt, DateTime now) => Days > 0 && now - setAt > TimeSpan.FromDays(Days);
}
