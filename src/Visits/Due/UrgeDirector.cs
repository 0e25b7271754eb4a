using HuTong.Children;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>催办: a note on the home page of the village's director; once a day and village (tables.md 11).</summary>
public sealed class UrgeDirector(HuTongDb db, Scope scope, ChinaClock clock, KeyRing keys)
{
    /// <returns>How many children wait there.</returns>
    public async Task<Outcome<int>> Run(string village, CancellationToken cancel = default)
    {
        if (village.Length != 12 || !scope.Covers(village)) return new Problem("village-not-found", "没有找到这个村，可能已不在您的辖区。");
        var (today, day) = (clock.Today, clock.Now.AddHours(-20));
        var late = await db.Set<RegisterLine>().Late(today).CountAsync(line => line.Region == village, cancel);
        if (late == 0) return new Problem("nothing-late", "这个村没有逾期的孩子了。");
        keys.Active(village, KeyPurposes.Field);   // none can be made inside the transaction
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce($"urging {village}", cancel);
        if (await db.Set<Urging>().AnyAsync(one => one.Region == village && one.At > day, cancel)) return late;   // pressed twice, or by two
        var made = new Urging { Id = Guid.CreateVersion7(), Region = village, At = clock.Now, By = scope.UserId, ByName = scope.WorkerName, Children = late };
        db.Add(made);
        if (await db.SaveAsync("director-urged", new Subject("urging", made.Id, null, village), cancel: cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return late;
    }

    /// <summary>The director has read it.</summary>
    /// <returns>False when there is none of that id here.</returns>
    public async Task<bool> Read(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Urging>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } urging) return false;
        if (urging.ReadAt is not null) return true;   // pressed twice
        (urging.ReadAt, urging.ReadBy) = (clock.Now, scope.UserId);
        await db.SaveAsync("urging-read", new Subject("urging", id, null, urging.Region), cancel: cancel);
        return true;
    }
}
