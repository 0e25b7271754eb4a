namespace HuTong.Visits.Posts;

/// <summary>A page of a list that is in memory, from the key of the row before.</summary>
/// <param name="First">Ordinal of the first row shown, from 1.</param>
/// <param name="Next">The key after which the next page begins; null on the last.</param>
public sealed record OnePage<T>(IReadOnlyList<T> Rows, int First, int Total, string? Next)
{
    public static OnePage<T> None { get; } = new([], 0, 0, null);

    /// <param name="after">Key of the last row of the page before; one that is not in the list begins anew.</param>
    public static OnePage<T> Of(IReadOnlyList<T> all, Func<T, string> key, string? after)
    {
        var skip = 0;
        if (!string.IsNullOrEmpty(after))
            for (var at = 0; at < all.Count && skip == 0; at++)
                if (key(all[at]) == after) skip = at + 1;
        var rows = all.Skip(skip).Take(PostsList.PageSize).ToList();
        return new OnePage<T>(rows, skip + 1, all.Count, skip + rows.Count < all.Count ? key(rows[^1]) : null);
    }
}
