using HuTong.Places;

namespace HuTong.People.Administer;

/// <summary>What the lines of the two logs are about, in words.</summary>
public static class AuditWords
{
    public static string Subject(string kind) => kind switch
    {
        "account" => "账号", "child" => "儿童档案", "import_batch" => "台账", "import_row" => "台账里的一行", "duplicate_hit" => "两份证件号相同的档案",
        "region" => "区划", "calendar_day" => "工作日历", "" => "—", _ => "别的",
    };

    /// <summary>The place's name from the county down; its code when the tree no longer has it.</summary>
    public static string Place(RegionTree tree, string region) =>
        region.Length == 0 ? "—" : region.Length <= 4 ? tree.NameOf(region) ?? region : tree.ShortName(region) is { Length: > 0 } name ? name : region;
}
