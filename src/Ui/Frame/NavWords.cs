using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.AspNetCore.Http;

namespace HuTong.Ui.Frame;

/// <summary>A word as shown now.</summary>
/// <param name="Count">Work that waits; 0 shows no badge.</param>
/// <param name="Current">True on its own page and those below it.</param>
public sealed record NavWord(string Route, string Words, int Count, bool Current);

/// <summary>The words of the top bar for who asks: only what the role may open, at most seven.</summary>
public sealed class NavWords(IEnumerable<INavEntry> entries, Scope scope, Rights rights)
{
    private const int Most = 7;

    /// <summary>The search box is for those who have a list of children.</summary>
    public bool MaySearch => scope.IsSignedIn && entries.Any(entry => entry.Route == "/children" && Open(entry));

    public async Task<IReadOnlyList<NavWord>> Of(PathString here, CancellationToken cancel)
    {
        if (!scope.IsSignedIn) return [];
        var words = new List<NavWord>();
        var open = entries.Where(Open).OrderBy(entry => entry.Order).Take(Most).ToList();
        var current = open.Where(entry => IsHere(entry.Route, here)).MaxBy(entry => entry.Route.Length);   // /import/waiting is not /import too
        foreach (var entry in open)   // one after the other: they share one database connection
            words.Add(new(entry.Route, entry.Words, await entry.Count(cancel) ?? 0, entry == current));
        return words;
    }

    private bool Open(INavEntry entry) => entry.Right.Length == 0 || rights.Allows(scope.Role, entry.Right);

    private static bool IsHere(string route, PathString here) => route == "/" ? here == "/" : here.StartsWithSegments(route);
}
