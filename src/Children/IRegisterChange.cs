using HuTong.Data;

namespace HuTong.Children;

/// <summary>Files that were just saved, in the transaction that saved them.</summary>
/// <param name="Children">Their ids; null when a whole batch made them.</param>
/// <param name="BatchId">The batch that made them, or that was undone.</param>
/// <param name="IsNew">Nothing is known of them elsewhere yet.</param>
/// <param name="Today">The day on which it holds: of an import its own.</param>
public sealed record ChangedFiles(IReadOnlyCollection<Guid>? Children, Guid? BatchId, bool IsNew, DateOnly Today);

/// <summary>What must follow elsewhere when files are registered, corrected, moved, closed or undone: in sets, inside the transaction. Given by later rooms.</summary>
public interface IRegisterChange
{
    /// <summary>The locks under which it follows, taken before a file is written: who waits for a lock must hold no row that its holder wants.</summary>
    Task Take(WriteTransaction write, CancellationToken cancel);

    /// <param name="write">The transaction, for its locks.</param>
    Task Follow(ChangedFiles files, WriteTransaction write, CancellationToken cancel);
}

/// <summary>Tells later rooms of changed files; every use case that changes a file's state, place, categories or facts calls it between saving and committing.</summary>
public sealed class RegisterChanges(IEnumerable<IRegisterChange> followers, ChinaClock clock)
{
    /// <summary>Begins the transaction in which files that exist are changed.</summary>
    public async Task<WriteTransaction> Begin(HuTongDb db, CancellationToken cancel)
    {
        var write = await WriteTransaction.Begin(db, cancel);
        await Take(write, cancel);
        return write;
    }

    /// <summary>The same in a transaction that has begun, before it reads who has touched a file.</summary>
    public async Task Take(WriteTransaction write, CancellationToken cancel)
    {
        foreach (var follower in followers) await follower.Take(write, cancel);
    }

    public Task Of(WriteTransaction write, CancellationToken cancel, params IReadOnlyCollection<Guid> children) => Tell(new ChangedFiles(children, null, false, clock.Today), write, cancel);

    /// <summary>A batch that made files; <paramref name="today"/> is the day that its ledger was read by.</summary>
    public Task OfBatch(WriteTransaction write, Guid batchId, DateOnly today, bool isNew, CancellationToken cancel) => Tell(new ChangedFiles(null, batchId, isNew, today), write, cancel);

    private async Task Tell(ChangedFiles files, WriteTransaction write, CancellationToken cancel)
    {
        foreach (var follower in followers) await follower.Follow(files, write, cancel);
    }
}
