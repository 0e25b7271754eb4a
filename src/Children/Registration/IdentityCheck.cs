using System.Text.Json;
using HuTong.Children.Find;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children.Registration;

/// <summary>
/// After a file was made or its number, name, place or state changed: brings its line of the identity index up to date and tells the lowest
/// office over both places of a double. The page never knows (security.md 3.6). Found again, nothing is written twice.
/// </summary>
public sealed class IdentityCheck(IServiceScopeFactory scopes, RegionTree places) : IJobHandler
{
    public const string JobKind = "identity-check";

    public string Kind => JobKind;

    public static Job JobFor(Guid childId, ChinaClock clock) => new()
    {
        Id = Guid.CreateVersion7(), Kind = JobKind, Payload = JsonSerializer.Serialize(new { child = childId }), RunAt = clock.Now, CreatedAt = clock.Now,
    };

    /// <summary>For all files of an import at once: a form or another office may have made the same child while it ran.</summary>
    public static Job JobForBatch(Guid batchId, ChinaClock clock) => new()
    {
        Id = Guid.CreateVersion7(), Kind = JobKind, Payload = JsonSerializer.Serialize(new { batch = batchId }), RunAt = clock.Now, CreatedAt = clock.Now,
    };

    /// <summary>The name as the index keeps it: normalised as in search, so that blanks and dots are no difference.</summary>
    public static byte[] NameBlind(BlindIndex blind, string name) => blind.Of("name", NameKeys.Normalise(name));

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        await using var inner = scopes.CreateAsyncScope();
        inner.ServiceProvider.GetRequiredService<Scope>().BecomeSystem(JobKind, WholeCountry.Prefixes);
        var db = inner.ServiceProvider.GetRequiredService<HuTongDb>();
        var clock = inner.ServiceProvider.GetRequiredService<ChinaClock>();
        if (payload.RootElement.TryGetProperty("batch", out var batch))
        {
            await TellOfBatch(db, batch.GetGuid(), clock.Now, cancel);
            return;
        }

        var childId = payload.RootElement.GetProperty("child").GetGuid();
        if (await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel) is not { } child) return;

        await Refresh(db, inner.ServiceProvider.GetRequiredService<BlindIndex>(), child, clock.Now, cancel);
        await CloseGone(db, child, cancel);
        if (child.IdBlind is { } blind && child.State is not ("merged" or "dismissed"))
        {
            var lookup = inner.ServiceProvider.GetRequiredService<IdentityLookup>();
            foreach (var other in (await lookup.Find([blind], cancel)).Where(answer => answer.ChildId != child.Id && answer.State is not ("merged" or "dismissed")))
                await Tell(db, child, other, clock.Now, cancel);
        }
    }

    // The import wrote the index lines itself; only doubles are looked for, in one statement.
    private async Task TellOfBatch(HuTongDb db, Guid batchId, DateTime now, CancellationToken cancel)
    {
        var pairs = await db.Set<Child>().Where(child => child.BatchId == batchId && child.IdBlind != null && child.State != "merged" && child.State != "dismissed")
            .Join(db.Set<IdentityIndex>().Where(entry => entry.ValidTo == null && entry.State != "merged" && entry.State != "dismissed"), child => child.IdBlind, entry => entry.Blind, (child, entry) => new { Child = child, Other = entry })
            .Where(pair => pair.Other.ChildId != pair.Child.Id).ToListAsync(cancel);
        foreach (var pair in pairs) await Tell(db, pair.Child, new IdentityAnswer(pair.Other.Blind, pair.Other.ChildId, pair.Other.Region, pair.Other.NameBlind, pair.Other.State), now, cancel);
    }

    private static async Task Refresh(HuTongDb db, BlindIndex blind, Child child, DateTime now, CancellationToken cancel)
    {
        var entries = await db.Set<IdentityIndex>().Where(entry => entry.ChildId == child.Id).ToListAsync(cancel);
        foreach (var entry in entries) entry.ValidTo = child.IdBlind is { } current && entry.Blind.AsSpan().SequenceEqual(current) ? null : entry.ValidTo ?? now;
        if (child.IdBlind is { } number)
        {
            var entry = entries.Find(one => one.Blind.AsSpan().SequenceEqual(number));
            if (entry is null) db.Add(entry = new IdentityIndex { Blind = number, ChildId = child.Id });
            (entry.Region, entry.State, entry.NameBlind) = (child.Region, child.State, NameBlind(blind, child.Name));
        }
        await db.SaveChangesAsync(cancel);
    }

    // A number that was corrected or a file that went away leaves nothing to decide.
    private static async Task CloseGone(HuTongDb db, Child child, CancellationToken cancel)
    {
        foreach (var hit in await db.Set<DuplicateHit>().Where(hit => hit.State == "open" && (hit.FirstChildId == child.Id || hit.SecondChildId == child.Id)).ToListAsync(cancel))
        {
            var otherId = hit.FirstChildId == child.Id ? hit.SecondChildId : hit.FirstChildId;
            var other = await db.Set<Child>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == otherId, cancel);
            if (IsThere(child) && other is not null && IsThere(other) && other.IdBlind.AsSpan().SequenceEqual(child.IdBlind)) continue;
            hit.State = "gone";
            await db.SaveAsync("double-gone", new Subject("duplicate_hit", hit.Id, null, hit.Region), cancel: cancel);
        }
    }

    private static bool IsThere(Child child) => child is { IdBlind: not null, State: not ("merged" or "dismissed") };

    private async Task Tell(HuTongDb db, Child child, IdentityAnswer other, DateTime now, CancellationToken cancel)
    {
        var (first, second) = child.Id.CompareTo(other.ChildId) < 0 ? (child.Id, other.ChildId) : (other.ChildId, child.Id);
        if (await db.Set<DuplicateHit>().AnyAsync(hit => hit.FirstChildId == first && hit.SecondChildId == second && hit.State != "gone", cancel)) return;
        if (await db.Set<NotSame>().AnyAsync(pair => pair.FirstChildId == first && pair.SecondChildId == second, cancel)) return;
        var office = places.OwnCode(DecidingOffice.Over(places, child.Region, other.Region));
        var hit = new DuplicateHit { Id = Guid.CreateVersion7(), Region = office, FirstChildId = first, SecondChildId = second, Kind = "same-id", FoundAt = now, Version = 1 };
        db.Add(hit);
        await db.SaveAsync("duplicate-found", new Subject("duplicate_hit", hit.Id, null, hit.Region), cancel: cancel);
    }
}
