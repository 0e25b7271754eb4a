using HuTong.Children;
using HuTong.Core;
using HuTong.Data;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <summary>One child of the list of whom to see.</summary>
/// <param name="Why">What is owed, in words: 首次走访, 5月没走访到, 退回重访.</param>
public sealed record DueRow(Guid Id, string Name, string Sex, DateOnly? BornOn, long CategoryBits, string Region, DateOnly? LastMet, DateOnly Due, string Why, bool IsRisky, bool IsExcuseAsked);

/// <summary>A page of whom to see, the most urgent first.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record DuePage(IReadOnlyList<DueRow> Rows, int Late, int Waiting, string? Next);

/// <summary>Whom a page of the list shows.</summary>
public enum Waiting { All, Late, InTime }

/// <summary>Whom to see: by the day due, keyset by (due, child). Index ix_register_line_region_next_due_child_id.</summary>
public sealed class DueListQuery(HuTongDb db, ChinaClock clock, RegionTree places)
{
    public const int PageSize = 20, Cap = 1000;

    /// <param name="place">Null: the whole jurisdiction.</param>
    /// <param name="director">Only the villages of one director, or those without; null: all.</param>
    public async Task<DuePage> Run(string? place, AnsweredFor? director, Waiting which, string? after, int rows = PageSize, CancellationToken cancel = default)
    {
        var (today, end) = (clock.Today, VisitStands.Until(clock.Today));
        var lines = director is null ? Lines(place) : director.Within(Lines(place));
        var inTime = lines.Where(line => line.NextDue >= today && line.NextDue <= end);
        var shown = which switch { Waiting.Late => lines.Late(today), Waiting.InTime => inTime, _ => lines.Where(line => line.NextDue <= end) };
        if (DayCursor.Parse(after) is var (due, id)) shown = shown.Where(line => line.NextDue > due || line.NextDue == due && line.ChildId.CompareTo(id) > 0);
        var (found, next) = Paged<RegisterLine>.Of(await shown.OrderBy(line => line.NextDue).ThenBy(line => line.ChildId).Take(rows + 1).ToListAsync(cancel), rows, last => new DayCursor(last.NextDue!.Value, last.ChildId).ToString());
        var late = await lines.Late(today).Take(Cap + 1).CountAsync(cancel);
        var waiting = await inTime.Take(Cap + 1).CountAsync(cancel);
        var ids = found.Select(line => line.ChildId).ToArray();
        var duties = (await db.Set<VisitDuty>().AsNoTracking().Where(duty => ids.Contains(duty.ChildId) && (duty.State == DutyStates.Due || duty.State == DutyStates.Missed)).ToListAsync(cancel)).ToLookup(duty => duty.ChildId);
        return new DuePage([.. found.Select(line => Row(line, [.. duties[line.ChildId]]))], late, waiting, next);
    }

    private IQueryable<RegisterLine> Lines(string? place)
    {
        var lines = db.Set<RegisterLine>().AsNoTracking();
        return place is null ? lines : lines.Inside(places.Stands(place));
    }

    private DueRow Row(RegisterLine line, List<VisitDuty> duties)
    {
        var duty = duties.Where(one => one.Due == line.NextDue).OrderBy(one => one.Kind).FirstOrDefault();
        return new DueRow(line.ChildId, line.Name, line.Sex, line.BornOn, line.CategoryBits, line.Region, line.LastMet, line.NextDue!.Value, duty is null ? "" : DutyWords.Why(duty, clock.Today), line.Risk is "high" or "urgent", duties.Exists(one => one is { State: DutyStates.Due, ExcuseAskedBy: not null }));
    }
}
