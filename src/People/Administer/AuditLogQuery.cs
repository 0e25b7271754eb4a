using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Administer;

/// <summary>One line of either log: ids and codes, never a name. Nothing encrypted is opened.</summary>
public sealed record AuditLine(Guid Id, DateTime At, Guid UserId, string Action, string Subject, Guid? SubjectId, Guid? ChildId, string Region, int? Rows);

/// <param name="Next">The id after which the next page begins, null on the last.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, Guid? Next);

/// <summary>Events or the access log of every place, newest first, fifty a page; the scope of the audit administrator lets them through (security.md 2).</summary>
public sealed class AuditLogQuery(HuTongDb db)
{
    public const int PageSize = 50;

    /// <param name="looks">True for who looked at what, false for what was changed.</param>
    /// <param name="before">Id of the last line of the page before; ids are ordered by time.</param>
    public async Task<AuditLines> Run(bool looks, Guid? user, Guid? before, CancellationToken cancel = default)
    {
        var lines = await (looks ? Looks(user, before) : Changes(user, before)).Take(PageSize + 1).ToListAsync(cancel);
        return new AuditLines([.. lines.Take(PageSize)], lines.Count > PageSize ? lines[PageSize - 1].Id : null);
    }

    private IQueryable<AuditLine> Changes(Guid? user, Guid? before) => db.Set<Event>().AsNoTracking()
        .Where(one => (user == null || one.ActorId == user) && (before == null || one.Id < before)).OrderByDescending(one => one.Id)
        .Select(one => new AuditLine(one.Id, one.At, one.ActorId, one.Action, one.SubjectKind, one.SubjectId, one.ChildId, one.Region, null));

    private IQueryable<AuditLine> Looks(Guid? user, Guid? before) => db.Set<AccessEntry>().AsNoTracking()
        .Where(one => (user == null || one.UserId == user) && (before == null || one.Id < before)).OrderByDescending(one => one.Id)
        .Select(one => new AuditLine(one.Id, one.At, one.UserId, one.Action, "", null, one.ChildId, one.Region, one.RowCount));
}
