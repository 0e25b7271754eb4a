using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Administer;

/// <summary>The state of an installation in counts; no child's fact.</summary>
/// <param name="OldestUnsealed">When the oldest event without a seal was written; an alarm after five minutes.</param>
/// <param name="Bytes">Size of the database.</param>
public sealed record SystemHealth(string Engine, long Bytes, int JobsReady, int JobsRunning, int JobsFailed, DateTime? OldestReady, long Unsealed, DateTime? OldestUnsealed, int SignedIn, IReadOnlyList<Job> Failed);

/// <summary>What the system administrator looks at: jobs, the chain, the database, who is signed in (a number).</summary>
public sealed class SystemHealthQuery(HuTongDb db, StoreState store, ChinaClock clock)
{
    public async Task<SystemHealth> Run(CancellationToken cancel = default)
    {
        var jobs = db.Set<Job>().AsNoTracking();
        var counts = (await jobs.GroupBy(job => job.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).ToDictionary(one => one.Key, one => one.Count);
        var oldest = await jobs.Where(job => job.State == JobStates.Ready).OrderBy(job => job.RunAt).Select(job => (DateTime?)job.RunAt).FirstOrDefaultAsync(cancel);
        var failed = await jobs.Where(job => job.State == JobStates.Failed).OrderByDescending(job => job.EndedAt).Take(10).ToListAsync(cancel);
        var numbers = await store.Run(cancel);
        var (now, idleSince) = (clock.Now, clock.Now - Session.Idle);
        var signedIn = await db.Set<Session>().CountAsync(session => session.RevokedAt == null && session.Ends > now && session.LastSeen > idleSince, cancel);
        return new SystemHealth(
            db.Engine == Engine.Sqlite ? "SQLite（嵌入）" : "PostgreSQL", numbers.Bytes, counts.GetValueOrDefault(JobStates.Ready), counts.GetValueOrDefault(JobStates.Running), counts.GetValueOrDefault(JobStates.Failed),
            oldest, numbers.Unsealed, numbers.OldestUnsealed, signedIn, failed);
    }
}
