using HuTong.Data.Demo;
using HuTong.People.Accounts;
using HuTong.People.Seed;
using HuTong.Places;

namespace HuTong.People.Demo;

/// <summary>
/// Who was director and supervisor in one county between a year ago and today (demo.md 2): every village its own director at first, with assistants;
/// then villages pass to a neighbour's director, a few to nobody, and every township gets one supervisor. On no day has a village two responsible ones.
/// </summary>
internal sealed class CountyPosts(DemoPlan plan, DemoUnit unit, RegionTree tree)
{
    private const string Reorganised = "换届调整";
    private static readonly HashSet<string> Nodes = ["370811401", "370829400"];
    private static readonly HashSet<string> Neglected = ["370831109206", "370832101202", "370826206202", "370828112204"];

    private readonly DemoRandom random = plan.Stream($"posts/{unit.Code}");
    private readonly string[] townships = [.. tree.Townships(unit.Code).Select(place => place.Code)];
    private readonly string[] villages = [.. tree.Villages(unit.Code).Select(place => place.Code)];

    public IEnumerable<PlannedPost> All() => unit.Code == DemoAccount.Sishui ? Supervisors() : [.. Supervisors(), .. Directors()];

    private DateOnly Long() => plan.YearAgo.AddDays(-random.Between(200, 1500));

    private DateOnly Within() => random.Day(plan.YearAgo.AddDays(20), plan.LastChange);

    private IEnumerable<PlannedPost> Directors()
    {
        HashSet<string> given = [], vacant = [.. Vacant()];
        Dictionary<string, string> takenBy = [];
        foreach (var (keeper, leaver) in Neighbours(vacant).Take(unit.Villages - unit.Vacant - unit.Directors1))
        {
            takenBy[keeper] = leaver;
            given.Add(leaver);
        }

        var days = given.Concat(vacant).Order(StringComparer.Ordinal).ToDictionary(village => village, _ => Within());
        foreach (var village in villages)
        {
            if (days.TryGetValue(village, out var left)) yield return PlannedPost.Director("d" + village, village, Long(), left) with { EndedReason = Reorganised };
            else if (takenBy.TryGetValue(village, out var second)) yield return PlannedPost.Director("d" + village, village, Long(), null, new PlannedPlace(second, days[second])) with { Office = village[..9] };
            else yield return PlannedPost.Director("d" + village, village, Long());
        }

        foreach (var assistant in Assistants()) yield return assistant;
    }

    private IEnumerable<PlannedPost> Assistants()
    {
        var order = villages.ToList();
        random.Shuffle(order);
        return order.Take(unit.Directors0 - unit.Villages).Select(village =>
            new PlannedPost("a" + village, Roles.VillageDirector, PostKinds.Assistant, village, Long(), Within(), [new(village)]) { EndedReason = "不再设协助岗" });
    }

    private IEnumerable<string> Vacant()
    {
        var order = villages.Where(village => !Neglected.Contains(village)).ToList();
        random.Shuffle(order);
        return order.Take(unit.Vacant);
    }

    // Two villages of a township that lie beside each other in the list; each stands in one pair at most.
    private List<(string Keeper, string Leaver)> Neighbours(HashSet<string> vacant)
    {
        List<(string, string)> pairs = [];
        foreach (var township in villages.GroupBy(village => village[..9]))
            foreach (var pair in township.Chunk(2))
                if (pair.Length == 2 && !pair.Any(vacant.Contains)) pairs.Add(random.Chance(50) ? (pair[0], pair[1]) : (pair[1], pair[0]));
        random.Shuffle(pairs);
        return pairs;
    }

    private IEnumerable<PlannedPost> Supervisors()
    {
        var late = townships.Where(IsSubDistrict).OrderDescending(StringComparer.Ordinal).Take(unit.Code switch { "370811" => 10, "370812" => 3, "370881" => 2, "370871" => 2, _ => 0 }).ToHashSet(StringComparer.Ordinal);
        var staffed = townships.Where(town => !late.Contains(town) && !Nodes.Contains(town)).ToList();
        var starts = townships.Where(late.Contains).ToDictionary(town => town, _ => Within());
        var covers = townships.Where(town => !staffed.Contains(town)).ToLookup(town => Nearest(staffed, town), town => new PlannedPlace(town, To: starts.TryGetValue(town, out var start) ? start : null));
        foreach (var town in staffed)
            if (unit.Code != DemoAccount.Sishui) yield return PlannedPost.Supervisor("s" + town, town, Long(), null, [.. covers[town]]) with { Office = covers[town].Any() ? unit.Code : town, IsLead = true };
        foreach (var (town, start) in starts) yield return PlannedPost.Supervisor("s" + town, town, start) with { IsLead = true };

        var seconds = staffed.ToList();
        random.Shuffle(seconds);
        foreach (var town in seconds.Take(unit.Supervisors0 - staffed.Count))
            yield return PlannedPost.Supervisor($"s{town}.2", town, Long(), Within()) with { EndedReason = Reorganised };
    }

    private static bool IsSubDistrict(string town) => string.CompareOrdinal(town[6..], "100") < 0;

    private static string Nearest(List<string> staffed, string town) => staffed.LastOrDefault(one => string.CompareOrdinal(one, town) < 0) ?? staffed[0];
}
