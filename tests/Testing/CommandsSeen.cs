using System.Data.Common;
using HuTong.Children.Find;
using HuTong.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HuTong.Testing;

/// <summary>
/// The path that a request of somebody signed in takes through the database: each command's text and how many rows were read of it.
/// Two answers of one path differ in time by chance alone, which no clock on a busy machine could show.
/// </summary>
public sealed class CommandsSeen : DbCommandInterceptor
{
    private readonly Lock gate = new();
    private readonly List<string> seen = [];

    /// <summary>What was seen since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (gate)
        {
            IReadOnlyList<string> taken = [.. seen];
            seen.Clear();
            return taken;
        }
    }

    public override InterceptionResult DataReaderClosing(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        See(command, eventData, $"{eventData.ReadCount} rows");
        return result;
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        See(command, eventData, $"{eventData.ReadCount} rows");
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        See(command, eventData, $"{result} changed");
        return ValueTask.FromResult(result);
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        See(command, eventData, result is null ? "nothing" : "a value");
        return ValueTask.FromResult(result);
    }

    // Jobs, logs and the sealer work beside the requests, they are nobody's wait; what is kept for seconds is counted when its time is over.
    private void See(DbCommand command, DbContextEventData eventData, string came)
    {
        if (eventData is not { Context: HuTongDb { Scope: { IsSignedIn: true, IsJob: false } } } || command.CommandText.StartsWith("-- " + KeptCounts.Tag, StringComparison.Ordinal)) return;
        lock (gate) seen.Add($"{came}: {command.CommandText}");
    }
}
