using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data.Demo;

namespace HuTong.Children.Demo;

/// <summary>What is known of one parent.</summary>
internal sealed record ParentStory(string Parent, string Code, DateOnly Since);

/// <summary>Gives every household its grown-ups and every child a name and a number (demo.md 4).</summary>
internal sealed class CountyPeople
{
    private static readonly string[] OtherRelatives = ["paternal-uncle-elder", "paternal-uncle", "paternal-aunt", "maternal-uncle", "maternal-aunt"];
    private readonly DemoPlan plan;
    private readonly CountyFlow flow;
    private readonly DemoRandom random;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly InventedPeople people;

    /// <param name="county">Its place in the list of counties.</param>
    public CountyPeople(DemoPlan plan, CountyFlow flow, int county)
    {
        (this.plan, this.flow, random) = (plan, flow, plan.Stream($"people/{flow.Unit.Code}"));
        people = new InventedPeople(random, county);
    }

    public void Tell(IEnumerable<Household> homes)
    {
        foreach (var home in homes)
        {
            var surname = people.Surname();
            home.People = Grown(home, surname);
            foreach (var child in home.Children)
            {
                var name = people.ChildName(surname, child.Sex);
                while (!names.Add(name) && !random.Chance(3)) name = people.ChildName(surname, child.Sex);   // now and then two have one name
                child.Person = new(name, child.HasNoHukou ? null : people.IdNumber(child.BornOn, child.Sex), people.Ethnicity());
            }
        }
    }

    /// <summary>Two children of one name and one birthday who are two children (demo.md 5): never to be joined.</summary>
    public void Namesakes(List<Household> homes)
    {
        var free = homes.Where(home => home.Children.Count == 1 && home.Children[0] is { IsCounted: true, IsBirthFixed: false, HasNoHukou: false, IsTwin: false }).Select(home => home.Children[0]).ToList();
        random.Shuffle(free);
        for (var at = 0; at < flow.Namesakes; at++)
        {
            var one = free[at * 2];
            var births = new Births(plan, random);
            var other = free.Skip(flow.Namesakes * 2).First(child => child.Sex == one.Sex && child.Village != one.Village && births.Fits(one.BornOn, child.BornUntil, child.IsUnder16) && child.BornOn != one.BornOn);
            other.BornOn = one.BornOn;
            other.Person = other.Person! with { Name = one.Person!.Name, IdNumber = people.IdNumber(one.BornOn, other.Sex) };
        }
    }

    private HomeStory Grown(Household home, string surname)
    {
        var (eldest, since) = (home.Children.Min(child => child.BornOn), home.Children.Min(child => child.From));
        var motherName = people.Surname();
        var (parents, livesWith, relation, away) = Facts(home.Family, since, eldest);
        (home.Parents, home.LivesWith) = (parents, livesWith);
        var isFoundling = home.Family == FamilyKind.Institution;
        var father = isFoundling ? null : people.Parent(isFather: true, surname, eldest, away.Father);
        var mother = isFoundling ? null : people.Parent(isFather: false, motherName, eldest, away.Mother);
        var carer = relation switch
        {
            "father" => father,
            "mother" => mother,
            "civil-affairs" => people.Carer(relation, people.Surname(), eldest),
            _ => people.Carer(relation, relation.StartsWith("maternal", StringComparison.Ordinal) ? motherName : relation is "grandmother" ? people.Surname() : surname, eldest),
        };
        return new(father, mother, carer, people.Address());
    }

    private (List<ParentStory> Parents, string LivesWith, string Relation, (bool Father, bool Mother) Away) Facts(FamilyKind family, DateOnly since, DateOnly eldest)
    {
        List<ParentStory> Pair(string father, string mother) => [new("father", father, Begun(since, eldest)), new("mother", mother, Begun(since, eldest))];
        switch (family)
        {
            case FamilyKind.LeftBehind:
                return LeftBehind(Pair);
            case FamilyKind.DeFacto:
                var (one, other) = random.Weighted((46, (Circumstances.Deceased, Circumstances.OutOfContact)), (14, (Circumstances.Deceased, Circumstances.SeverelyDisabled)), (12, (Circumstances.Deceased, Circumstances.Imprisoned)),
                    (24, (Circumstances.SeriouslyIll, Circumstances.OutOfContact)), (4, (Circumstances.Deceased, Circumstances.GuardianshipRevoked)));
                var (with, relation) = Grandparents();
                return (Pair(one, other), with, relation, default);
            case FamilyKind.Orphan:
                (with, relation) = random.Chance(80) ? Grandparents() : ("other-relative", random.Pick(OtherRelatives));
                return (Pair(Circumstances.Deceased, random.Chance(88) ? Circumstances.Deceased : Circumstances.DeclaredMissing), with, relation, default);
            case FamilyKind.Institution:
                return (Pair(Circumstances.NeverKnown, Circumstances.NeverKnown), "institution", "civil-affairs", default);
            default:
                return (random.Chance(30) ? Pair(Circumstances.AtHome, Circumstances.AtHome) : [], "both-parents", random.Chance(55) ? "mother" : "father", default);
        }
    }

    private (List<ParentStory>, string, string, (bool, bool)) LeftBehind(Func<string, string, List<ParentStory>> pair)
    {
        var (with, relation) = random.Weighted((78, 0), (9, 1), (2, 2), (11, 3)) switch
        {
            0 => Grandparents(),
            1 => ("other-relative", random.Pick(OtherRelatives)),
            2 => ("school-boarding", "grandfather"),
            _ => ("mother", "mother"),
        };
        const string Gone = Circumstances.WorkingAway;
        return (relation == "mother" ? 33 : random.Below(100)) switch
        {
            < 33 => (pair(Gone, random.Weighted((45, Circumstances.SeverelyDisabled), (35, Circumstances.SeriouslyIll), (20, Circumstances.NoGuardianAbility))), with, relation, (true, false)),
            33 => (pair(Gone, Circumstances.SeriouslyIll), with, relation, (true, false)),
            < 80 => (pair(Gone, Gone), with, relation, (true, true)),
            _ => random.Chance(70) ? (pair(Gone, random.Chance(50) ? Circumstances.Deceased : Circumstances.OutOfContact), with, relation, (true, false)) : (pair(Circumstances.Deceased, Gone), with, relation, (false, true)),
        };
    }

    private (string With, string Relation) Grandparents() => random.Chance(80)
        ? ("paternal-grandparents", random.Chance(50) ? "grandfather" : "grandmother")
        : ("maternal-grandparents", random.Chance(50) ? "maternal-grandfather" : "maternal-grandmother");

    // Before the file was made, and in the child's life.
    private DateOnly Begun(DateOnly since, DateOnly eldest) => random.Day(eldest.AddDays(20), since.AddDays(-15));
}
