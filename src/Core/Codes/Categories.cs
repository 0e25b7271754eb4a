using System.Globalization;

namespace HuTong.Core.Codes;

/// <summary>
/// The category tree (codes.md 5). A term counts in its own code and in all groups above; groups are computed, never stored.
/// Sealed kinds are no categories: their cover code stands here instead.
/// </summary>
public static class Categories
{
    public const string LeftBehind = "left-behind";
    public const string Migrant = "migrant";
    public const string SpecialMigrant = "special-migrant";
    public const string InDifficulty = "in-difficulty";
    public const string OwnDifficulty = "own-difficulty";
    public const string Disabled = "disabled";
    public const string SevereDisability = "severe-disability";
    public const string SevereIllness = "severe-illness";
    public const string FamilyDifficulty = "family-difficulty";
    public const string HardshipFamily = "hardship-family";
    public const string GuardianshipDifficulty = "guardianship-difficulty";
    public const string Orphan = "orphan";
    public const string OrphanCommunity = "orphan-community";
    public const string OrphanInstitution = "orphan-institution";
    public const string DeFactoUnattended = "de-facto-unattended";
    public const string GuardianshipLacking = "guardianship-lacking";
    public const string GuardianshipImproper = "guardianship-improper";
    public const string KeyDifficulty = "key-difficulty";
    public const string Vagrant = "vagrant";
    public const string Attention = "attention";
    public const string Watch = "watch";

    /// <summary>Not categories: duties begin on day one, the count does not .</summary>
    public const string LeftBehindPending = "left-behind-pending";

    public const string MigrantPending = "migrant-pending";

    // code|bit|words|group|age end|words of the file, where they say more
    private const string Lines = """
        left-behind|0|留守儿童||16
        migrant|1|流动儿童||16
        in-difficulty|2|困境儿童|in-difficulty|18
        disabled|3|残疾|own-difficulty|18
        severe-disability|4|重残|own-difficulty|18
        severe-illness|5|重病|own-difficulty|18
        hardship-family|6|家庭困难|family-difficulty|18
        orphan-community|7|社会散居孤儿|orphan|18
        orphan-institution|8|集中养育孤儿|orphan|18
        de-facto-unattended|9|事实无人抚养儿童|guardianship-difficulty|18
        guardianship-lacking|10|监护缺失|guardianship-difficulty|18
        guardianship-improper|11|监护不当|guardianship-difficulty|18
        parent-in-custody|12|监护困境|guardianship-difficulty|18|服刑戒毒人员子女
        special-guardianship|13|特殊监护困境|guardianship-difficulty|18
        temporarily-guarded|14|临时监护儿童|guardianship-difficulty|18
        vagrant|15|流浪|guardianship-difficulty|18
        foundling|16|弃婴、被解救儿童|guardianship-difficulty|18
        key-difficulty|17|重点困境儿童|in-difficulty|18
        single-parent|18|单亲|attention|18
        out-of-school|19|失学辍学|attention|18
        unregistered|20|无户籍|attention|18
        watch|21|关注|attention|18
        special-migrant|22|特殊流动儿童|migrant|16
        """;

    public static readonly IReadOnlyList<Category> All = [.. Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    private static readonly Dictionary<string, Category> ByCode = All.ToDictionary(category => category.Code, StringComparer.Ordinal);

    /// <summary>The computed nodes: code, words, and the node above it in marks.</summary>
    public static readonly CodeTable Groups = CodeTable.Of("""
        own-difficulty||自身困境|in-difficulty
        family-difficulty||家庭困境|in-difficulty
        guardianship-difficulty||监护困境|in-difficulty
        orphan||孤儿|guardianship-difficulty
        attention||需要关注
        """);

    /// <summary>Open codes that stand in place of sealed kinds (codes.md 5).</summary>
    public static readonly IReadOnlyDictionary<string, string> Covers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["hiv-affected"] = InDifficulty, ["abused"] = InDifficulty, ["juvenile-case"] = Watch,
    };

    /// <summary>Two nodes that no child may hold on the same day; a group stands for all below it. Source: R-026.</summary>
    public static readonly IReadOnlyList<(string One, string Other)> Exclusions =
        [(LeftBehind, Migrant), (OrphanCommunity, OrphanInstitution), (Orphan, DeFactoUnattended), (Orphan, LeftBehind)];

    public static Category? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Words for people; 服刑戒毒人员子女 is shown as its group .</summary>
    public static string Words(string code) => code switch
    {
        LeftBehindPending => "留守未满期限",
        MigrantPending => "流动未满期限",
        _ => Find(code)?.Words ?? Groups.Words(code),
    };

    public static bool IsSealed(string code) => Covers.ContainsKey(code);

    /// <summary>The code that may stand openly: the cover of a sealed kind, else the code itself.</summary>
    public static string Open(string code) => Covers.GetValueOrDefault(code, code);

    public static long Bits(IEnumerable<string> codes) => codes.Aggregate(0L, (bits, code) => Find(code) is { } category ? bits | category.Mask : bits);

    /// <summary>The categories of a bitset, in the order of <see cref="All"/>.</summary>
    public static IEnumerable<Category> In(long bits) => All.Where(category => (bits & category.Mask) != 0);

    /// <summary>The node itself, when it can be stored, and everything below it.</summary>
    public static IEnumerable<Category> OfGroup(string group) => All.Where(category => Above(category.Code).Contains(group));

    /// <summary>The node and those above it, from below.</summary>
    public static IEnumerable<string> Above(string code)
    {
        for (var node = code; node.Length > 0;)
        {
            yield return node;
            var above = Find(node)?.Group ?? Groups.Find(node)?.Marks ?? "";
            node = above == node ? "" : above;
        }
    }

    /// <summary>Pairs that cannot stand on one day .</summary>
    /// <returns>The two codes that exclude each other, or null.</returns>
    public static (string, string)? Excluding(IReadOnlyCollection<string> codes)
    {
        if (codes.Count < 2) return null;
        foreach (var (one, other) in Exclusions)
            if (codes.FirstOrDefault(code => Above(code).Contains(one)) is { } first && codes.FirstOrDefault(code => Above(code).Contains(other)) is { } second)
                return (first, second);
        return null;
    }

    private static Category Read(string line)
    {
        var cell = line.Split('|');
        return new(cell[0], int.Parse(cell[1], CultureInfo.InvariantCulture), cell[2], cell[3], int.Parse(cell[4], CultureInfo.InvariantCulture), cell.Length > 5 ? cell[5] : cell[2]);
    }
}
