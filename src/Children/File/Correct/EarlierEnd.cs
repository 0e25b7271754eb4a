using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>
/// Ends a term on the day on which it truly ended. Of one whose beginning nobody said it is then known that it held the day before: its
/// first known day moves back, and so do those before it that only made room for it. A said day is never moved.
/// </summary>
internal static class EarlierEnd
{
    /// <summary>The first day of a term once it ends on a day.</summary>
    public static DateOnly Begin(ChildTerm term, DateOnly end) => end <= term.From && term.YieldsTo(end) ? end.AddDays(-1) : term.From;

    /// <returns>Null when the term ends; else the day before which it cannot.</returns>
    public static async Task<DateOnly?> Write<T>(HuTongDb db, T term, DateOnly end, DateOnly? bornOn, CancellationToken cancel) where T : ChildTerm
    {
        var begin = Begin(term, end);
        if (end <= begin) return term.From;
        if (begin != term.From)
        {
            if (begin < bornOn) return term.From;
            var earlier = await db.Set<T>().Where(one => one.ChildId == term.ChildId && one.Id != term.Id && one.To > begin).OrderByDescending(one => one.From).ToListAsync(cancel);
            if (MakeRoom(earlier.FindAll(term.IsSameSeat), term.From, begin) is { } stands) return stands;
        }

        (term.From, term.To) = (begin, end);
        return null;
    }

    // Each was ended by the beginning of the next one; what was ended on a day of its own stays as it is.
    private static DateOnly? MakeRoom<T>(List<T> earlier, DateOnly next, DateOnly begin) where T : ChildTerm
    {
        foreach (var one in earlier.Where(one => one.To > begin))
        {
            var first = Begin(one, begin);
            if (one.To != next || first >= begin) return one.To;
            next = one.From;
            (one.From, one.To) = (first, begin);
            begin = first;
        }

        return null;
    }
}
