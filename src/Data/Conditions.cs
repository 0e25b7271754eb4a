using System.Linq.Expressions;

namespace HuTong.Data;

/// <summary>Joins conditions of a query so that the database still reads them as one.</summary>
public static class Conditions
{
    public static Expression<Func<T, bool>> Or<T>(this Expression<Func<T, bool>> left, Expression<Func<T, bool>> right)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var either = Expression.OrElse(new Swap(left.Parameters[0], row).Visit(left.Body), new Swap(right.Parameters[0], row).Visit(right.Body));
        return Expression.Lambda<Func<T, bool>>(either, row);
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
