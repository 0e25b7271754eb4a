using System.Collections.Concurrent;

namespace HuTong.Data.Jobs;

/// <summary>How far the jobs of this process have come. On SQLite a long write holds the one writer: pages read the board instead of the row.</summary>
public sealed class JobBoard
{
    private readonly ConcurrentDictionary<Guid, (int Done, int Total, string Says)> notes = [];

    public void Tell(Guid job, int done, int total, string says) => notes[job] = (done, total, says);

    public void Forget(Guid job) => notes.TryRemove(job, out _);

    /// <summary>Puts what is on the board over what the row said; the row is not saved.</summary>
    public void Show(Job job)
    {
        if (notes.TryGetValue(job.Id, out var note)) (job.Done, job.Total, job.Says) = note;
    }
}
