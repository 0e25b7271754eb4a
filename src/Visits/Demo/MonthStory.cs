using HuTong.Core;
using HuTong.Data.Demo;
using HuTong.People.Demo;

namespace HuTong.Visits.Demo;

/// <summary>What became of a child's duties in a month.</summary>
internal enum Outcome { Done, Excused, Returned, PhoneOnly, Nothing }

/// <summary>
/// How many children of each county were excused or not seen in a month (demo.md 5): in the last full month 285 and 1,776 of the city's 18,045, so that
/// 90.0 % were; before that less by little and little. The lowest unit is 微山, the others lie between 85 and 97. Each county's share follows from demo.md 2
/// alone, so that 泗水 is the same by itself.
/// </summary>
internal sealed class MonthStory
{
    public const int Months = 13, LastFull = Months - 2, Running = Months - 1;
    private const int Due = 18045, ExcusedOfLast = 285, UndoneOfLast = 1776, ReturnedOfLast = 120, PhonesOfLast = 900, MoreYearAgo = 1600;

    private static readonly IReadOnlyDictionary<string, int> MissedPercent = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["370811"] = 12, ["370812"] = 7, ["370826"] = 21, ["370827"] = 8, ["370828"] = 11, ["370829"] = 8, ["370830"] = 9,
        ["370831"] = 7, ["370832"] = 12, ["370871"] = 5, ["370881"] = 7, ["370883"] = 11, ["370891"] = 5, ["370892"] = 6,
    };

    private static readonly string[] Codes = [.. DemoUnit.All.Select(unit => unit.Code)];
    private static readonly int[] Children = [.. DemoUnit.All.Select(unit => unit.Children1 - unit.Migrants)];
    private static readonly int[] Missed = [.. DemoUnit.All.Select((unit, at) => Children[at] * MissedPercent[unit.Code])];

    private readonly int[] excused, undone, returned, phones;

    /// <param name="at">0 is the month of a year ago, <see cref="LastFull"/> the last full one.</param>
    public MonthStory(int at)
    {
        var children = Due + MoreYearAgo * (LastFull - at) / LastFull;
        var all = at == LastFull ? UndoneOfLast : (children - children * ExcusedOfLast / Due) * (1000 - RateOf(at)) / 1000;
        excused = Shares.Of(children * ExcusedOfLast / Due, Children);
        undone = Shares.Of(all, Missed);
        returned = Shares.Of(at == LastFull ? ReturnedOfLast : all * ReturnedOfLast / UndoneOfLast / 2, Missed);
        phones = Shares.Of(at == LastFull ? PhonesOfLast : all * PhonesOfLast / UndoneOfLast, Missed);
    }

    // Tenths of a percent: from 83 % a year ago, lower in the month of the Spring Festival.
    private static int RateOf(int at) => at == 8 ? 851 : 830 + 6 * at;

    /// <summary>Says for each child of a county what became of its month; the neglected ones stay unseen whatever the rest is.</summary>
    /// <param name="due">With a duty of the month, in an order that depends on the county alone.</param>
    /// <param name="unseen">Nobody may have come.</param>
    /// <param name="seen">Somebody surely came: 泉林镇, and files of this month.</param>
    public Dictionary<DemoVisited, Outcome> Tell(string unit, IReadOnlyList<DemoVisited> due, Func<DemoVisited, bool> unseen, Func<DemoVisited, bool> seen, DemoRandom random)
    {
        var at = Array.IndexOf(Codes, unit);
        var told = new Dictionary<DemoVisited, Outcome>(ReferenceEqualityComparer.Instance);
        foreach (var child in due.Where(unseen)) told[child] = Outcome.Nothing;
        var rest = undone[at] - told.Count;
        var free = due.Where(child => !unseen(child) && !seen(child)).ToList();
        random.Shuffle(free);
        foreach (var (place, child) in free.Index())
        {
            var missed = place - excused[at];
            told[child] = missed < 0 ? Outcome.Excused : missed >= rest ? Outcome.Done : missed < returned[at] ? Outcome.Returned : missed < returned[at] + phones[at] ? Outcome.PhoneOnly : Outcome.Nothing;
        }
        foreach (var child in due) told.TryAdd(child, Outcome.Done);
        return told;
    }
}
