using HuTong.Data.Fence;

namespace HuTong.Data.Jobs;

/// <summary>Long work, written in the transaction that asks for it; leased, resumable, idempotent (architecture.md 8).</summary>
[Unfenced("carries ids only; a job's work runs under its asker's scope of the moment")]
public sealed class Job : IRecordedElsewhere
{
    public Guid Id { get; set; }
    public string Kind { get; set; } = "";

    /// <summary>ready, running, done, failed.</summary>
    public string State { get; set; } = JobStates.Ready;

    /// <summary>Ids and codes as JSON; no personal fact.</summary>
    public string Payload { get; set; } = "{}";
    public Guid? AskerId { get; set; }
    public Guid? PostId { get; set; }
    public DateTime RunAt { get; set; }
    public DateTime? LeaseUntil { get; set; }
    public int Attempts { get; set; }
    public int Done { get; set; }
    public int Total { get; set; }

    /// <summary>What the page shows: 正在核对第 217 行，共 358 行.</summary>
    public string Says { get; set; } = "";
    public DateTime CreatedAt { get; set; }
    public DateTime? EndedAt { get; set; }
}

public static class JobStates
{
    public const string Ready = "ready", Running = "running", Done = "done", Failed = "failed";
}

/// <summary>The work of one kind of job. Run again after a crash it must find its own half-done work undone, or finished.</summary>
public interface IJobHandler
{
    string Kind { get; }
    Task Run(Job job, JobProgress progress, CancellationToken cancel);
}

/// <summary>Told by the handler, shown by the page; written at most four times a second on a connection of its own.</summary>
public sealed class JobProgress(Func<int, int, string, Task> write)
{
    private long _last;

    public async Task Tell(int done, int total, string says)
    {
        var now = Environment.TickCount64;
        if (now - _last < 250 && done < total) return;
        _last = now;
        await write(done, total, says);
    }
}
