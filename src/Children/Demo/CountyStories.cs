using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data.Demo;

namespace HuTong.Children.Demo;

/// <summary>Tells the year of every child of a county: a term for each number of <see cref="CountyFlow"/> (demo.md 3).</summary>
internal sealed class CountyStories(DemoPlan plan, CountyFlow flow)
{
    private const int YearsOfStock = 6, Baby = 40;

    private enum Turn { None, Stay, End, New }

    /// <param name="Before">Another kind until some day of the year.</param>
    private sealed record Difficulty(int Kind, Turn Turn, bool IsSealed = false, int? Before = null);

    private readonly DemoRandom random = plan.Stream($"children/{flow.Unit.Code}");
    private readonly List<ChildStory> stories = [];
    private readonly Stack<string> leftBehindEnds = [];
    private List<Difficulty> difficulties = [];
    private Births births = null!;
    private int studying;

    /// <summary>Everybody who is or was on the register, in an order that depends on the county alone.</summary>
    public List<ChildStory> All()
    {
        births = new Births(plan, random);
        difficulties = Difficulties();
        foreach (var reason in Reasons()) leftBehindEnds.Push(reason);
        Both();
        LeftBehindAlone();
        foreach (var one in difficulties) Tell(Turn.None, one);
        Migrants();
        Studying();
        Sexes();
        Marks();
        return stories;
    }

    private List<Difficulty> Difficulties()
    {
        List<Difficulty> all = [];
        for (var kind = 0; kind < DemoKind.All.Count; kind++)
        {
            var isCounty = DemoKind.IsSealable(kind);
            for (var at = 0; at < flow.Stay[kind]; at++) all.Add(new(kind, Turn.Stay, isCounty && at < flow.SealedStay));
            for (var at = 0; at < flow.End[kind]; at++) all.Add(new(kind, Turn.End, isCounty && at < flow.SealedEnd));
            for (var at = 0; at < flow.New[kind]; at++) all.Add(new(kind, Turn.New));
        }
        foreach (var kind in flow.Turned) all.Add(new(kind, Turn.Stay, Before: DemoKind.Hardship));
        var order = all.ToList();
        random.Shuffle(order);
        return order;
    }

    private List<string> Reasons()
    {
        var back = flow.LeftBehindEnd - flow.At16 - flow.MovedAlong - flow.OtherEnd - flow.LateBack;
        List<string> reasons =
        [
            .. Enumerable.Repeat("age-limit", flow.At16), .. Enumerable.Repeat("moved-with-parent", flow.MovedAlong),
            .. Enumerable.Repeat("circumstance-ended", flow.OtherEnd), .. Enumerable.Repeat("parent-returned", back),
        ];
        random.Shuffle(reasons);
        return reasons;
    }

    private void Both()
    {
        var both = flow.Unit.Both0 - flow.LossLeftBehind - flow.LossDifficulty;
        for (var at = 0; at < both; at++) Tell(Turn.Stay, Take(Turn.Stay));
        for (var at = 0; at < flow.LossLeftBehind; at++) Tell(Turn.End, Take(Turn.Stay));
        for (var at = 0; at < flow.LossDifficulty; at++) Tell(Turn.Stay, Take(Turn.End));
        for (var at = 0; at < flow.GainLeftBehind; at++) Tell(Turn.New, Take(Turn.Stay));
        for (var at = 0; at < flow.GainDifficulty; at++) Tell(Turn.Stay, Take(Turn.New));
    }

    private Difficulty Take(Turn turn)
    {
        var at = difficulties.FindIndex(one => one.Turn == turn && one.Before is null && DemoKind.GoesWithLeftBehind(one.Kind));
        var found = difficulties[at];
        difficulties.RemoveAt(at);
        return found;
    }

    private void LeftBehindAlone()
    {
        var both = flow.Unit.Both0 - flow.LossLeftBehind - flow.LossDifficulty;
        var stay = flow.LeftBehindStay - both - flow.LossDifficulty - flow.GainDifficulty;
        for (var at = 0; at < stay; at++) Tell(Turn.Stay, null, turns16: at < flow.Turning16);
        for (var at = 0; at < flow.LeftBehindEnd - flow.LossLeftBehind - flow.LateBack; at++) Tell(Turn.End, null);
        for (var at = 0; at < flow.LateBack; at++) Tell(Turn.End, null, isLate: true);
        for (var at = 0; at < flow.LeftBehindNew - flow.GainLeftBehind; at++) Tell(Turn.New, null);
    }

    private DateOnly Within() => random.Day(plan.YearAgo.AddDays(10), plan.LastChange.AddDays(-15));

    private void Tell(Turn leftBehind, Difficulty? difficulty, bool turns16 = false, bool isLate = false)
    {
        var isStock = leftBehind is Turn.Stay or Turn.End || difficulty?.Turn is Turn.Stay or Turn.End;
        var reason = leftBehind == Turn.End ? isLate ? "parent-returned" : leftBehindEnds.Pop() : null;
        var isStudy = difficulty is { Turn: Turn.End, Kind: DemoKind.Community or DemoKind.DeFacto } && leftBehind == Turn.None && studying < flow.StudyFrom;
        var ends = difficulty?.Turn == Turn.End ? isStudy ? "age-limit" : EndOf(difficulty.Kind, leftBehind) : null;
        if (isStudy) studying++;
        var (start, end) = (Within(), Births.NotLeapDay(isLate ? plan.Today.AddDays(-10) : Within()));
        var age = reason == "age-limit" || turns16 ? 16 : ends == "age-limit" ? 18 : 0;
        var until = isStock ? plan.YearAgo.AddDays(-Baby - 30) : start.AddDays(-Baby);
        var isUnder16 = age == 0 && leftBehind != Turn.None;
        var born = age == 0 ? births.Some(until, isUnder16) : Births.Reaching(age, Births.NotLeapDay(turns16 ? plan.Today.AddDays(random.Between(1, 30)) : end));
        var story = new ChildStory
        {
            State = FileStates.Registered, Family = FamilyOf(leftBehind, difficulty), BornOn = born, IsBirthFixed = age > 0, BornUntil = until, IsUnder16 = isUnder16,
            From = isStock ? random.Day(Later(born.AddDays(Baby), plan.YearAgo.AddYears(-YearsOfStock)), plan.YearAgo.AddDays(-20)) : start, IsStock = isStock,
            IsPaid = difficulty is not null && DemoKind.All[difficulty.Kind].IsPaid, IsStudying = isStudy,
        };
        if (leftBehind != Turn.None) story.Terms.Add(Term(Categories.LeftBehind, leftBehind, story.From, (start, end), reason, null));
        if (difficulty?.Before is { } before)
            story.Terms.AddRange([new(DemoKind.All[before].Code, story.From, start, "superseded", State: TermStates.Ended), new(DemoKind.All[difficulty.Kind].Code, start)]);
        else if (difficulty is not null)
            story.Terms.Add(Term(DemoKind.All[difficulty.Kind].Code, difficulty.Turn, story.From, (start, end), ends, difficulty.IsSealed ? random.Chance(50) ? "hiv-affected" : "abused" : null));
        if (!isStudy && story.Terms.TrueForAll(term => term.To is not null)) Leave(story, isLate);
        stories.Add(story);
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static FamilyKind FamilyOf(Turn leftBehind, Difficulty? difficulty) => difficulty?.Kind switch
    {
        DemoKind.Institution => FamilyKind.Institution,
        DemoKind.Community => FamilyKind.Orphan,
        DemoKind.DeFacto => FamilyKind.DeFacto,
        _ => leftBehind == Turn.None ? FamilyKind.Ordinary : FamilyKind.LeftBehind,
    };

    private static TermStory Term(string code, Turn turn, DateOnly from, (DateOnly Start, DateOnly End) within, string? reason, string? sealedKind) => turn switch
    {
        Turn.New => new(code, within.Start, null, null, sealedKind),
        Turn.End => new(code, from, within.End, reason, sealedKind, TermStates.Ended),
        _ => new(code, from, null, null, sealedKind),
    };

    private string EndOf(int kind, Turn leftBehind) => leftBehind != Turn.None ? kind == DemoKind.Hardship ? "income-improved" : "circumstance-ended" : kind switch
    {
        DemoKind.Institution => random.Chance(50) ? "adopted" : "age-limit",
        DemoKind.Community => random.Chance(20) ? "adopted" : "age-limit",
        DemoKind.DeFacto => random.Weighted((35, "guardian-found"), (25, "circumstance-ended"), (40, "age-limit")),
        DemoKind.Hardship => random.Chance(75) ? "income-improved" : "age-limit",
        _ => random.Chance(50) ? "circumstance-ended" : "age-limit",
    };

    private void Leave(ChildStory story, bool isLate)
    {
        var (end, reason) = (story.Terms.Max(term => term.To)!.Value, story.Terms[0].EndReason);
        story.ExitReason = reason == "adopted" ? "adopted" : reason == "age-limit" && story.Terms[0].Code != Categories.LeftBehind ? "adult" : "no-category";
        story.State = isLate ? FileStates.ExitReview : FileStates.Left;
        if (!isLate) story.ExitOn = end.AddDays(random.Between(3, 14));
    }

    private void Migrants()
    {
        for (var at = 0; at < flow.Unit.Migrants; at++)
        {
            var from = Within();
            var story = new ChildStory { State = FileStates.Registered, Family = FamilyKind.Migrant, From = from, BornUntil = from.AddDays(-Baby), IsUnder16 = true, BornOn = births.Some(from.AddDays(-Baby), isUnder16: true) };
            story.Terms.Add(new(Categories.Migrant, from));
            stories.Add(story);
        }
    }

    // 18 and over a year ago already, still paid: some are until today, some finished school meanwhile.
    private void Studying()
    {
        for (var at = 0; at < flow.StudyStay + flow.StudyFinished; at++)
        {
            var adult = Births.NotLeapDay(plan.YearAgo.AddDays(-random.Between(30, 700)));
            var from = random.Day(adult.AddYears(-5), adult.AddYears(-1));
            var isOver = at >= flow.StudyStay;
            var isOrphan = random.Chance(30);
            var story = new ChildStory
            {
                State = isOver ? FileStates.Left : FileStates.Registered, Family = isOrphan ? FamilyKind.Orphan : FamilyKind.DeFacto, From = from, IsStock = true, BornOn = Births.Reaching(18, adult), IsBirthFixed = true,
                IsPaid = true, IsStudying = true, ExitReason = isOver ? "study-finished" : null, ExitOn = isOver ? Within() : null,
            };
            story.Terms.Add(new(isOrphan ? Categories.OrphanCommunity : Categories.DeFactoUnattended, from, adult, "age-limit", State: TermStates.Ended));
            stories.Add(story);
        }
    }

    private void Sexes()
    {
        foreach (var story in stories) story.Sex = random.Chance(52) ? Sex.Male : Sex.Female;
    }

    private void Marks()
    {
        foreach (var one in Some(flow.Alone, story => story.IsCounted && story.Family == FamilyKind.LeftBehind && story.BornOn.AddYears(12) < plan.Today)) one.LivesAlone = true;
        foreach (var one in Some(flow.NoHukou, story => story.IsCounted && story.Family is FamilyKind.Ordinary or FamilyKind.LeftBehind && story.BornOn.AddYears(8) > plan.Today))
        {
            one.HasNoHukou = true;
            one.Terms.Add(new("unregistered", one.From));
        }
        var likely = stories.Where(story => story.IsCounted && story.Family != FamilyKind.Migrant && Likely(story)).ToList();
        random.Shuffle(likely);
        var others = stories.Where(story => story.IsCounted && story.Family is FamilyKind.Ordinary or FamilyKind.LeftBehind && !Likely(story)).ToList();
        random.Shuffle(others);
        foreach (var one in likely.Concat(others.Where(story => story.State == FileStates.Registered)).Take(flow.HighRisk)) one.Risk = "high";
    }

    private static bool Likely(ChildStory story) => story.HasNoHukou || story.LivesAlone || story.Terms.Exists(term => term.To is null && term.Code is Categories.SevereDisability or Categories.GuardianshipImproper or Categories.SevereIllness);

    private IEnumerable<ChildStory> Some(int count, Func<ChildStory, bool> fits)
    {
        var all = stories.Where(fits).ToList();
        random.Shuffle(all);
        return all.Take(count);
    }
}
