using HuTong.Core;
using HuTong.Data.Demo;
using HuTong.Places;

namespace HuTong.Children.Demo;

/// <summary>Puts the children of a county into households and the households into villages (demo.md 4); twins are born on one day.</summary>
internal sealed class CountyHomes(DemoPlan plan, CountyFlow flow, RegionTree tree)
{
    private const int Neglected = 9, Between = 300;

    private readonly DemoRandom random = plan.Stream($"homes/{flow.Unit.Code}");

    public List<Household> All(List<ChildStory> stories)
    {
        List<Household> homes = [.. Counted([.. stories.Where(story => story.IsCounted)])];
        Twins(homes);
        foreach (var home in homes) SpaceBirths(home);
        homes.AddRange(stories.Where(story => !story.IsCounted).Select(Alone));
        Settle(homes);
        foreach (var home in homes)
            foreach (var child in home.Children) (child.Home, child.Village) = (home, home.Village);
        return homes;
    }

    private static Household Alone(ChildStory story)
    {
        var home = new Household(story.Family);
        home.Children.Add(story);
        return home;
    }

    // Brothers and sisters are of one kind of family: left behind with left behind, orphans with orphans. Who is alone in a kind's rest is a household of one.
    private IEnumerable<Household> Counted(List<ChildStory> children)
    {
        var sizes = flow.Households.SelectMany((count, at) => Enumerable.Repeat(at + 1, count)).ToList();
        random.Shuffle(sizes);
        var left = children.GroupBy(child => child.Family).ToDictionary(group => group.Key, group => new Queue<ChildStory>(Shuffled(group)));
        foreach (var size in sizes.OrderByDescending(size => size))
        {
            var family = size == 1 ? left.First(one => one.Value.Count > 0).Key : Pick(left, size);
            var home = new Household(family);
            for (var at = 0; at < size; at++) home.Children.Add(left[family].Dequeue());
            yield return home;
        }
    }

    private List<ChildStory> Shuffled(IEnumerable<ChildStory> children)
    {
        var list = children.ToList();
        random.Shuffle(list);
        return list;
    }

    private FamilyKind Pick(Dictionary<FamilyKind, Queue<ChildStory>> left, int size)
    {
        var fitting = left.Where(one => one.Key != FamilyKind.Institution && one.Value.Count >= size).OrderBy(one => one.Key).ToList();
        var at = random.Below(fitting.Sum(one => one.Value.Count));
        foreach (var (family, children) in fitting)
            if ((at -= children.Count) < 0) return family;
        return fitting[^1].Key;
    }

    private void Twins(List<Household> homes)
    {
        Born(homes, 3, flow.Triplets);
        Born(homes, 2, flow.Twins);
    }

    private void Born(List<Household> homes, int together, int count)
    {
        foreach (var home in homes)
        {
            if (count == 0) return;
            var free = home.Children.Where(child => !child.IsBirthFixed && !child.IsTwin).ToList();
            if (home.Children.Count < together || free.Count < together || home.Children.Exists(child => child.IsTwin) || random.Chance(40)) continue;
            var born = free.Min(child => child.BornOn);
            var twins = free.Take(together).ToList();
            var births = new Births(plan, random);
            if (!twins.TrueForAll(child => births.Fits(born, child.BornUntil, child.IsUnder16 || child.Family == FamilyKind.LeftBehind))) continue;
            foreach (var twin in twins) (twin.BornOn, twin.IsTwin) = (born, true);
            count--;
        }
    }

    private void SpaceBirths(Household home)
    {
        var births = new Births(plan, random);
        for (var at = 1; at < home.Children.Count; at++)
        {
            var child = home.Children[at];
            for (var tries = 0; tries < 60 && !child.IsBirthFixed && !child.IsTwin && IsTooNear(home, at); tries++) child.BornOn = births.Some(child.BornUntil, child.IsUnder16);
        }
    }

    private static bool IsTooNear(Household home, int at) =>
        home.Children.Where((other, place) => place != at && (place < at || other.IsTwin || other.IsBirthFixed)).Any(other => Math.Abs(other.BornOn.DayNumber - home.Children[at].BornOn.DayNumber) < Between);

    private void Settle(List<Household> homes)
    {
        var villages = tree.Villages(flow.Unit.Code).Where(village => !village.Name.Contains("虚拟", StringComparison.Ordinal)).Select(village => village.Code).ToList();
        var neglected = villages.Where(DemoStories.NeglectedVillages.Contains).ToList();
        var open = villages.Except(neglected).ToList();
        var welfareHome = open[0];
        foreach (var home in homes) home.Village = home.Family == FamilyKind.Institution ? welfareHome : random.Pick(open);
        foreach (var village in neglected) Fill(village, homes.Where(home => home.Family != FamilyKind.Institution && home.Children.TrueForAll(child => child.IsCounted && child.Family != FamilyKind.Migrant) && !neglected.Contains(home.Village)));
    }

    private static void Fill(string village, IEnumerable<Household> homes)
    {
        var left = Neglected;
        foreach (var home in homes.Where(home => home.Children.Count <= 2).ToList())
        {
            if (left == 0) return;
            if (home.Children.Count > left) continue;
            home.Village = village;
            left -= home.Children.Count;
        }
    }
}
