namespace HuTong.Core.Codes;

/// <summary>One category of the tree: its bit in lists, its group, and the age at which it ends.</summary>
/// <param name="Bit">Number of its bit in <c>RegisterLine.CategoryBits</c>; never reused.</param>
/// <param name="Group">Computed group: own-, family-, guardianship-difficulty, orphan, attention; empty for none.</param>
/// <param name="AgeEnd">16 or 18: the term ends on that birthday (codes.md 5).</param>
public sealed record Category(string Code, int Bit, string Words, string Group, int AgeEnd)
{
    public long Mask => 1L << Bit;
}

/// <summary>The category tree (codes.md 5). Sealed kinds are no categories: their cover code stands here instead.</summary>
public static class Categories
{
    public static readonly IReadOnlyList<Category> All = [.. Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

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
        parent-in-custody|12|监护困境|guardianship-difficulty|18
        special-guardianship|13|特殊监护困境|guardianship-difficulty|18
        temporarily-guarded|14|临时监护儿童|guardianship-difficulty|18
        vagrant|15|流浪|guardianship-difficulty|18
        foundling|16|弃婴、被解救儿童|guardianship-difficulty|18
        key-difficulty|17|重点困境儿童|in-difficulty|18
        single-parent|18|单亲|attention|18
        out-of-school|19|失学辍学|attention|18
        unregistered|20|无户籍|attention|18
        watch|21|关注|attention|18
        """;

    private static readonly Dictionary<string, Category> ByCode = All.ToDictionary(category => category.Code, StringComparer.Ordinal);

    /// <summary>Open codes that stand in place of sealed kinds (codes.md 5).</summary>
    public static readonly IReadOnlyDictionary<string, string> Covers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["hiv-affected"] = "in-difficulty", ["abused"] = "in-difficulty", ["juvenile-case"] = "watch",
    };

    public static Category? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Words for people; 服刑戒毒人员子女 is shown as its group .</summary>
    public static string Words(string code) => ByCode.TryGetValue(code, out var category) ? category.Words : code;

    public static long Bits(IEnumerable<string> codes) => codes.Aggregate(0L, (bits, code) => Find(code) is { } category ? bits | category.Mask : bits);

    /// <summary>The categories of a bitset, in the order of <see cref="All"/>.</summary>
    public static IEnumerable<Category> In(long bits) => All.Where(category => (bits & category.Mask) != 0);

    /// <summary>All codes of a group, and of the groups below in-difficulty.</summary>
    public static IEnumerable<Category> OfGroup(string group) => All.Where(category => category.Group == group
        || group == "in-difficulty" && (category.Group is "own-difficulty" or "family-difficulty" or "guardianship-difficulty" or "orphan")
        || group == "guardianship-difficulty" && category.Group == "orphan");

    /// <summary>Pairs that cannot stand on one day .</summary>
    /// <returns>The two codes that exclude each other, or null.</returns>
    public static (string, string)? Excluding(IReadOnlyCollection<string> codes)
    {
        if (codes.Contains("left-behind") && codes.Contains("migrant")) return ("left-behind", "migrant");
        if (codes.Contains("orphan-community") && codes.Contains("orphan-institution")) return ("orphan-community", "orphan-institution");
        if (codes.FirstOrDefault(code => code.StartsWith("orphan-", StringComparison.Ordinal)) is not { } orphan) return null;
        return codes.Contains("de-facto-unattended") ? (orphan, "de-facto-unattended") : codes.Contains("left-behind") ? (orphan, "left-behind") : null;
    }

    private static Category Read(string line)
    {
        var cell = line.Split('|');
        return new Category(cell[0], int.Parse(cell[1], System.Globalization.CultureInfo.InvariantCulture), cell[2], cell[3], int.Parse(cell[4], System.Globalization.CultureInfo.InvariantCulture));
    }
}
