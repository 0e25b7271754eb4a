using System.Linq.Expressions;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore.Query;

namespace HuTong.Places;

/// <summary>Rows that lie in some places, by the prefixes of <see cref="RegionTree.Stands"/>.</summary>
public static class InsidePlaces
{
    public static IQueryable<T> Inside<T>(this IQueryable<T> rows, IReadOnlyList<string> prefixes) where T : class, IFenced => rows.Inside(prefixes, row => row.Region);

    /// <summary>One prefix is a range of the index; several are looked for in the range that holds them all.</summary>
    /// <param name="prefixes">None: no row.</param>
    public static IQueryable<T> Inside<T>(this IQueryable<T> rows, IReadOnlyList<string> prefixes, Expression<Func<T, string>> region)
    {
        if (prefixes.Count == 0) return rows.Where(_ => false);
        var (lo, end, several) = (prefixes.Min(StringComparer.Ordinal)!, prefixes.Max(StringComparer.Ordinal)! + ":", prefixes.ToArray());
        Expression<Func<string, bool>> inside = prefixes.Count == 1
            ? at => string.Compare(at, lo) >= 0 && string.Compare(at, end) < 0
            : at => string.Compare(at, lo) >= 0 && string.Compare(at, end) < 0 && several.Any(prefix => at.StartsWith(prefix));
        return rows.Where(Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(inside.Parameters[0], region.Body, inside.Body), region.Parameters));
    }
}
