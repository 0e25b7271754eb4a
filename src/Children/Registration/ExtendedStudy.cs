using HuTong.Core.LifeCycles;
using HuTong.Data;

namespace HuTong.Children.Registration;

/// <summary>
/// Who is 18 and over, still paid and still at school: such a file stays without a category and owes no visit (states.md 1, flag extended-study).
/// Told by what is stored: a paying county and a schooling that goes on; the entitlement itself comes with Allowances.
/// </summary>
public static class ExtendedStudy
{
    public static IQueryable<Child> Of(HuTongDb db, DateOnly today)
    {
        var born = today.AddYears(-FileLifeCycle.AdultAge);
        return db.Set<Child>().Where(child => child.PayingRegion != null && child.BornOn <= born
            && db.Set<Schooling>().Any(term => term.ChildId == child.Id && term.Status == "attending" && (term.To == null || term.To > today)));
    }
}
