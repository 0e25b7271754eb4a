using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>One child counts once: its class in the single-class table, and where it counts. Source: .</summary>
public static class Counting
{
    /// <returns>The first node of the place's order under which a code of the child falls; null for a child with marks only.</returns>
    public static string? ClassOf(IReadOnlyCollection<string> codes, RuleSettings settings) =>
        settings.CountPriority.FirstOrDefault(node => codes.Any(code => Categories.Above(code).Contains(node)));

    /// <summary>留守, 孤儿 and 事实无人抚养 count where registered, everything else where the child lives; without registration, where it lives.</summary>
    public static RegionCode PlaceOf(string code, RegionCode? registered, RegionCode living) =>
        registered is not null && Categories.Above(code).Any(node => node is Categories.LeftBehind or Categories.Orphan or Categories.DeFactoUnattended)
            ? registered
            : living;

    /// <summary>The county that pays: of the registered place; a child without 户籍 is paid where it lives .</summary>
    public static RegionCode? PayingCounty(RegionCode? registered, RegionCode living) => (registered ?? living).At(RegionLevel.County);

    /// <summary>R-169: a small count leaves the office only as “&lt;5”. Zero tells of nobody and stays.</summary>
    public static string Outside(int count, RuleSettings settings) =>
        count > 0 && count < settings.CountSuppressBelow ? $"<{settings.CountSuppressBelow}" : $"{count}";
}

/// <summary>What one child was owed and got in a period.</summary>
public sealed record ChildVisits(int Due, int Done, int Visits, bool IsExcused = false);

/// <summary>Visits, children visited, coverage: three numbers that are never one. Source: R-170, states.md 4.</summary>
/// <param name="Visits">人次.</param>
/// <param name="ChildrenVisited">人.</param>
/// <param name="ChildrenDue">With a duty in the period, the excused ones included.</param>
/// <param name="ChildrenDone">With all duties done.</param>
public sealed record Coverage(int Visits, int ChildrenVisited, int ChildrenDue, int ChildrenExcused, int ChildrenDone)
{
    public static Coverage Of(IReadOnlyCollection<ChildVisits> children) => new(
        children.Sum(child => child.Visits),
        children.Count(child => child.Visits > 0),
        children.Count(child => child.Due > 0),
        children.Count(child => child is { Due: > 0, IsExcused: true }),
        children.Count(child => child is { Due: > 0, IsExcused: false } && child.Done >= child.Due));

    /// <summary>Percent with one decimal; null when nobody was due.</summary>
    public decimal? Rate =>
        ChildrenDue - ChildrenExcused is var asked and > 0 ? Math.Round(100m * ChildrenDone / asked, 1, MidpointRounding.AwayFromZero) : null;
}
