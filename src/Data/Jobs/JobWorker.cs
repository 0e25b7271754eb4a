using System.Diagnostics;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Data.Jobs;

/// <summary>Takes ready jobs, and running ones whose lease ran out, one after the other.</summary>
public sealed class JobWorker(IServiceScopeFactory scopes, JobBell bell, JobBoard board, ILogger<JobWorker> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private const int MaxAttempts = 3;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var isFresh = true;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (isFresh) await TakeBack(stopping);
                isFresh = false;
                if (await RunOne(stopping)) continue;
                await bell.Wait(TimeSpan.FromSeconds(2), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            catch (Exception error)
            {
                // Whatever it is: an error that escaped would stop the server.
                log.LogError(error, "The job queue could not be read");
                await Task.Delay(TimeSpan.FromSeconds(2), stopping);
            }
        }
    }

    /// <summary>On SQLite there is one server: what still runs at its start ran in one that was killed, and begins anew without waiting for its lease.</summary>
    public async Task TakeBack(CancellationToken cancel)
    {
        await using var starting = scopes.CreateAsyncScope();
        var db = SystemDb(starting);
        if (db.Engine != Engine.Sqlite) return;
        await Gated(db, cancel, one => one.Set<Job>().Where(job => job.State == JobStates.Running)
            .ExecuteUpdateAsync(row => row.SetProperty(job => job.State, JobStates.Ready).SetProperty(job => job.LeaseUntil, (DateTime?)null).SetProperty(job => job.Says, "服务重启过，从头再做 …"), cancel));
    }

    /// <summary>Runs one job to its end.</summary>
    /// <returns>False when none was ready.</returns>
    public async Task<bool> RunOne(CancellationToken cancel)
    {
        Job? job;
        await using (var taking = scopes.CreateAsyncScope()) job = await Take(SystemDb(taking), taking.ServiceProvider.GetRequiredService<ChinaClock>(), cancel);
        if (job is null) return false;

        var watch = Stopwatch.StartNew();
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var renewal = Renew(job.Id, renewing.Token);
        string? failure = null;
        try { await Work(job, cancel); }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { throw; }
        catch (Exception error)
        {
            log.LogError(error, "Job {Job} of kind {Kind} failed at attempt {Attempt}", job.Id, job.Kind, job.Attempts);
            failure = "没有做完：程序出错。编号 " + job.Id.ToString("N")[^4..].ToUpperInvariant();
        }
        finally { await renewing.CancelAsync(); await renewal; }
        await End(job, failure, cancel);
        if (watch.Elapsed > Long) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);   // a ledger's memory goes back to a small machine at once
        return true;
    }

    private async Task Work(Job job, CancellationToken cancel)
    {
        await using var working = scopes.CreateAsyncScope();
        var services = working.ServiceProvider;
        if (!await services.GetRequiredService<JobScope>().Open(job, cancel))
        {
            await Set(job.Id, cancel, row => row.SetProperty(one => one.Says, "没有做：您的账号或岗位已停用。"));
            return;
        }
        var handler = services.GetServices<IJobHandler>().Single(one => one.Kind == job.Kind);
        await handler.Run(job, new JobProgress((done, total, says) => Told(job.Id, done, total, says, row => row.SetProperty(one => one.Done, done).SetProperty(one => one.Total, total).SetProperty(one => one.Says, says))), cancel);
    }

    private static async Task<Job?> Take(HuTongDb db, ChinaClock clock, CancellationToken cancel)
    {
        var now = clock.Now;
        var waiting = db.Set<Job>().Where(job => job.RunAt <= now && (job.State == JobStates.Ready || job.State == JobStates.Running && job.LeaseUntil < now));
        if (!await waiting.AnyAsync(cancel)) return null;
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("jobs", cancel);
        var job = await waiting.OrderBy(one => one.RunAt).FirstOrDefaultAsync(cancel);
        if (job is null) return null;
        (job.State, job.LeaseUntil, job.Attempts) = (JobStates.Running, now + Lease, job.Attempts + 1);
        await db.SaveChangesAsync(cancel);
        await write.Commit(cancel);
        return job;
    }

    private async Task End(Job job, string? failure, CancellationToken cancel)
    {
        await using var ending = scopes.CreateAsyncScope();
        var now = ending.ServiceProvider.GetRequiredService<ChinaClock>().Now;
        var again = failure is not null && job.Attempts < MaxAttempts;
        var state = failure is null ? JobStates.Done : again ? JobStates.Ready : JobStates.Failed;
        board.Forget(job.Id);
        await Gated(SystemDb(ending), cancel, db => db.Set<Job>().Where(one => one.Id == job.Id).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.State, state).SetProperty(one => one.RunAt, again ? now.AddSeconds(5) : job.RunAt)
            .SetProperty(one => one.EndedAt, again ? null : now).SetProperty(one => one.LeaseUntil, (DateTime?)null)
            .SetProperty(one => one.Says, one => failure ?? one.Says), cancel));
    }

    private async Task Renew(Guid id, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 3, cancel);
                await using var renewing = scopes.CreateAsyncScope();
                var until = renewing.ServiceProvider.GetRequiredService<ChinaClock>().Now + Lease;
                var db = SystemDb(renewing);
                if (db.Engine == Engine.Sqlite && db.Database_.WriteGate.CurrentCount == 0) continue; // our own long transaction holds the only writer
                await Gated(db, cancel, one => one.Set<Job>().Where(job => job.Id == id).ExecuteUpdateAsync(row => row.SetProperty(job => job.LeaseUntil, until), cancel));
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { return; }
    }

    private Task Told(Guid id, int done, int total, string says, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Job>> setters)
    {
        board.Tell(id, done, total, says);
        return Set(id, CancellationToken.None, setters);
    }

    private async Task Set(Guid id, CancellationToken cancel, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Job>> setters)
    {
        await using var telling = scopes.CreateAsyncScope();
        var db = SystemDb(telling);
        if (db.Engine == Engine.Sqlite && db.Database_.WriteGate.CurrentCount == 0) return; // progress waits rather than fights for the one writer
        await Gated(db, cancel, one => one.Set<Job>().Where(job => job.Id == id).ExecuteUpdateAsync(setters, cancel));
    }

    private static async Task Gated(HuTongDb db, CancellationToken cancel, Func<HuTongDb, Task> write)
    {
        if (db.Engine == Engine.Postgres) { await write(db); return; }
        await db.Database_.WriteGate.WaitAsync(cancel);
        try { await write(db); }
        finally { db.Database_.WriteGate.Release(); }
    }

    private static HuTongDb SystemDb(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("job queue");
        return scope.ServiceProvider.GetRequiredService<HuTongDb>();
    }
}

/// <summary>Wakes the worker when a job was just written.</summary>
public sealed class JobBell
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Ring() { if (_bell.CurrentCount == 0) try { _bell.Release(); } catch (SemaphoreFullException) { return; } }

    public Task Wait(TimeSpan longest, CancellationToken cancel) => _bell.WaitAsync(longest, cancel);
}

/// <summary>Gives a job its asker's scope as it is now; without an asker the handler names its own.</summary>
public sealed class JobScope(Scope scope, IScopeSource source)
{
    /// <returns>False when the asker's account or post is no longer valid.</returns>
    public async Task<bool> Open(Job job, CancellationToken cancel)
    {
        if (job.AskerId is not { } asker) return true;
        if (await source.OfUser(asker, job.PostId, cancel) is not { } grant) return false;
        scope.Become(grant);
        scope.RunAsJob(job.Kind);
        return true;
    }
}
