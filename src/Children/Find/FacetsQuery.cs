using System.Collections.Concurrent;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>Counts beside the facets, in one pass over a scope that is small enough; wider scopes get the words without counts.</summary>
public sealed class FacetsQuery(HuTongDb db, Scope scope, WideScopes wide)
{
    /// <summary>Above this many children in scope nothing is counted; the page must not wait for a scan.</summary>
    private const int Cap = 5_000;

    public sealed record Counts(IReadOnlyDictionary<string, long> Categories, IReadOnlyDictionary<string, long> States, IReadOnlyDictionary<string, long> Risks, IReadOnlyDictionary<string, long> Regions);

    /// <returns>Null when the scope is too wide to count.</returns>
    public async Task<Counts?> Run(CancellationToken cancel = default)
    {
        if (wide.Has(scope)) return null;
        var rows = await db.Set<RegisterLine>().AsNoTracking().OrderBy(line => line.Region).Select(line => new { line.Region, line.CategoryBits, line.State, line.Risk }).Take(Cap + 1).ToListAsync(cancel);
        if (rows.Count > Cap)
        {
            wide.Add(scope);
            return null;
        }
        var shown = rows.Where(row => row.State is "registered" or "exit-review" or "to-verify").ToList();
        return new Counts(
            Categories.All.ToDictionary(category => category.Code, category => shown.LongCount(row => (row.CategoryBits & category.Mask) != 0)),
            rows.GroupBy(row => row.State).ToDictionary(group => group.Key, group => group.LongCount()),
            shown.GroupBy(row => row.Risk).ToDictionary(group => group.Key, group => group.LongCount()),
            shown.GroupBy(row => row.Region).ToDictionary(group => group.Key, group => group.LongCount()));
    }
}

/// <summary>Scopes found too wide to count, believed for ten minutes: a page must not read thousands of lines each time to find it out.</summary>
public sealed class WideScopes(ChinaClock clock)
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, DateTime> until = new(StringComparer.Ordinal);

    public bool Has(Scope scope) => until.TryGetValue(Key(scope), out var end) && clock.Now < end;

    public void Add(Scope scope) => until[Key(scope)] = clock.Now + Believed;

    private static string Key(Scope scope) => string.Join(',', scope.Prefixes);
}
