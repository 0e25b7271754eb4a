using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>A category with its dates: from inclusive, to exclusive, null = open.</summary>
public sealed record CategorySpan(string Code, DateOnly From, DateOnly? To)
{
    public bool HoldsOn(DateOnly day) => From <= day && !(To <= day);

    internal bool Meets(CategorySpan other) => !(To <= other.From) && !(other.To <= From) && !(To <= From) && !(other.To <= other.From);
}

/// <summary>Pairs that cannot stand together on any day: 孤儿 × 事实无人抚养, 留守 × 流动, 孤儿 × 留守, the two kinds of 孤儿. Source: .</summary>
public static class ExclusiveCategories
{
    public const string Code = "exclusive-categories";

    /// <summary>For the codes of one day.</summary>
    /// <returns>Null when they may stand together; else a person is asked.</returns>
    public static Problem? On(IReadOnlyCollection<string> codes) => Categories.Excluding(codes) is var (one, other) ? Problem(one, other) : null;

    /// <summary>For dated terms: every two that meet on some day. Also finds two overlapping terms of one code (states.md 2).</summary>
    public static IReadOnlyList<Problem> Among(IReadOnlyList<CategorySpan> spans)
    {
        List<Problem> problems = [];
        for (var one = 0; one < spans.Count; one++)
            for (var other = one + 1; other < spans.Count; other++)
            {
                if (!spans[one].Meets(spans[other])) continue;
                if (spans[one].Code == spans[other].Code)
                    problems.Add(new("term-overlap", $"“{Categories.Words(spans[one].Code)}”在同一段时间里登记了两次，请先结束前一条。", Source: "states.md 2"));
                else if (On([spans[one].Code, spans[other].Code]) is { } problem) problems.Add(problem);
            }
        return problems;
    }

    private static Problem Problem(string one, string other) =>
        new(Code, $"“{Categories.Words(one)}”和“{Categories.Words(other)}”不能同时登记，请核实后保留一个。", Source: "R-026");
}
