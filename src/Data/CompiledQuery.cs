using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HuTong.Data;

/// <summary>A query of a page that everybody opens all day: its expression is read once for each form of the fence, not at every call, which costs more than to run it.</summary>
/// <typeparam name="T">What EF.CompileAsyncQuery gives.</typeparam>
/// <param name="compile">Makes it anew; what it gives belongs to one model.</param>
public sealed class CompiledQuery<T>(Func<T> compile) where T : class
{
    private readonly ConditionalWeakTable<IModel, T> _made = [];

    public T In(HuTongDb db) => _made.GetValue(db.Model, _ => compile());
}
