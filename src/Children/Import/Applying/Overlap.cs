using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>Lets reading, checking, encrypting and writing go on at once: each hands its chunks to the next, none runs far ahead (performance.md 4.8).</summary>
internal static class Overlap
{
    private const int ChunksWaiting = 1;

    // A writer gathers before it writes: what it will need next must be made while it does.
    private const int MadeWaiting = 2;

    /// <summary>Work of the processor alone, beside what the database takes meanwhile; whoever begins it waits for its end.</summary>
    public static Task<T> Beside<T>(Func<T> work, CancellationToken cancel) => Task.Run(work, cancel);

    /// <param name="make">Turns a chunk into what is written; one at a time, in order.</param>
    /// <param name="write">Has the database's transaction to itself; one at a time, in order.</param>
    public static async Task<Outcome<LedgerSummary>> Run<T>(
        CheckLedger check, LedgerToCheck ledger, Func<IReadOnlyList<CheckedRow>, ValueTask<T>> make, Func<T, CancellationToken, Task> write, IProgress<LedgerProgress>? progress, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chunks = Channel.CreateBounded<IReadOnlyList<CheckedRow>>(ChunksWaiting);
        var made = Channel.CreateBounded<T>(MadeWaiting);
        Exception? broken = null;
        Outcome<LedgerSummary>? outcome = null;

        async Task Guarded(Func<Task> work)
        {
            try { await work(); }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref broken, error, null);
                await stop.CancelAsync();
            }
        }

        var making = Task.Run(() => Guarded(async () =>
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(stop.Token)) await made.Writer.WriteAsync(await make(chunk), stop.Token);
            made.Writer.Complete();
        }), CancellationToken.None);
        var writing = Task.Run(() => Guarded(async () =>
        {
            await foreach (var one in made.Reader.ReadAllAsync(stop.Token)) await write(one, stop.Token);
        }), CancellationToken.None);
        await Guarded(async () =>
        {
            outcome = await check.Run(ledger, (chunk, _) => chunks.Writer.WriteAsync(chunk, stop.Token), progress, stop.Token);
            chunks.Writer.Complete();
        });
        await making;
        await writing;
        if (broken is not null) ExceptionDispatchInfo.Throw(broken);
        return outcome!;
    }
}
