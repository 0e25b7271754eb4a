using HuTong.Children;
using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>What a visit must know of its child: where it lives decides whether a visit at school or in an institution meets it at home (codes.md 7).</summary>
internal static class VisitedChildQuery
{
    public static async Task<VisitedChild> Of(HuTongDb db, RegisterLine line, DateOnly today, CancellationToken cancel)
    {
        var (livesWith, exitOn) = await db.Set<Child>().AsNoTracking().Where(child => child.Id == line.ChildId).Select(child => new ValueTuple<string?, DateOnly?>(child.LivesWith, child.ExitOn)).SingleOrDefaultAsync(cancel);
        var boards = await db.Set<Schooling>().AsNoTracking().Where(term => term.ChildId == line.ChildId && (term.To == null || term.To > today)).OrderByDescending(term => term.From).Select(term => term.IsBoarding).FirstOrDefaultAsync(cancel);
        var isInInstitution = livesWith == "institution" || HuTong.Core.Codes.Categories.In(line.CategoryBits).Any(one => one.Code == HuTong.Core.Codes.Categories.OrphanInstitution);
        return new VisitedChild(line.State, line.RegisteredOn, line.BornOn, boards == true || livesWith == "school-boarding", isInInstitution, exitOn);
    }
}
