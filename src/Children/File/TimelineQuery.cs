using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>A page of a child's timeline.</summary>
/// <param name="Next">The last event shown when there are older ones; the next page begins after it.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineLine> Lines, Guid? Next);

/// <summary>What happened to a file, newest first, from the record; keyset by id, which grows with time. Index: event (child_id, at).</summary>
public sealed class TimelineQuery(HuTongDb db, ChildRecord record, FieldCipher cipher, RegionTree tree, ChinaClock clock)
{
    public const int Rows = 20;
    private const int MostFields = 10;

    /// <param name="childId">Nothing is shown of a child that the fence hides.</param>
    /// <param name="before">Only events older than this one.</param>
    public async Task<TimelinePage> Run(Guid childId, Guid? before = null, int rows = Rows, CancellationToken cancel = default) =>
        await db.Set<Child>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == childId, cancel) is { } child ? await Run(child, before, rows, cancel) : new TimelinePage([], null);

    /// <param name="child">Found through the fence: that is the right to its events.</param>
    /// <param name="before">Only events older than this one.</param>
    public async Task<TimelinePage> Run(Child child, Guid? before = null, int rows = Rows, CancellationToken cancel = default)
    {
        var events = record.Of(child);
        if (before is { } last)
        {
            var at = await events.Where(one => one.Id == last).Select(one => (DateTime?)one.At).SingleOrDefaultAsync(cancel);
            if (at is not { } time) return new TimelinePage([], null);
            events = events.Where(one => one.At < time || one.At == time && one.Id.CompareTo(last) < 0);
        }
        var found = await events.OrderByDescending(one => one.At).ThenByDescending(one => one.Id).Take(rows + 1).ToListAsync(cancel);
        var more = found.Count > rows;
        var shown = found.Take(rows).ToList();
        return new TimelinePage([.. shown.Select(Line)], more ? shown[^1].Id : null);
    }

    /// <summary>One act, one line: what was replaced with before and after, the rest in one text.</summary>
    private TimelineLine Line(Event one)
    {
        var text = one.Text(cipher);
        var said = text.Changes.Select(change => ChangeWords.Say(change, tree)).OfType<SaidChange>().Where(change => change.Before is not null || change.After is not null).ToList();
        var what = ActionWords.Of(one.Action);
        if (said is [{ Before: { } before } only]) return Line(one, text, $"{what}：{only.Label}", [new TimelineChange(null, before, only.After ?? "空")]);
        var replaced = said.Where(change => change.Before is not null).Select(change => new TimelineChange(change.Label, change.Before, change.After ?? "空"));
        var added = said.Where(change => change.Before is null).ToList();
        return Line(one, text, what, [.. replaced, .. added.Count == 0 ? Array.Empty<TimelineChange>() : [new TimelineChange(null, null, Listed(added))]]);
    }

    private static string Listed(List<SaidChange> said)
    {
        var words = string.Join("；", said.Take(MostFields).Select(change => $"{change.Label} {change.After}"));
        return said.Count > MostFields ? $"{words}；另 {said.Count - MostFields} 项" : words;
    }

    private TimelineLine Line(Event one, EventText text, string what, IReadOnlyList<TimelineChange> changes)
    {
        var local = ChinaClock.InChina(one.At);
        var who = text.Who.Length == 0 ? "系统" : $"{text.Who} {text.Post}".TrimEnd();
        return new TimelineLine(ActionWords.Kind(one.Action), Show.Short(DateOnly.FromDateTime(local), clock.Today), Show.Time(one.At), what, changes, text.Reason, who);
    }
}
