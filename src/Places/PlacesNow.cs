using HuTong.Data;
using HuTong.Places.Calendar;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places;

/// <summary>
/// Tree and calendar as the tables have them now, held for the process: the embedded files until <see cref="Refresh"/> has
/// read what officials changed. Both values are immutable and swapped whole.
/// </summary>
public sealed class PlacesNow
{
    public RegionTree Tree { get; private set; } = RegionTree.Standard;

    public WorkingDays Days { get; private set; } = WorkingDays.Shipped;

    /// <summary>Reads own and handed-over places and the calendar; at start, and after either was changed.</summary>
    /// <returns>False when places were never loaded into this database; the embedded files stand.</returns>
    public async Task<bool> Refresh(HuTongDb db, CancellationToken cancel = default)
    {
        var changed = await db.Set<Region>().AsNoTracking()
            .Where(region => region.ValidTo == null && (region.Own || region.ManagingCode != null)).ToListAsync(cancel);
        if (changed.Count == 0) return await db.Set<Region>().AnyAsync(cancel);

        List<OwnNode> own =
        [
            .. changed.Where(region => region.Own).OrderBy(region => region.Code, StringComparer.Ordinal).Select(region => new OwnNode(
                region.Code, region.Name,
                [.. changed.Where(other => other.ManagingCode == region.Code).Select(other => other.Code).Order(StringComparer.Ordinal)])),
        ];
        Tree = Same(own, OwnNode.Shipped) ? RegionTree.Standard : new RegionTree(own);
        Days = new WorkingDays(await db.Set<CalendarDay>().AsNoTracking().ToListAsync(cancel));
        return true;
    }

    private static bool Same(IReadOnlyList<OwnNode> left, IReadOnlyList<OwnNode> right) => left.Count == right.Count
        && left.Zip(right).All(pair => pair.First.Code == pair.Second.Code && pair.First.Name == pair.Second.Name && pair.First.Manages.SequenceEqual(pair.Second.Manages));
}
