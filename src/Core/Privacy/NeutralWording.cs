namespace HuTong.Core.Privacy;

/// <summary>
/// No screen title, list, letter or message tags a child by what befell its family. Source: R-156, R-151 (未保法 4, 49, 103).
/// </summary>
public static class NeutralWording
{
    private static readonly string[] Tags =
    [
        "孤儿", "事实无人抚养", "艾滋", "爱滋", "HIV", "服刑", "在押", "坐牢", "戒毒", "吸毒", "犯罪", "涉案", "涉罪", "性侵", "受侵害", "被侵害", "虐待", "弃婴", "遗弃", "流浪", "贫困", "困境",
    ];

    /// <summary>For text that leaves the office towards families, schools, givers or the public.</summary>
    /// <returns>Null when the text is neutral.</returns>
    public static Problem? Check(string text) =>
        Tags.FirstOrDefault(tag => text.Contains(tag, StringComparison.OrdinalIgnoreCase)) is { } found
            ? new("wording-tags-child", $"这段文字里有“{found}”，会给孩子贴标签。请改用中性的说法，比如“儿童基本生活费”。", Source: "R-156")
            : null;
}
