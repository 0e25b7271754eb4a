using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>What a visit must know of its child: where it lives decides whether a visit at school or in an institution meets it at home (codes.md 7).</summary>
internal static class VisitedChildQuery
{
    /// <returns>No line and no child where none is to be found here; whether the visit of that id is kept already.</returns>
    public static async Task<(RegisterLine? Line, VisitedChild? Child, bool IsKept)> Of(HuTongDb db, Guid childId, Guid visitId, DateOnly today, CancellationToken cancel)
    {
        var found = await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == childId).Join(db.Set<Child>(), line => line.ChildId, child => child.Id, (line, child) => new
        {
            Line = line, child.LivesWith, child.ExitOn, IsKept = db.Set<Visit>().Any(visit => visit.Id == visitId && visit.ChildId == childId),
            IsBoarding = db.Set<Schooling>().Where(term => term.ChildId == childId && (term.To == null || term.To > today)).OrderByDescending(term => term.From).Select(term => term.IsBoarding).FirstOrDefault(),
        }).SingleOrDefaultAsync(cancel);
        if (found is null) return (null, null, await db.Set<Visit>().AnyAsync(visit => visit.Id == visitId && visit.ChildId == childId, cancel));
        return (found.Line, new VisitedChild(found.Line.State, found.Line.RegisteredOn, found.Line.BornOn, found.IsBoarding == true || found.LivesWith == "school-boarding",
            found.LivesWith == "institution" || Categories.In(found.Line.CategoryBits).Any(one => one.Code == Categories.OrphanInstitution), found.ExitOn), found.IsKept);
    }
}
