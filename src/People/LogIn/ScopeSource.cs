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
/// It works in a context of its own: one that has already been used keeps the form of the fence it was first used with.
/// </summary>
public sealed class ScopeSource(IServiceScopeFactory scopes, ChinaClock clock, PlacesNow places) : IScopeSource
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    // Compiled once: it runs before every page, and to read its expression anew costs more than to run it. Not static: it belongs to one model.
    private readonly Func<HuTongDb, Guid, DateTime, DateTime, DateOnly, IAsyncEnumerable<Line>> _linesOf = EF.CompileAsyncQuery(
        (HuTongDb db, Guid sessionId, DateTime now, DateTime idleSince, DateOnly today) =>
            from session in db.Set<Session>().AsNoTracking()
            where session.Id == sessionId && session.RevokedAt == null && session.Ends > now && session.LastSeen > idleSince
            join account in db.Set<Account>() on session.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            join held in db.Set<Post>().Where(post => post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)) on session.PostId equals held.Id into posts
            from post in posts.DefaultIfEmpty()
            join over in db.Set<Jurisdiction>().Where(place => place.ValidFrom <= today && (place.ValidTo == null || today < place.ValidTo)) on session.PostId equals over.PostId into places
            from place in places.DefaultIfEmpty()
            select new Line(
                session.Id, session.PostId, session.LastSeen, account.Id, account.MustChange, account.PasswordSetAt, worker.Name, post!.Id, post.Role, post.Region, place!.Prefix,
                db.Set<Grant>().Any(grant => grant.UserId == account.Id && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo))));

    public async Task<ScopeGrant?> OfSession(Guid sessionId, HuTongDb db, CancellationToken cancel)
    {
        var now = clock.Now;
        var lines = await _linesOf(db, sessionId, now, now - Session.Idle, clock.Today).ToListAsync(cancel);
        if (lines.Count == 0 || lines[0].PostId is not null && lines[0].HeldId is null) return null;
        if (now - lines[0].LastSeen >= SeenEvery) await Seen(db, sessionId, now, cancel);
        return await GrantOf(db, lines, cancel);
    }

    public async Task<ScopeGrant?> OfUser(Guid userId, Guid? postId, CancellationToken cancel)
    {
        await using var work = scopes.CreateAsyncScope();
        var db = work.ServiceProvider.GetRequiredService<HuTongDb>();
        var today = clock.Today;
        var lines = await (
            from post in db.Set<Post>().AsNoTracking()
            where post.UserId == userId && (postId == null || post.Id == postId) && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)
            join account in db.Set<Account>() on post.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            join over in db.Set<Jurisdiction>().Where(place => place.ValidFrom <= today && (place.ValidTo == null || today < place.ValidTo)) on post.Id equals over.PostId into places
            from place in places.DefaultIfEmpty()
            orderby post.ValidFrom, post.Id
            select new Line(
                Guid.Empty, post.Id, default, account.Id, false, null, worker.Name, post.Id, post.Role, post.Region, place!.Prefix,
                db.Set<Grant>().Any(grant => grant.UserId == account.Id && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo)))
            ).ToListAsync(cancel);
        return lines.Count == 0 ? null : await GrantOf(db, [.. lines.Where(line => line.PostId == lines[0].PostId)], cancel);
    }

    private async Task<ScopeGrant> GrantOf(HuTongDb db, List<Line> lines, CancellationToken cancel)
    {
        var (found, today) = (lines[0], clock.Today);
        var role = found.Role ?? Roles.Unposted;
        var seesPlaces = Roles.SeesPlaces(role);
        var prefixes = lines.Select(line => line.Prefix).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        List<Guid> granted = seesPlaces && found.HasGrants
            ? await db.Set<Grant>().Where(grant => grant.UserId == found.UserId && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo)).Select(grant => grant.ChildId).ToListAsync(cancel) : [];
        var grown = found.PasswordSetAt is { } set && PasswordAge.IsOver(set, clock.Now);
        return new ScopeGrant(
            found.UserId, found.PostId ?? Guid.Empty, found.SessionId, role, found.WorkerName, Roles.Says(role), PlaceName(found.Region ?? ""), found.Region ?? "",
            seesPlaces ? [.. prefixes] : [], granted, ReadsAllLogs: role == Roles.AuditAdmin, MustChangePassword: found.MustChange || grown);
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

    /// <summary>One for each place of the post; one with no prefix when it has none.</summary>
    private sealed record Line(
        Guid SessionId, Guid? PostId, DateTime LastSeen, Guid UserId, bool MustChange, DateTime? PasswordSetAt, string WorkerName, Guid? HeldId, string? Role, string? Region, string? Prefix, bool HasGrants);
}

/// <summary>HUTONG_PASSWORD_MAX_AGE_DAYS: days until a password must be changed; 90 unless set, 0 = never (security.md 7).</summary>
public static class PasswordAge
{
    private static readonly int Days = int.TryParse(Environment.GetEnvironmentVariable("HUTONG_PASSWORD_MAX_AGE_DAYS"), out var days) ? days : 90;

    public static bool IsOver(DateTime setAt, DateTime now) => Days > 0 && now - setAt > TimeSpan.FromDays(Days);
}
