using HuTong.Data.Demo;
using HuTong.People.Demo;

namespace HuTong.Children.Demo;

/// <summary>How many children of which sort a county has: who stayed through the year, who came, who left (demo.md 3, 4). Kinds are places in <see cref="DemoKind.All"/>.</summary>
internal sealed class CountyFlow(DemoUnit unit)
{
    public DemoUnit Unit { get; } = unit;
    public int[] Stay { get; set; } = [];
    public int[] End { get; set; } = [];
    public int[] New { get; set; } = [];

    /// <summary>Kinds to which children came from <see cref="DemoKind.Hardship"/> without leaving the group: the end of one term and the start of another on one day.</summary>
    public List<int> Turned { get; } = [];
    public int LeftBehindNew { get; set; }
    public int LeftBehindEnd => LeftBehindNew + Unit.LeftBehind0 - Unit.LeftBehind1;
    public int LeftBehindStay => Unit.LeftBehind0 - LeftBehindEnd;

    /// <summary>A second category that began: left-behind beside a difficulty that was there, and the other way round.</summary>
    public int GainLeftBehind { get; set; }
    public int GainDifficulty { get; set; }

    /// <summary>One of two categories ended, the other stayed.</summary>
    public int LossLeftBehind { get; set; }
    public int LossDifficulty { get; set; }

    public int At16 { get; set; }
    public int MovedAlong { get; set; }
    public int OtherEnd { get; set; }

    /// <summary>Parents back ten days before today: in exit review.</summary>
    public int LateBack { get; set; }
    public int StudyFrom { get; set; }
    public int StudyStay { get; set; }
    public int StudyFinished { get; set; }
    public int Leads { get; set; }
    public int ToVerify { get; set; }
    public int Merged { get; set; }
    public int[] Households { get; set; } = [];
    public int Twins { get; set; }
    public int Triplets { get; set; }
    public int Turning16 { get; set; }
    public int HighRisk { get; set; }
    public int Alone { get; set; }
    public int NoHukou { get; set; }
    public int Namesakes { get; set; }
    public int SealedStay { get; set; }
    public int SealedEnd { get; set; }
    public int WrongCheckDigit { get; set; }
    public int WithoutNumber { get; set; }
    public int Homophones { get; set; }
}

/// <summary>Splits the city's numbers over its counties; sums hold to the child.</summary>
internal static class CityFlow
{
    private const int StartsOfDifficulty = 640, StartsOfLeftBehind = 300, SecondStarts = 240;

    public static IReadOnlyDictionary<string, CountyFlow> All { get; } = Make().ToDictionary(flow => flow.Unit.Code, StringComparer.Ordinal);

    private static List<CountyFlow> Make()
    {
        List<CountyFlow> flows = [.. DemoUnit.All.Select(unit => new CountyFlow(unit))];
        Difficulty(flows);
        LeftBehind(flows);
        Ends(flows);
        Rest(flows);
        return flows;
    }

    private static void Difficulty(List<CountyFlow> flows)
    {
        var before = Kinds(flows, kind => kind.Count0, unit => unit.Allowance0);
        var after = Kinds(flows, kind => kind.Count1, unit => unit.Allowance1);
        var needed = flows.Select((flow, at) => DemoKind.All.Select((_, kind) => Math.Max(0, after[kind][at] - before[kind][at])).Sum() - TurnedIn(flow)).ToArray();
        var more = Shares.Of(StartsOfDifficulty - needed.Sum(), [.. flows.Select(flow => flow.Unit.InDifficulty)]);
        for (var at = 0; at < flows.Count; at++)
        {
            var change = DemoKind.All.Select((_, kind) => after[kind][at] - before[kind][at]).ToArray();
            flows[at].New = [.. change.Select((by, kind) => Math.Max(0, by) + (kind == DemoKind.Hardship ? more[at] : 0))];
            flows[at].End = [.. change.Select((by, kind) => Math.Max(0, -by) + (kind == DemoKind.Hardship ? more[at] : 0))];
            flows[at].Stay = [.. flows[at].End.Select((ended, kind) => before[kind][at] - ended)];
            Turn(flows[at]);
        }
    }

    // More children came to an allowance in 嘉祥 than terms began there: the others were in difficulty before.
    private static int TurnedIn(CountyFlow flow) => flow.Unit.Code == "370829" ? 127 : 0;

    private static void Turn(CountyFlow flow)
    {
        for (var at = 0; at < TurnedIn(flow); at++)
        {
            var to = flow.New[DemoKind.Key] > flow.New[DemoKind.DeFacto] ? DemoKind.Key : DemoKind.DeFacto;
            flow.Turned.Add(to);
            flow.New[to]--;
            flow.End[DemoKind.Hardship]--;
        }
    }

    // By largest remainder; the last kind of each of the two groups takes what is left of the county.
    private static int[][] Kinds(List<CountyFlow> flows, Func<DemoKind, int> count, Func<DemoUnit, int> allowance)
    {
        int[] paid = [.. flows.Select(flow => allowance(flow.Unit))], all = [.. flows.Select(flow => flow.Unit.InDifficulty)];
        var split = DemoKind.All.Select(kind => Shares.Of(count(kind), kind.IsPaid ? paid : all)).ToArray();
        for (var at = 0; at < flows.Count; at++)
        {
            split[DemoKind.Key][at] = paid[at] - Enumerable.Range(0, DemoKind.Key).Sum(kind => split[kind][at]);
            split[DemoKind.Hardship][at] = all[at] - paid[at] - Enumerable.Range(DemoKind.Hardship + 1, DemoKind.All.Count - DemoKind.Hardship - 1).Sum(kind => split[kind][at]);
        }
        return split;
    }

    private static void LeftBehind(List<CountyFlow> flows)
    {
        var starts = Shares.Of(StartsOfLeftBehind, [.. flows.Select(flow => flow.Unit.LeftBehind0)]);
        var gains = Shares.Of(SecondStarts, [.. flows.Select(flow => flow.Unit.Both0)]);
        for (var at = 0; at < flows.Count; at++)
        {
            var flow = flows[at];
            flow.LeftBehindNew = starts[at];
            flow.GainDifficulty = Math.Min(gains[at] / 2, Fitting(flow.New));
            flow.GainLeftBehind = Math.Min(gains[at] - flow.GainDifficulty, starts[at]);
            flow.GainDifficulty = gains[at] - flow.GainLeftBehind;
            var losses = gains[at] + flow.Unit.Both0 - flow.Unit.Both1;
            flow.LossDifficulty = Math.Min(losses / 4, Fitting(flow.End));
            flow.LossLeftBehind = losses - flow.LossDifficulty;
        }
    }

    private static int Fitting(int[] kinds) => kinds.Where((_, kind) => DemoKind.GoesWithLeftBehind(kind)).Sum();

    private static void Ends(List<CountyFlow> flows)
    {
        int[] ends = [.. flows.Select(flow => flow.LeftBehindEnd)], paid = [.. flows.Select(flow => flow.Unit.Allowance0)];
        var (at16, moved, other, late) = (Shares.Of(640, ends), Shares.Of(280, ends), Shares.Of(100, ends), Shares.Of(45, ends));
        var study = Shares.Within(24, paid, [.. flows.Select(flow => flow.End[DemoKind.Community] + flow.End[DemoKind.DeFacto])]);
        var (stay, finished) = (Shares.Of(36, paid), Shares.Of(12, paid));
        var isSealed = Shares.Within(24, paid, [.. flows.Select(flow => flow.Stay[DemoKind.CountyDecision])]);
        var sealedEnd = flows.FindIndex(flow => flow.End[DemoKind.CountyDecision] > 0);
        for (var at = 0; at < flows.Count; at++)
        {
            var flow = flows[at];
            (flow.At16, flow.MovedAlong, flow.OtherEnd, flow.LateBack) = (at16[at], moved[at], other[at], late[at]);
            (flow.StudyFrom, flow.StudyStay, flow.StudyFinished) = (study[at], stay[at], finished[at]);
            (flow.SealedStay, flow.SealedEnd) = (isSealed[at], at == sealedEnd ? 1 : 0);
        }
    }

    private static void Rest(List<CountyFlow> flows)
    {
        int[] children = [.. flows.Select(flow => flow.Unit.Children1)], left = [.. flows.Select(flow => flow.Unit.LeftBehind1)], due = [.. flows.Select(flow => flow.Unit.Children1 - flow.Unit.Migrants)];
        var counted = new Dictionary<Action<CountyFlow, int>, (int Total, int[] Weights)>
        {
            [(flow, share) => flow.Leads = share] = (85, children), [(flow, share) => flow.ToVerify = share] = (60, children), [(flow, share) => flow.Merged = share] = (6, children),
            [(flow, share) => flow.Twins = share] = (96, children), [(flow, share) => flow.Triplets = share] = (2, children), [(flow, share) => flow.Turning16 = share] = (20, left),
            [(flow, share) => flow.HighRisk = share] = (1400, due), [(flow, share) => flow.Alone = share] = (6, left), [(flow, share) => flow.NoHukou = share] = (14, children),
            [(flow, share) => flow.Namesakes = share] = (12, children), [(flow, share) => flow.WrongCheckDigit = share] = (8, children), [(flow, share) => flow.WithoutNumber = share] = (10, children),
            [(flow, share) => flow.Homophones = share] = (8, children),
        };
        foreach (var (take, (total, weights)) in counted)
            foreach (var (at, share) in Shares.Of(total, weights).Index()) take(flows[at], share);
        var (twos, threes, fours) = (Shares.Of(3320, children), Shares.Of(780, children), Shares.Of(140, children));
        for (var at = 0; at < flows.Count; at++) flows[at].Households = [children[at] - 2 * twos[at] - 3 * threes[at] - 4 * fours[at], twos[at], threes[at], fours[at]];
    }
}
