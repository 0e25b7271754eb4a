namespace HuTong.Visits.Posts;

/// <summary>The lists behind the numbers: what ?show= may ask for, and its heading.</summary>
public static class PostsList
{
    public const string Villages = "villages", Vacant = "vacant", Late = "late", Acted = "acting", Shared = "shared", Several = "several",
        Townships = "townships", TownshipsVacant = "townships-vacant", TownshipsSeveral = "townships-several", Overloaded = "caseload", Left = "handover";

    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <returns>Null for a list that there is not.</returns>
    public static string? Says(string? show) => show switch
    {
        Villages => "村（居）",
        Vacant => "没有儿童主任的村（居）",
        Late => "超过期限还没补上的村（居）",
        Acted => "有人代理的村（居）",
        Shared => "和别的村共一个儿童主任的村（居）",
        Several => "有几个儿童主任的村（居）",
        Townships => "镇街的儿童督导员",
        TownshipsVacant => "没有儿童督导员的镇街",
        TownshipsSeveral => "有几个儿童督导员的镇街",
        Overloaded => "管的孩子太多的儿童主任",
        Left => "离任了还没交接的儿童主任",
        _ => null,
    };

    public static bool IsOfTownships(string show) => show is Townships or TownshipsVacant or TownshipsSeveral;

    public static IEnumerable<VillageOnDay> Of(PostsOnDay posts, string show) => posts.Villages.Where(village => show switch
    {
        Vacant => village.IsVacant,
        Late => village.IsLate,
        Acted => village.IsActed,
        Shared => village.IsShared,
        Several => village.HasSeveral,
        _ => true,
    });

    public static IEnumerable<TownshipOnDay> TownshipsOf(PostsOnDay posts, string show) => posts.Townships.Where(township => show switch
    {
        TownshipsVacant => township.IsVacant,
        TownshipsSeveral => township.HasSeveral,
        _ => true,
    });
}
