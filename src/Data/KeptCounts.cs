using System.Collections.Concurrent;
using HuTong.Data.Fence;

namespace HuTong.Data;

/// <summary>
/// What was counted for who asks, so that a page does not count again what the page before counted (decision 009): believed until this process
/// writes, ten seconds at most, because another process may have written. What cannot change soon is believed for ten minutes whatever is written.
/// </summary>
public sealed class KeptCounts(Database database, ChinaClock clock)
{
    /// <summary>Begins every statement that is not asked again for some seconds: whether it was asked says nothing of what a request was about.</summary>
    public const string Tag = "kept for seconds";

    private const int Most = 20_000;
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(10), Minutes = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Standing> _standing = new(StringComparer.Ordinal);

    /// <param name="what">What is counted, with everything but the scope that it depends on. Never a word that was searched for.</param>
    /// <param name="count">Asks the database; its statement is tagged with <see cref="Tag"/>.</param>
    /// <param name="isFirm">True for an answer that writing does not change soon; null: none is.</param>
    /// <param name="onlyFirm">Any other answer is asked again the next time.</param>
    public async Task<T> Of<T>(Scope scope, string what, Func<Task<T>> count, Func<T, bool>? isFirm = null, bool onlyFirm = false)
    {
        var key = $"{what} {scope.Role} {scope.OfficeRegion} {string.Join(',', scope.Prefixes)} {string.Join(',', scope.GrantedIds)}";
        if (_standing.TryGetValue(key, out var found) && clock.Now < found.Until && (found.IsFirm || found.Writes == database.Writes)) return (T)found.Value!;
        var writes = database.Writes;   // before reading: what is written meanwhile makes the count old
        var value = await count();
        var firm = isFirm?.Invoke(value) == true;
        if (onlyFirm && !firm) return value;
        if (_standing.Count >= Most) _standing.Clear();
        _standing[key] = new Standing(value, writes, clock.Now + (firm ? Minutes : Seconds), firm);
        return value;
    }

    private sealed record Standing(object? Value, long Writes, DateTime Until, bool IsFirm);
}
