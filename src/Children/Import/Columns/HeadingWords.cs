namespace HuTong.Children.Import;

/// <summary>The dictionary of headings. Source: import.md 5; the words are in columns.tsv.</summary>
internal static class HeadingWords
{
    private static readonly Dictionary<string, LedgerField> Fields = Build();

    private static readonly Dictionary<string, string> YesNo = new(StringComparer.Ordinal)
    {
        ["是否留守儿童"] = "left-behind",
        ["是否孤儿"] = CategoryWords.Ambiguous,
        ["是否随迁子女"] = "migrant",
        ["是否进城务工人员随迁子女"] = "migrant",
    };

    // Headings that name no person: they belong to whoever's run they stand in (import.md 4).
    private static readonly HashSet<string> BareIds = new(StringComparer.Ordinal)
    {
        "身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证", "身份号码", "居民身份证号", "居民身份证号码", "身份证件号",
    };

    private static readonly HashSet<string> BarePhones = new(StringComparer.Ordinal) { "联系电话", "联系方式", "电话", "手机", "手机号", "手机号码" };

    private static readonly HashSet<string> BareBirths = new(StringComparer.Ordinal) { "出生日期", "出生年月", "出生年月日", "生日", "出生时间", "出生", "出生日" };

    private static readonly HashSet<string> BareSexes = new(StringComparer.Ordinal) { "性别", "男女", "性别男女", "性" };

    private static readonly HashSet<string> Relations = [.. WordTable.Read("columns").Single(row => row.Code == "guardian.relation").Words];

    public static LedgerField Field(string word) => Fields.GetValueOrDefault(word);

    /// <summary>Category code of a heading that is itself a category word; sealed words are no tick columns.</summary>
    public static string? Tick(string word) =>
        YesNo.TryGetValue(word, out var code) ? code : CategoryWords.Find(word) is { } found && !CategoryWords.IsSealed(found) ? found : null;

    public static bool IsBareId(string word) => BareIds.Contains(word);

    public static bool IsBarePhone(string word) => BarePhones.Contains(word);

    public static bool IsBareBirth(string word) => BareBirths.Contains(word);

    public static bool IsBareSex(string word) => BareSexes.Contains(word);

    public static bool IsRelation(string word) => Relations.Contains(word);

    /// <summary>Names no person, so a person's run may claim it.</summary>
    public static bool IsBare(string word) => IsBareId(word) || IsBarePhone(word) || IsBareBirth(word) || IsBareSex(word) || IsRelation(word);

    private static Dictionary<string, LedgerField> Build()
    {
        Dictionary<string, LedgerField> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, words) in WordTable.Read("columns"))
            foreach (var word in words) fields.TryAdd(word, LedgerFields.FromKey(key));
        return fields;
    }
}
