namespace HuTong.Data;

/// <summary>A page of a list.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Paged<T>(IReadOnlyList<T> Rows, string? Next)
{
    /// <param name="found">One more than a page, where there is more.</param>
    public static Paged<T> Of(List<T> found, int rows, Func<T, string> cursor)
    {
        if (found.Count <= rows) return new(found, null);
        found.RemoveAt(rows);
        return new(found, cursor(found[^1]));
    }
}
