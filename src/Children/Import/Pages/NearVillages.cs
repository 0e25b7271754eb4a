using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Parts;

namespace HuTong.Children.Import;

/// <summary>The villages that a row may mean: of the same name, or one character off, inside the ledger's place and the asker's jurisdiction. None is ever chosen unasked.</summary>
public sealed class NearVillages(RegionTree places, Scope scope)
{
    private const int Most = 6;

    public IReadOnlyList<Choice> Run(RowFacts row, string region)
    {
        if ((row[LedgerField.Village] ?? row[LedgerField.Residence]) is not { } written) return [];
        var key = VillageName.BaseKey(VillageName.Normalise(written));
        if (key.Length == 0) return [];
        var county = region.Length >= 6 ? region[..6] : region;
        var found = places.Villages(county).Where(village => scope.Covers(village.Code)).Select(village => (village, Rank: Rank(VillageName.BaseKey(village.Name), key, written)))
            .Where(one => one.Rank < int.MaxValue).OrderBy(one => one.Rank).ThenByDescending(one => one.village.Code.StartsWith(region, StringComparison.Ordinal)).ThenBy(one => one.village.Code, StringComparer.Ordinal).Take(Most);
        return [.. found.Select(one => new Choice(one.village.Code, VillageName.Short(one.village.Name), places.ManagingParent(one.village.Code) is { } town ? places.NameOf(town) : null))];
    }

    private static int Rank(string name, string key, string written) =>
        name == key ? 0 : written.EndsWith(name, StringComparison.Ordinal) && name.Length > 1 ? 1 : key.Length > 1 && OneEdit.Apart(name, key) ? 2 : int.MaxValue;
}
