using HuTong.People.Accounts;
using HuTong.Places;

namespace HuTong.People.Seed;

/// <summary>Supervisors and directors of 泗水: one supervisor a township, 388 directors for 442 villages (demo.md 2), so 54 directors have a second village.</summary>
internal static class DemoDirectors
{
    private const int SecondVillages = 54;

    public static IEnumerable<DemoAccount> Of(RegionTree tree)
    {
        var townships = tree.Townships(DemoAccount.Sishui).ToList();
        for (var at = 0; at < townships.Count; at++)
        {
            var code = townships[at].Code;
            if (code != DemoAccount.Quanlin) yield return new("s" + code, Roles.TownshipSupervisor, [code]);
            var pairs = SecondVillages / townships.Count + (at < SecondVillages % townships.Count ? 1 : 0);
            foreach (var director in OfTownship(code, [.. tree.Villages(code).Select(village => village.Code)], pairs)) yield return director;
        }
    }

    // The first villages are held in pairs. In 泉林镇 the first pair and the last two villages belong to the accounts with names.
    private static IEnumerable<DemoAccount> OfTownship(string township, string[] villages, int pairs)
    {
        var isQuanlin = township == DemoAccount.Quanlin;
        if (isQuanlin) yield return new("left.director", Roles.VillageDirector, [villages[^2]], "宋巧云", HasLeft: true);
        for (var at = 0; at < villages.Length;)
        {
            var held = at < pairs * 2 && at + 1 < villages.Length ? villages[at..(at + 2)] : [villages[at]];
            if (isQuanlin && at == 0) yield return new("quanlin.director", Roles.VillageDirector, held, "马秀芝");
            else if (isQuanlin && at == villages.Length - 1) yield return new("new.director", Roles.VillageDirector, held, MustChange: true);
            else yield return new("d" + held[0], Roles.VillageDirector, held) { IsSuccessor = isQuanlin && held[0] == villages[^2] };
            at += held.Length;
        }
    }
}
