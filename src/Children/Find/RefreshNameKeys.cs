using System.Security.Cryptography;
using System.Text;
using HuTong.Data;
using HuTong.Data.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>
/// Gives the list lines of files made by an older version the keys by which this version finds names; `migrate` calls it. That it was done
/// for a version of the keys stands in the table of jobs, as a finished one whose id is the version's: the second time it does nothing.
/// </summary>
public sealed class RefreshNameKeys(HuTongDb db, ChinaClock clock)
{
    public const string JobKind = "name-keys";
    private const int AtOnce = 2000, Attempts = 3;

    /// <returns>How many lines were written; 0 when their keys were this version's.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        var done = DoneJob(NameKeys.Version, clock.Now);
        if (await db.Set<Job>().AnyAsync(job => job.Id == done.Id, cancel)) return 0;
        int written = 0;
        Guid? last = null;
        do
        {
            var (next, count) = await Chunk(last, cancel);
            (last, written) = (next, written + count);
        }
        while (last is not null);

        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce(JobKind, cancel);
        if (await db.Set<Job>().AnyAsync(job => job.Id == done.Id, cancel)) return written;   // another migrate was done first
        db.Add(done);
        await db.SaveChangesAsync(cancel);
        await transaction.Commit(cancel);
        return written;
    }

    /// <summary>The mark that lines have the keys of a version.</summary>
    public static Job DoneJob(int version, DateTime now) => new()
    {
        Id = new Guid(SHA256.HashData(Encoding.ASCII.GetBytes($"{JobKind} {version}")).AsSpan(0, 16)),
        Kind = JobKind, State = JobStates.Done, RunAt = now, CreatedAt = now, EndedAt = now,
    };

    // On PostgreSQL a server of the older version may still write: a chunk with a line that moved meanwhile is read and tried again.
    private async Task<(Guid? Last, int Count)> Chunk(Guid? after, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var lines = db.Set<RegisterLine>().AsTracking();
            if (after is { } id) lines = lines.Where(line => line.ChildId.CompareTo(id) > 0);
            var found = await lines.OrderBy(line => line.ChildId).Take(AtOnce).ToListAsync(cancel);
            foreach (var line in found) line.SetKeys();
            try
            {
                var count = db.ChangeTracker.HasChanges() ? await db.SaveChangesAsync(cancel) : 0;
                db.ChangeTracker.Clear();
                return (found.Count == AtOnce ? found[^1].ChildId : null, count);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                continue;
            }
        }
    }
}
