using System.Text;
using System.Text.RegularExpressions;

namespace HuTong.Places;

/// <summary>What the ending of a place's name says: a village (村) or a community (社区, 居委会).</summary>
public enum StatedKind
{
    None,
    Village,
    Community,
}

/// <summary>How village names are compared. Source: import.md 7.5; the official name itself is never changed.</summary>
public static partial class VillageName
{
    // The misspelt ones stand in the official list (codes.md 1.1).
    private static readonly string[] Committees =
        ["村民委员会", "村民会员会", "村委委员会", "居民委员会", "村委会", "居委会"];

    private static readonly string[] CommunityEndings = ["社区", "居民委员会", "居委会"];
    private static readonly string[] VillageEndings = ["村", "村民委员会", "村民会员会", "村委委员会", "村委会"];
    private const string Numerals = "一二三四五六七八九十";

    /// <summary>
    /// The name without its endings: one committee, then a final 社区, or final 村 as often as it stands, as long as two
    /// or more characters remain. 清真寺村村民委员会 → 清真寺; 樊村 stays 樊村.
    /// </summary>
    public static string BaseKey(string name)
    {
        var key = WithoutCommittee(name);
        if (key.EndsWith("社区", StringComparison.Ordinal)) return key.Length >= 4 ? key[..^2] : key;
        while (key.Length >= 3 && key[^1] == '村') key = key[..^1];
        return key;
    }

    /// <summary>What the name says about itself; <see cref="StatedKind.None"/> when its ending says nothing.</summary>
    public static StatedKind StatedKind(string name)
    {
        if (EndsWithAny(name, CommunityEndings)) return Places.StatedKind.Community;
        return EndsWithAny(name, VillageEndings) ? Places.StatedKind.Village : Places.StatedKind.None;
    }

    /// <summary>
    /// A village as somebody typed it, ready to compare: NFKC, no blanks, no trailing group or house number
    /// (第3村民小组, 2组12号), and Arabic 1–10 before a final 村 as a numeral (卞桥1村 → 卞桥一村).
    /// </summary>
    /// <returns>Empty when nothing but a group or a house number was given.</returns>
    public static string Normalise(string typed)
    {
        var text = Blanks().Replace(typed.Normalize(NormalizationForm.FormKC), "");
        text = GroupAndHouse().Replace(text, "");
        return ArabicBeforeVillage().Replace(text, match => Numerals[int.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture) - 1].ToString());
    }

    /// <summary>As people write it: 卞桥一村村民委员会 and 卞桥一村委会 → 卞桥一村; a community's committee → its community.</summary>
    public static string Short(string name)
    {
        var rest = WithoutCommittee(name);
        if (rest.Length == name.Length) return name;
        if (rest.EndsWith('村') || rest.EndsWith("社区", StringComparison.Ordinal)) return rest;
        return StatedKind(name) == Places.StatedKind.Village ? rest + "村" : rest.Length >= 2 ? rest + "社区" : name;
    }

    private static string WithoutCommittee(string name)
    {
        foreach (var committee in Committees)
        {
            if (name.Length <= committee.Length || !name.EndsWith(committee, StringComparison.Ordinal)) continue;
            var rest = name[..^committee.Length];
            return rest.Length > 1 ? rest : committee[0] == '村' ? rest + "村" : name;   // 郭村委会 is the committee of 郭村
        }

        return name;
    }

    private static bool EndsWithAny(string name, string[] endings) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?:第?(?:[0-9]+|[一二三四五六七八九十]+)(?:村民小组|组|队))?(?:(?:[0-9]+|[一二三四五六七八九十]+)[号户])?$")]
    private static partial Regex GroupAndHouse();

    [GeneratedRegex(@"(?<![0-9])(?:10|[1-9])(?=村$)")]
    private static partial Regex ArabicBeforeVillage();
}
