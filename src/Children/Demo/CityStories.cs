using System.Globalization;
using HuTong.Core.Codes;
using HuTong.Data.Demo;
using HuTong.People.Demo;
using HuTong.Places;

namespace HuTong.Children.Demo;

/// <summary>One county of the story, ready to become rows.</summary>
internal sealed record CountyTold(DemoUnit Unit, List<ChildStory> Stories);

/// <summary>The children of the whole demo city, county after county; each county follows from its own streams, so that 泗水 alone is 泗水 of the city.</summary>
internal sealed class CityStories(DemoPlan plan, RegionTree tree)
{
    private const int Farther = 5;

    public List<CountyTold> Tell()
    {
        List<CountyTold> counties = [];
        Dictionary<string, CountyLeads> leads = [];
        foreach (var (at, unit) in DemoUnit.All.Index().Where(one => plan.Has(one.Item.Code)))
        {
            var flow = CityFlow.All[unit.Code];
            var stories = new CountyStories(plan, flow).All();
            if (stories.Count(story => story.IsCounted) != unit.Children1) throw new InvalidOperationException($"{unit.Code}: {stories.Count(story => story.IsCounted)} children told, not {unit.Children1}.");
            var homes = new CountyHomes(plan, flow, tree).All(stories);
            var people = new CountyPeople(plan, flow, at);
            people.Tell(homes);
            people.Namesakes(homes);
            leads[unit.Code] = new CountyLeads(plan, flow);
            var more = leads[unit.Code].All(stories);
            people.Tell(more.Where(home => home.Children[0].DoubleOf is null));
            Add(stories, more);
            counties.Add(new(unit, stories));
        }

        if (!plan.IsSmall) FoundElsewhere(counties, leads);
        foreach (var county in counties) GiveIds(county);
        GiveNumbers(counties);
        return counties;
    }

    // Fourteen pairs over two counties (demo.md 5): none has its second file in 泗水, which must be the same alone.
    private static void FoundElsewhere(List<CountyTold> counties, Dictionary<string, CountyLeads> leads)
    {
        var second = counties.Where(county => county.Unit.Code != DemoPlan.SmallCounty).ToList();
        foreach (var (at, here) in second.Append(second[0]).Index())
        {
            var there = counties[(counties.IndexOf(here) + Farther + at / second.Count) % counties.Count];
            Add(here.Stories, [leads[here.Unit.Code].Found(there.Stories, here.Stories)]);
        }
    }

    private static void Add(List<ChildStory> stories, List<Household> homes)
    {
        foreach (var home in homes)
        {
            CountyLeads.Name(home);
            stories.AddRange(home.Children);
        }
    }

    private void GiveIds(CountyTold county)
    {
        var random = plan.Stream($"ids/{county.Unit.Code}");
        foreach (var story in county.Stories)
        {
            story.Id = random.Id(DemoPlan.AtWork(story.From, random));
            if (story.Home is { Children.Count: > 1, Id: null } home) home.Id = random.Id(DemoPlan.At(story.From, 60));
        }
    }

    // County, year of the register, running number in the order of the days, by the official county as the product gives them.
    private static void GiveNumbers(List<CountyTold> counties)
    {
        var registered = counties.SelectMany(county => county.Stories).Where(story => story.State is FileStates.Registered or FileStates.ExitReview or FileStates.Left);
        foreach (var block in registered.GroupBy(story => (County: story.Village[..6], story.From.Year)))
            foreach (var (at, story) in block.OrderBy(story => story.From).ThenBy(story => story.Id).Index())
                story.FileNumber = string.Create(CultureInfo.InvariantCulture, $"{block.Key.County}-{block.Key.Year}-{at + 1:00000}");
    }
}
