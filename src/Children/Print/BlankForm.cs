using HuTong.Children.Files;

namespace HuTong.Children.Print;

/// <param name="Label">The question.</param>
/// <param name="Choices">Boxes to tick; blank for free writing.</param>
public sealed record BlankRow(string Label, bool IsRequired, string Choices);

/// <summary>A block of the paper form.</summary>
public sealed record BlankBlock(string Title, IReadOnlyList<BlankRow> Rows);

/// <summary>What the paper form asks: the same lists as the screens, so that both can be compared word by word (REG-004: living, guardianship, schooling, contacts).</summary>
public static class BlankForm
{
    public static IReadOnlyList<BlankBlock> Blocks { get; } =
    [
        new("儿童", [
            Free("姓名", true), Ticks("性别", "sex", true), Free("出生日期", true), Free("证件号"), Ticks("没有证件号的原因", "no-id-reason"), Free("民族"),
            Free("户籍地"), Ticks("户口性质", "hukou-kind"), Free("住在哪个村（居）、组、门牌", true)]),
        new("生活", [Ticks("孩子是什么情况", "situation", true), Ticks("和谁一起住", "lives-with"), Ticks("家庭经济", "economy"), Ticks("身体状况", "health"), Ticks("残疾类别", "disability-kind"), Ticks("残疾等级", "disability-grade"), Free("残疾证号和到期日")]),
        new("监护", [
            Free("监护人姓名、是孩子的什么人", true), Free("照护人姓名、是孩子的什么人"), Ticks("照护能力", "ability"), Free("父亲姓名、在哪里、做什么"), Free("父亲的情形（去世、服刑、失联、重残、重病等）"),
            Free("母亲姓名、在哪里、做什么"), Free("母亲的情形"), Free("兄弟姐妹姓名、年龄")]),
        new("就学", [Ticks("学段", "stage"), Ticks("就学状态", "schooling-status"), Free("学校、年级班级"), new("是否寄宿", false, "□是　□否")]),
        new("联系", [Free("监护人电话", true), Free("照护人电话"), Free("父亲电话"), Free("母亲电话"), Ticks("怎么知道的", "known-by", true)]),
    ];

    private static BlankRow Free(string label, bool required = false) => new(label, required, "");

    private static BlankRow Ticks(string label, string list, bool required = false) => new(label, required, string.Join("　", FileWords.Choices(list).Select(choice => $"□{choice.Words}")));
}
