using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HuTong.Testing;

/// <summary>
/// Refuses a query that takes some rows without saying in which order: which rows a page shows must not be luck. A capped count needs none.
/// (EF's own warning cannot tell the two apart, so it is off in Data and this stands in every test.)
/// </summary>
internal sealed class RowsInOrder : IQueryExpressionInterceptor
{
    public static readonly RowsInOrder Instance = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData) =>
        Unordered(queryExpression) is { } call ? throw new InvalidOperationException($"{call.Method.Name} without OrderBy: {queryExpression}") : queryExpression;

    /// <summary>The first Take or Skip over rows in no order; null when there is none.</summary>
    internal static MethodCallExpression? Unordered(Expression query)
    {
        var search = new Search();
        search.Visit(query);
        return search.Found;
    }

    private sealed class Search : ExpressionVisitor
    {
        public MethodCallExpression? Found { get; private set; }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (IsOf(node, "Count", "LongCount", "Any") && node.Arguments is [MethodCallExpression counted]) return Counted(counted);
            if (IsOf(node, "Take", "Skip") && !IsOrdered(node.Arguments[0])) Found ??= node;
            return base.VisitMethodCall(node);
        }

        // Any rows will do for a count, of one cap or of several put together.
        private Expression Counted(Expression rows)
        {
            if (rows is not MethodCallExpression call || !IsOf(call, "Take", "Concat")) return Visit(rows);
            Counted(call.Arguments[0]);
            return IsOf(call, "Take") ? rows : Counted(call.Arguments[1]);
        }

        private static bool IsOrdered(Expression rows) => rows is MethodCallExpression call
            && (IsOf(call, "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending") || call.Arguments.Count > 0 && IsOrdered(call.Arguments[0]));

        private static bool IsOf(MethodCallExpression call, params string[] names) =>
            (call.Method.DeclaringType == typeof(Queryable) || call.Method.DeclaringType == typeof(Enumerable)) && names.Contains(call.Method.Name);
    }
}
