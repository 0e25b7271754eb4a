using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Coverage;

/// <summary>The figures of a place and month.</summary>
/// <param name="NotSeen90">Children not seen in person for 90 days: today, or on the last day of a closed month.</param>
/// <param name="Late">Children past their day and not seen; of the running month alone.</param>
public sealed record Figures(int Due, int Excused, int Done, int NotSeen90 = 0, int Late = 0)
{
    public static readonly Figures None = new(0, 0, 0);

    /// <summary>Children asked for: due without the excused.</summary>
    public int Asked => Due - Excused;

    /// <summary>Asked for and not all done.</summary>
    public int Open => Asked - Done;

    /// <summary>Percent with one decimal; null when nobody is asked for (states.md 4).</summary>
    public decimal? Rate => Asked > 0 ? Math.Round(100m * Done / Asked, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>Step of the heat scale (look.md 2): 5 from 95, 4 from 90, 3 from 80, 2 from 70, 1 below; 0 for nothing asked.</summary>
    public int Heat => Rate switch { null => 0, >= 95 => 5, >= 90 => 4, >= 80 => 3, >= 70 => 2, _ => 1 };

    /// <summary>Each with its name in addresses.</summary>
    public IEnumerable<(int Count, string What)> Named => [(Due, "due"), (Excused, "excused"), (Done, "done"), (Open, "open")];

    public static Figures operator +(Figures one, Figures other) => new(one.Due + other.Due, one.Excused + other.Excused, one.Done + other.Done, one.NotSeen90 + other.NotSeen90, one.Late + other.Late);

    internal static Figures Of(CoverageMonth row) => new(row.Due, row.Excused, row.Done, row.NotSeen90);
}

/// <summary>A place with its months, the newest last.</summary>
public sealed record CoveredPlace(string Code, string Words, IReadOnlyList<Figures> Months)
{
    public Figures Now => Months[^1];
}

/// <summary>Figures in a table, each with the list of exactly its children.</summary>
/// <param name="Names">Address of the list of what is asked for.</param>
public sealed record FiguresRow(CoverageView View, string Words, Figures Figures, Func<string, string> Names);

/// <summary>A county on the first page and on the page of coverage.</summary>
/// <param name="Target">Percent; null: not judged.</param>
public sealed record CountyTile(CoveredPlace County, Figures Figures, string Address, int? Target = null);

/// <param name="Visits">人次.</param>
/// <param name="Children">人, each once in the village where the child lives.</param>
public sealed record MadeVisits(int Visits, int Children, DateOnly CountedOn);

/// <summary>A closed month of which figures differ from a recount.</summary>
public sealed record DifferingMonth(Month Month, IReadOnlyList<string> Places);

/// <summary>What a page of coverage shows.</summary>
/// <param name="Place">A code; <see cref="OwnPlaces.All"/> for several places together.</param>
/// <param name="Whole">The place asked for, over the same months.</param>
/// <param name="Classes">Of each month, most children first; a child counts in one .</param>
/// <param name="OfToday">Who is late and who was not seen, by the category bits of today.</param>
public sealed record CoverageBoard(string Place, IReadOnlyList<Month> Months, CoveredPlace Whole, IReadOnlyList<CoveredPlace> Below, ILookup<Month, (string Class, Figures Figures)> Classes, IReadOnlyDictionary<long, Figures> OfToday);

/// <summary>
/// Coverage of a place and the places below it over some months (states.md 4): closed months from their own rows, open ones summed from the villages. A place is
/// what it manages today (codes.md 1.3).
/// </summary>
public sealed class CoverageQuery(HuTongDb db, CoverageChildrenQuery children, OwnPlaces own, RegionTree tree, KeptCounts kept, Scope scope, ChinaClock clock)
{
    /// <summary>The running month and the twelve before it.</summary>
    public const int MonthsShown = 13;

    public Task<CoverageBoard> Run(string place, int months = MonthsShown, CancellationToken cancel = default) =>
        kept.Of(scope, $"coverage {place} {months} {clock.Today:yyyyMMdd}", () => Read(place, months, cancel));

    private async Task<CoverageBoard> Read(string place, int count, CancellationToken cancel)
    {
        var running = Month.Of(clock.Today);
        var months = running.Plus(1 - count).Through(running).ToList();
        var open = Months.Open(clock.Today)[0];
        var (below, parts) = (own.Parts(place), Parts(place));
        var level = parts.Select(LevelOf).Distinct().ToList() is [var same] ? same : "village";
        var figures = new Dictionary<(string Code, Month Month), Figures>();
        var classes = new Dictionary<(Month Month, string Class), Figures>();
        var prefixes = own.Stands(place).Concat(below.Where(code => code.Length < 12).Select(tree.OwnCode)).Distinct().ToArray();
        var (first, lastClosed) = (months[0].First, open.First);

        // Closed months have a row for each place of every level; of the others the villages are summed.
        foreach (var row in await Rows(prefixes).Where(row => row.Month >= first && row.Month < lastClosed && row.Level == level).ToListAsync(cancel))
            Count(row.Region, row.Month, row.Class, Figures.Of(row));
        foreach (var row in await Rows(prefixes).Where(row => row.Month >= lastClosed && row.Level == "village").GroupBy(row => new { row.Month, Group = row.Region.Substring(0, level == "village" ? 12 : 9), row.Class })
            .Select(group => new { group.Key.Month, group.Key.Group, group.Key.Class, Due = group.Sum(row => row.Due), Excused = group.Sum(row => row.Excused), Done = group.Sum(row => row.Done) }).ToListAsync(cancel))
            Count(row.Group, row.Month, row.Class, new Figures(row.Due, row.Excused, row.Done));

        var (ofToday, order) = (new Dictionary<long, Figures>(), await children.Order(place, cancel));
        foreach (var (group, bits, one) in await OfToday(prefixes, level == "village" ? 12 : 9, byCategory: true, cancel))
        {
            Add(figures, (Part(group, parts), running), one);
            Add(ofToday, bits, one);
            Add(classes, (running, order.FirstOrDefault(node => (bits & CoverageCategories.Mask(node)) != 0) ?? ClassWords.Other), one);
        }

        // A village that the division table no longer has stands at the end: no child is left out of the sum.
        if (below.Count > 0) below = [.. below, .. figures.Keys.Select(key => key.Code).Except(below).Order(StringComparer.Ordinal)];
        var places = below.Select(code => new CoveredPlace(code, own.Words(code), [.. months.Select(month => figures.GetValueOrDefault((code, month), Figures.None))])).ToList();
        var whole = new CoveredPlace(place, own.Words(place), [.. months.Select((month, at) => below.Count == 0 ? figures.GetValueOrDefault((place, month), Figures.None) : places.Aggregate(Figures.None, (sum, one) => sum + one.Months[at]))]);
        // A register that is younger than a year shows the months that it has.
        var young = Math.Min(whole.Months.TakeWhile(one => one.Due == 0).Count(), months.Count - 2);
        if (young > 0) (months, whole, places) = (months[young..], whole with { Months = [.. whole.Months.Skip(young)] }, [.. places.Select(one => one with { Months = [.. one.Months.Skip(young)] })]);
        return new CoverageBoard(place, months, whole, places, classes.Where(one => one.Value != Figures.None).OrderByDescending(one => one.Value.Due).ThenBy(one => one.Key.Class, StringComparer.Ordinal).ToLookup(one => one.Key.Month, one => (one.Key.Class, one.Value)), ofToday);

        void Count(string region, DateOnly first, string ofClass, Figures one)
        {
            var (part, month) = (Part(region, parts), Month.Of(first));
            Add(figures, (part, month), one);
            Add(classes, (month, ofClass), one);
        }
    }

    /// <summary>One month of each village of a place where anything is counted.</summary>
    public Task<IReadOnlyDictionary<string, Figures>> Villages(string place, Month month, CancellationToken cancel = default) => kept.Of<IReadOnlyDictionary<string, Figures>>(scope, $"villages {place} {month} {clock.Today:yyyyMMdd}", async () =>
    {
        var (first, prefixes, figures) = (month.First, own.Stands(place).ToArray(), new Dictionary<string, Figures>());
        foreach (var row in await Rows(prefixes).Where(row => row.Month == first && row.Level == "village").ToListAsync(cancel)) Add(figures, row.Region, Figures.Of(row));
        if (month == Month.Of(clock.Today))
            foreach (var (village, _, one) in await OfToday(prefixes, 12, byCategory: false, cancel)) Add(figures, village, one);
        return figures.Where(village => village.Value != Figures.None).ToDictionary();
    });

    private IQueryable<CoverageMonth> Rows(string[] prefixes) => db.Set<CoverageMonth>().AsNoTracking().TagWith(KeptCounts.Tag).Inside(prefixes);

    /// <summary>Who is past the day, and who was not seen for 90 days, by village or township, and by what the children are at once where asked.</summary>
    private async Task<IEnumerable<(string Group, long Bits, Figures Figures)>> OfToday(string[] prefixes, int digits, bool byCategory, CancellationToken cancel)
    {
        var lines = db.Set<RegisterLine>().AsNoTracking().TagWith(KeptCounts.Tag).Inside(prefixes);
        async Task<IEnumerable<(string, long, Figures)>> Count(IQueryable<RegisterLine> which, Func<int, Figures> of) =>
            (await which.GroupBy(line => new { Group = line.Region.Substring(0, digits), Bits = byCategory ? line.CategoryBits : 0 }).Select(group => new { group.Key.Group, group.Key.Bits, Children = group.Count() }).ToListAsync(cancel)).Select(one => (one.Group, one.Bits, of(one.Children)));
        return [.. await Count(lines.Late(clock.Today), late => Figures.None with { Late = late }), .. await Count(lines.Unseen(clock.Today), unseen => Figures.None with { NotSeen90 = unseen })];
    }

    private static void Add<T>(Dictionary<T, Figures> sums, T key, Figures one) where T : notnull => sums[key] = sums.GetValueOrDefault(key, Figures.None) + one;

    /// <summary>One number of a place and month; 0 for a month that is not shown.</summary>
    public async Task<int> Number(string place, Month month, string what, string? ofClass = null, AnsweredFor? director = null, CancellationToken cancel = default)
    {
        var figures = director is not null ? (await Villages(place, month, cancel)).Where(village => director.Has(village.Key)).Aggregate(Figures.None, (sum, village) => sum + village.Value) : await OfMonth(place, month, ofClass, cancel);
        return what switch { "done" => figures.Done, "excused" => figures.Excused, "open" => figures.Open, _ => figures.Due };
    }

    private async Task<Figures> OfMonth(string place, Month month, string? ofClass, CancellationToken cancel)
    {
        var board = await Run(place, cancel: cancel);
        var at = board.Months.ToList().IndexOf(month);
        return at < 0 ? Figures.None : ofClass is null ? board.Whole.Months[at] : board.Classes[month].FirstOrDefault(one => one.Class == ofClass).Figures ?? Figures.None;
    }

    private static string LevelOf(string code) => code.Length switch { 4 => "city", 6 => "county", 9 => "township", _ => "village" };

    /// <summary>Children missed in a closed month and seen later, of a place and the places below it; a place without any is left out.</summary>
    public Task<IReadOnlyDictionary<string, int>> MadeUp(string place, Month month, CancellationToken cancel = default) => ByPart("made up", place, month, () => children.MadeUp(place, month, cancel));

    /// <summary>Children of a closed month of whom a visit was returned or voided since, likewise.</summary>
    public Task<IReadOnlyDictionary<string, int>> Corrected(string place, Month month, CancellationToken cancel = default) => ByPart("corrected", place, month, () => children.Corrected(place, month, cancel));

    private Task<IReadOnlyDictionary<string, int>> ByPart(string what, string place, Month month, Func<Task<IReadOnlyList<(string Village, int Children)>>> count) => kept.Of<IReadOnlyDictionary<string, int>>(scope, $"{what} {place} {month}", async () =>
    {
        var (parts, villages) = (Parts(place), await count());
        var counts = villages.GroupBy(village => Part(village.Village, parts)).ToDictionary(part => part.Key, part => part.Sum(village => village.Children));
        counts[place] = villages.Sum(village => village.Children);
        return counts;
    });

    /// <summary>Visits made in a month and the children seen on them, as they were counted before the dawn of a day; null: not counted, or none.</summary>
    public Task<MadeVisits?> Made(string place, Month month, CancellationToken cancel = default) => kept.Of(scope, $"visits made {place} {month}", async () =>
    {
        var first = month.First;
        var rows = db.Set<VisitCount>().AsNoTracking().TagWith(KeptCounts.Tag).Inside(own.Stands(place)).Where(row => row.Month == first);
        return await rows.GroupBy(row => row.Month).Select(all => new MadeVisits(all.Sum(row => row.Visits), all.Sum(row => row.Children), all.Max(row => row.CountedOn))).FirstOrDefaultAsync(cancel);
    });

    /// <summary>What <see cref="CompareMonth"/> found in one's own places, by month.</summary>
    public Task<IReadOnlyList<DifferingMonth>> Differing(CancellationToken cancel = default) => kept.Of<IReadOnlyList<DifferingMonth>>(scope, "differing", async () =>
        [.. (await db.Set<CoverageMonth>().AsNoTracking().TagWith(KeptCounts.Tag).Where(row => row.DiffersOn != null).Select(row => new { row.Month, row.Region }).Distinct().ToListAsync(cancel))
            .GroupBy(row => row.Month).OrderBy(month => month.Key).Select(month => new DifferingMonth(Month.Of(month.Key), [.. month.Select(row => own.Words(row.Region)).Distinct()]))]);

    private HashSet<string> Parts(string place) => own.Parts(place) is { Count: > 0 } below ? [.. below] : [place];

    // A county's own row may carry a code of twelve digits.
    private string Part(string code, HashSet<string> parts) => parts.Contains(code) ? code : tree.Over(code).FirstOrDefault(parts.Contains) ?? (tree.ManagingCounty(code) is { } county && parts.Contains(county) ? county : code);
}

/// <summary>Words of the classes in which a child is counted once .</summary>
public static class ClassWords
{
    public const string Other = "other";

    public static string Of(string code) => code == Other ? "其他" : Categories.Words(code);
}
