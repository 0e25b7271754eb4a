using HuTong.Core;
using HuTong.Data;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace HuTong.Visits.Coverage;

/// <summary>Compares all rows of a closed month, the villages' and those above, with its duties, by another way than they were made. What differs is marked and told; no figure is changed.</summary>
public sealed partial class CompareMonth(HuTongDb db, CloseMonth close, ChinaClock clock, ILogger<CompareMonth> log)
{
    private const int AtOnce = 500, Told = 20;

    /// <summary>The last closed month, what differed when it was last compared, and one older month in turn: a night's work does not grow with the years.</summary>
    public async Task<IReadOnlyList<Month>> Tonight(DateOnly today, CancellationToken cancel = default)
    {
        var last = Months.LastClosed(today);
        var first = last.First;
        var older = await db.Set<CoverageMonth>().Where(row => row.ClosedAt != null && row.Month < first).GroupBy(row => row.Month).Select(month => new { month.Key, DiffersOn = month.Max(row => row.DiffersOn) }).ToListAsync(cancel);
        var compared = await db.Set<CoverageCheck>().GroupBy(check => check.Month).Select(month => new { month.Key, Day = month.Max(check => check.Day) }).ToDictionaryAsync(month => month.Key, month => month.Day, cancel);
        var turn = older.Where(month => month.DiffersOn is null).OrderBy(month => compared.GetValueOrDefault(month.Key)).ThenBy(month => month.Key).Take(1);
        return [last, .. older.Where(month => month.DiffersOn is not null).Concat(turn).Select(month => Month.Of(month.Key))];
    }

    /// <returns>How many rows differ.</returns>
    public async Task<int> Run(Month month, DateOnly today, CancellationToken cancel = default)
    {
        var first = month.First;
        var stands = await db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == first).ToDictionaryAsync(Key, cancel);
        if (stands.Count == 0) return 0;
        // Who was not seen on that day is no longer told by what stands today: of the villages it is taken as it was counted.
        var villages = (await Recount(first, cancel)).Select(one => new CoverageMonth
        {
            Month = first, Region = one.Key.Region, Class = one.Key.Class, Due = one.Value.Due, Excused = one.Value.Excused, Done = one.Value.Done, NotSeen90 = stands.GetValueOrDefault(("village", one.Key.Region, one.Key.Class))?.NotSeen90 ?? 0,
        }).ToList();
        villages.AddRange(stands.Values.Where(row => row is { Level: "village", NotSeen90: > 0 }).ExceptBy(villages.Select(Key), Key).Select(row => new CoverageMonth { Month = first, Region = row.Region, Class = row.Class, NotSeen90 = row.NotSeen90 }));
        var counted = villages.Concat(close.Above(villages, null)).ToDictionary(Key);
        var differing = stands.Keys.Union(counted.Keys).Where(key => Of(stands, key) != Of(counted, key)).ToList();
        await Mark(month, today, stands, differing, cancel);
        if (differing.Count > 0) LogDiffering(log, month.ToString(), differing.Count, string.Join(", ", differing.Select(key => key.Region).Distinct().Take(Told)));
        return differing.Count;
    }

    private static (string Level, string Region, string Class) Key(CoverageMonth row) => (row.Level, row.Region, row.Class);

    private static Figures Of(Dictionary<(string, string, string), CoverageMonth> rows, (string, string, string) key) => rows.TryGetValue(key, out var row) ? Figures.Of(row) : Figures.None;

    private async Task Mark(Month month, DateOnly today, Dictionary<(string, string, string), CoverageMonth> stands, List<(string Level, string Region, string Class)> differing, CancellationToken cancel)
    {
        var first = month.First;
        await using var write = await WriteTransaction.Begin(db, cancel);
        await db.Set<CoverageMonth>().Where(row => row.Month == first && row.DiffersOn != null).ExecuteUpdateAsync(row => row.SetProperty(one => one.DiffersOn, (DateOnly?)null), cancel);
        foreach (var rows in differing.Where(stands.ContainsKey).GroupBy(key => (key.Level, key.Class)))
            foreach (var regions in rows.Select(key => key.Region).Chunk(AtOnce))
                await db.Set<CoverageMonth>().Where(row => row.Month == first && row.Level == rows.Key.Level && row.Class == rows.Key.Class && regions.Contains(row.Region)).ExecuteUpdateAsync(row => row.SetProperty(one => one.DiffersOn, today), cancel);
        // A row that is not there stands with nothing in it, so that it is told too.
        db.AddRange(differing.Where(key => !stands.ContainsKey(key)).Select(key => new CoverageMonth { Month = first, Level = key.Level, Region = key.Region, Class = key.Class, ClosedAt = clock.Now, DiffersOn = today }));
        var check = await db.Set<CoverageCheck>().SingleOrDefaultAsync(check => check.Day == today && check.Month == first, cancel) ?? db.Add(new CoverageCheck { Day = today, Month = first }).Entity;
        (check.At, check.Rows, check.Differences) = (clock.Now, stands.Count, differing.Count);
        await db.SaveChangesAsync(cancel);
        await write.Commit(cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coverage of the closed month {Month}: {Rows} rows differ from a recount, at {Places}")]
    private static partial void LogDiffering(ILogger log, string month, int rows, string places);

    /// <summary>The figures of a month from its duties, child by child.</summary>
    public async Task<Dictionary<(string Region, string Class), (int Due, int Excused, int Done)>> Recount(DateOnly month, CancellationToken cancel = default)
    {
        var counts = new Dictionary<(string, string), (int Due, int Excused, int Done)>();
        void Take(IReadOnlyList<VisitDuty> child)
        {
            if (ChildTally.Of(child) is not { } tally) return;
            var was = counts.GetValueOrDefault((tally.Village, tally.Class));
            counts[(tally.Village, tally.Class)] = (was.Due + 1, was.Excused + (tally.IsExcused ? 1 : 0), was.Done + (tally.IsDone ? 1 : 0));
        }

        List<VisitDuty> same = [];
        await foreach (var duty in db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month == month).OrderBy(duty => duty.ChildId).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (same.Count > 0 && same[0].ChildId != duty.ChildId)
            {
                Take(same);
                same = [];
            }
            same.Add(duty);
        }
        Take(same);
        return counts;
    }
}
