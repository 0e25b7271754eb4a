using System.Collections.Concurrent;
using HuTong.Data.Fence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HuTong.Data.Access;

/// <summary>Entries on their way to the table: noted ones wait up to a second, stored ones are written at once and awaited.</summary>
public sealed class AccessQueue
{
    private const int MostNoted = 10_000;
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _bell = new(0);

    /// <summary>True while the writer runs.</summary>
    public bool IsServed { get; internal set; }

    /// <summary>One entry and whoever awaits it.</summary>
    internal sealed record Waiting(AccessEntry Entry, TaskCompletionSource? Stored);

    /// <summary>Written within a second; let go when ten thousand wait already.</summary>
    internal void Note(AccessEntry entry)
    {
        if (_waiting.Count < MostNoted) _waiting.Enqueue(new Waiting(entry, null));
    }

    /// <summary>Ends once the entry is committed; null when no writer runs.</summary>
    internal Task? Store(AccessEntry entry)
    {
        if (!IsServed) return null;
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(new Waiting(entry, stored));
        _bell.Release();
        return stored.Task;
    }

    /// <summary>Until somebody awaits an entry, at most a second.</summary>
    internal Task Ring(CancellationToken cancel) => _bell.WaitAsync(TimeSpan.FromSeconds(1), cancel);

    internal List<Waiting> Take(int most)
    {
        var taken = new List<Waiting>();
        while (taken.Count < most && _waiting.TryDequeue(out var one)) taken.Add(one);
        return taken;
    }
}

/// <summary>Writes queued entries in one transaction: each second, and at once when somebody awaits one.</summary>
public sealed class AccessWriter(AccessQueue queue, IServiceScopeFactory scopes, ILogger<AccessWriter> log) : BackgroundService
{
    private const int Most = 1000;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        queue.IsServed = true;
        try
        {
            while (true)
            {
                await queue.Ring(stopping);
                await Flush();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            log.LogDebug("The access log is written to its end");
        }
        finally
        {
            queue.IsServed = false;   // whoever comes now commits an own entry; nobody waits for a writer that is gone
            await Flush();
        }
    }

    private async Task Flush()
    {
        while (queue.Take(Most) is { Count: > 0 } batch)
        {
            try
            {
                await Write([.. batch.Select(one => one.Entry)]);
                foreach (var one in batch) one.Stored?.SetResult();
            }
            catch (Exception error)
            {
                // Whatever it is, those who wait are told, and their pages show nothing; the writer goes on for the next.
                log.LogError(error, "{Count} access entries could not be written", batch.Count);
                foreach (var one in batch) one.Stored?.SetException(error);
            }
        }
    }

    private async Task Write(List<AccessEntry> entries)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("access log", WholeCountry.Prefixes);
        var db = scope.ServiceProvider.GetRequiredService<HuTongDb>();
        db.AddRange(entries);
        await db.SaveChangesAsync();
    }
}
