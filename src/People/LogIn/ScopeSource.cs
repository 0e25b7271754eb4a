using System.Data.Common;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.People.LogIn;

/// <summary>Sessions, posts, jurisdictions and grants as they are now: asked anew by every request and every job (T4).</summary>
public sealed class ScopeSource(IServiceScopeFactory scopes, Database database, ChinaClock clock, PlacesNow places) : IScopeSource
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<ScopeGrant?> OfSession(Guid sessionId, DbConnection connection, CancellationToken cancel)
    {
        var now = clock.Now;
        var lines = await SessionLines.Of(sessionId, now, clock.Today, connection, cancel);
        if (lines.Count == 0 || lines[0].PostId is not null && lines[0].HeldId is null) return null;
        if (now - lines[0].LastSeen >= SeenEvery) await Seen(connection, sessionId, now, cancel);
        List<Guid> granted = lines[0].HasGrants ? await SessionLines.Granted(lines[0].UserId, clock.Today, connection, cancel) : [];
        return GrantOf(lines, granted) with { Told = lines[0].Told };
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
            select new SessionLine(
                Guid.Empty, post.Id, default, account.Id, false, null, worker.Name, post.Id, post.Role, post.Region, place!.Prefix,
                db.Set<Grant>().Any(grant => grant.UserId == account.Id && grant.ValidFrom <= today && (grant.ValidTo == null || today < grant.ValidTo)), null)
            ).ToListAsync(cancel);
        if (lines.Count == 0) return null;
        await db.Database.OpenConnectionAsync(cancel);
        List<Guid> granted = lines[0].HasGrants ? await SessionLines.Granted(userId, today, db.Database.GetDbConnection(), cancel) : [];
        return GrantOf([.. lines.Where(line => line.PostId == lines[0].PostId)], granted);
    }

    private ScopeGrant GrantOf(List<SessionLine> lines, List<Guid> granted)
    {
        var found = lines[0];
        var role = found.Role ?? Roles.Unposted;
        var seesPlaces = Roles.SeesPlaces(role);
        var prefixes = lines.Select(line => line.Prefix).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        var grown = found.PasswordSetAt is { } set && PasswordAge.IsOver(set, clock.Now);
        return new ScopeGrant(
            found.UserId, found.PostId ?? Guid.Empty, found.SessionId, role, found.WorkerName, Roles.Says(role), PlaceName(found.Region ?? ""), found.Region ?? "",
            seesPlaces ? [.. prefixes] : [], seesPlaces ? granted : [], ReadsAllLogs: role == Roles.AuditAdmin, MustChangePassword: found.MustChange || grown);
    }

    /// <summary>泗水县 · 泉林镇: the places from the county down; a city or province by its own name.</summary>
    private string PlaceName(string region)
    {
        if (region.Length == 0) return "";
        var line = places.Tree.Line(region, RegionLevel.County);
        return string.Join(" · ", line.Select(place => place.Level == RegionLevel.Village ? VillageName.Short(place.Name) : place.Name));
    }

    // When another write holds SQLite this minute is left out: reading a page never waits for an import.
    private async Task Seen(DbConnection connection, Guid sessionId, DateTime now, CancellationToken cancel)
    {
        var gate = database.Engine == Engine.Sqlite ? database.WriteGate : null;
        if (gate is not null && !await gate.WaitAsync(0, cancel)) return;
        try { await SessionLines.Seen(sessionId, now, connection, cancel); }
        finally { gate?.Release(); }
    }
}

/// <summary>HUTONG_PASSWORD_MAX_AGE_DAYS: days until a password must be changed; 90 unless set, 0 = never (security.md 7).</summary>
public static class PasswordAge
{
    private static readonly int Days = int.TryParse(Environment.GetEnvironmentVariable("HUTONG_PASSWORD_MAX_AGE_DAYS"), out var days) ? days : 90;

    public static bool IsOver(DateTime setAt, DateTime now) => Days > 0 && now - setAt > TimeSpan.FromDays(Days);
}
