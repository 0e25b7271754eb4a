using HuTong.Core.Codes;
using HuTong.Data.Demo;

namespace HuTong.Children.Demo;

/// <summary>Files that are not on the register: leads, files being verified, the second files of doubles, and the merged ones (demo.md 3, 5).</summary>
internal sealed class CountyLeads(DemoPlan plan, CountyFlow flow)
{
    private readonly DemoRandom random = plan.Stream($"leads/{flow.Unit.Code}");

    public List<Household> All(List<ChildStory> stories)
    {
        List<Household> homes = [];
        var names = stories.CountBy(story => story.Person!.Name).Where(one => one.Value == 1).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var plain = stories.Where(story => names.Contains(story.Person!.Name)).Where(story => story is { IsCounted: true, IsTwin: false, HasNoHukou: false, IsBirthFixed: false } && story.Home!.Family is FamilyKind.LeftBehind or FamilyKind.Ordinary).ToList();
        random.Shuffle(plain);
        var next = 0;
        for (var at = 0; at < flow.Leads; at++) homes.Add(Fresh(Somebody(stories), FileStates.Lead));
        for (var at = 0; at < flow.ToVerify; at++) homes.Add(Fresh(Somebody(stories), FileStates.ToVerify));
        for (var at = 0; at < flow.WrongCheckDigit; at++) homes.Add(Again(plain[next++], DoubleKind.WrongCheckDigit));
        for (var at = 0; at < flow.WithoutNumber; at++) homes.Add(Again(plain[next++], DoubleKind.WithoutNumber));
        for (var at = 0; at < flow.Homophones; at++) homes.Add(Homophone(plain[next++], at));
        for (var at = 0; at < flow.Merged; at++) homes.Add(Again(plain[next++], DoubleKind.Merged));
        return homes;
    }

    /// <summary>A child of another county, found a second time in a village of this one.</summary>
    public Household Found(List<ChildStory> elsewhere, List<ChildStory> here)
    {
        var likely = elsewhere.Where(story => story is { IsCounted: true, IsTwin: false, HasNoHukou: false, IsBirthFixed: false }).ToList();
        return Again(random.Pick(likely), DoubleKind.SameNumber, Somebody(here).Village);
    }

    private DateOnly Lately(int days) => plan.Today.AddDays(-random.Between(1, days));

    // Not where nobody comes: there are nine children and no visit.
    private ChildStory Somebody(List<ChildStory> stories)
    {
        for (; ; )
            if (random.Pick(stories) is var one && !DemoStories.NeglectedVillages.Contains(one.Village)) return one;
    }

    // Somebody new in the village of a child who is known.
    private Household Fresh(ChildStory like, string state)
    {
        var from = Lately(state == FileStates.Lead ? 12 : 20);
        var isLeftBehind = random.Chance(60);
        var home = new Household(isLeftBehind ? FamilyKind.LeftBehind : FamilyKind.Ordinary) { Village = like.Village };
        var story = new ChildStory { State = state, Family = home.Family, From = from, IsUnder16 = true, BornOn = new Births(plan, random).Some(from.AddDays(-60), isUnder16: true), Sex = random.Chance(52) ? Core.Sex.Male : Core.Sex.Female, Village = like.Village, Home = home };
        story.Terms.Add(new(isLeftBehind ? Categories.LeftBehind : Categories.HardshipFamily, from, State: TermStates.Proposed));
        home.Children.Add(story);
        return home;
    }

    private Household Again(ChildStory first, DoubleKind kind, string? village = null)
    {
        var home = new Household(first.Home!.Family) { Village = village ?? first.Village };
        var from = kind == DoubleKind.Merged ? random.Day(plan.YearAgo.AddDays(30), plan.LastChange) : Lately(25);
        var story = new ChildStory
        {
            State = kind == DoubleKind.Merged ? FileStates.Merged : FileStates.Lead, Family = first.Family, From = from, BornOn = first.BornOn, IsBirthFixed = true, Sex = first.Sex, Village = home.Village, Home = home,
            DoubleOf = first, Double = kind, ExitReason = kind == DoubleKind.Merged ? "duplicate" : null, ExitOn = kind == DoubleKind.Merged ? from.AddDays(6) : null,
        };
        home.Children.Add(story);
        return home;
    }

    // 佳 here, 嘉 there: the first file's child is given a name that can be written in two ways.
    private Household Homophone(ChildStory first, int at)
    {
        var name = first.Person!.Name;
        first.Person = first.Person with { Name = name[..1] + (at % 2 == 0 ? "佳" : "嘉") + (name.Length > 2 ? name[2..] : "宁") };
        return Again(first, DoubleKind.Homophone);
    }

    /// <summary>Names and numbers of all these files, after <see cref="CountyPeople.Tell"/> gave their homes grown-ups.</summary>
    public static void Name(Household home)
    {
        foreach (var story in home.Children.Where(story => story.DoubleOf is not null))
        {
            var first = story.DoubleOf!.Person!;
            story.Person = story.Double switch
            {
                DoubleKind.SameNumber or DoubleKind.Merged => first,
                DoubleKind.Homophone => first with { IdNumber = null, Name = first.Name.Contains('佳') ? first.Name.Replace('佳', '嘉') : first.Name.Replace('嘉', '佳') },
                _ => first with { IdNumber = null },
            };
            (home.People, home.Parents, home.LivesWith) = (story.DoubleOf.Home!.People, story.DoubleOf.Home.Parents, story.DoubleOf.Home.LivesWith);
        }
    }
}
