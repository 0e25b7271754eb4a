namespace HuTong.Core.Rules;

/// <summary>儿童利益最大化: how a doubt between two rules is settled. Source: R-172…R-179 (未保法 4, 民法典 35).</summary>
public static class BestInterest
{
    /// <summary>Two frequencies: the higher .</summary>
    public static int Frequency(params ReadOnlySpan<int> timesAMonth) => Highest(timesAMonth);

    /// <summary>Two terms that bind the office: the shorter (R-174, W-11).</summary>
    public static int OfficeTerm(params ReadOnlySpan<int> days)
    {
        var shortest = days[0];
        foreach (var term in days) shortest = Math.Min(shortest, term);
        return shortest;
    }

    /// <summary>Two terms that a family has: the longer .</summary>
    public static int FamilyTerm(params ReadOnlySpan<int> days) => Highest(days);

    /// <summary>Two standards or classes: the higher this month; a person settles it for later ones .</summary>
    public static Fen Standard(Fen one, Fen other) => one >= other ? one : other;

    /// <summary>What a machine may only propose: a named person and a written ground must stand behind it .</summary>
    public static Problem? MayActAlone(string act, string? person, string? ground) =>
        NeedsPerson.Contains(act) && (string.IsNullOrWhiteSpace(person) || string.IsNullOrWhiteSpace(ground))
            ? new("person-decides", "这一步要由一名具名人员写明理由后决定，系统只提出建议。", Source: "R-179")
            : null;

    private static readonly HashSet<string> NeedsPerson = ["refuse", "stop", "recover", "return", "remove", "close"];

    private static int Highest(ReadOnlySpan<int> numbers)
    {
        var highest = numbers[0];
        foreach (var number in numbers) highest = Math.Max(highest, number);
        return highest;
    }
}
