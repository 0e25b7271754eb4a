using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Record;

/// <summary>
/// The events of one child wherever they happened: after a move the new place reads what the old one did (security.md 6). On PostgreSQL the
/// policy `of_child` says the same again: events of children that the asker sees.
/// </summary>
public sealed class ChildRecord(HuTongDb db)
{
    /// <param name="child">The child or a fact of it, read through the fence: that it could be read is the right to its events.</param>
    public IQueryable<Event> Of(IChildFact child)
    {
        var id = child.ChildId;
        return db.Set<Event>().IgnoreQueryFilters(["fence"]).AsNoTracking().Where(one => one.ChildId == id);
    }
}
