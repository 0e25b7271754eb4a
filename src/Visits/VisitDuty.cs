using HuTong.Children;
using HuTong.Data.Fence;
using HuTong.Visits.Duties;

namespace HuTong.Visits;

/// <summary>
/// A visit owed in a period (states.md 4, R-070 on). Made, withdrawn and marked missed by rule, in sets; so its own changes stand in the events of what
/// caused them. Its key is the child, the period and the ordinal: asked for twice it is one.
/// </summary>
public sealed class VisitDuty : IChildFact, IRecordedElsewhere, IStaysBehind
{
    public Guid ChildId { get; set; }
    public Guid Id => ChildId;

    /// <summary>A month 2026-06, a quarter 2026-Q2, the Sunday of a week w2026-06-21; of a clock its kind and first day: first-2026-06-15.</summary>
    public string Period { get; set; } = "";

    /// <summary>1 and 2 where a month owes two.</summary>
    public int Ordinal { get; set; } = 1;

    /// <summary>The village of the child while its month is open; of a closed month the village that counts it, unless it is missed (states.md 4).</summary>
    public string Region { get; set; } = "";

    /// <summary>The village whose coverage counts the child in this month: one a child, month and day, however often it moves.</summary>
    public string CountsAt { get; set; } = "";

    /// <summary>A code of <see cref="DutyKinds"/>.</summary>
    public string Kind { get; set; } = DutyKinds.Monthly;

    /// <summary>First day of the month whose coverage it belongs to; null for clocks, which no coverage counts.</summary>
    public DateOnly? Month { get; set; }

    /// <summary>First day on which a visit fulfils it.</summary>
    public DateOnly From { get; set; }

    /// <summary>Last day in time.</summary>
    public DateOnly Due { get; set; }

    /// <summary>A code of <see cref="DutyStates"/>.</summary>
    public string State { get; set; } = DutyStates.Due;

    /// <summary>What it counted as when its month closed, where that is no longer its state: a closed month does not move.</summary>
    public string? ClosedAs { get; set; }

    /// <summary>Why so often: ordinary, benefit, high, urgent, migrant (R-071…R-075); empty for clocks.</summary>
    public string Rhythm { get; set; } = "";

    /// <summary>The child's class when the duty was made: a child counts once in any total.</summary>
    public string Class { get; set; } = "";

    /// <summary>The visit that fulfilled it; of a missed one that which was made in time and told when the month had closed.</summary>
    public Guid? VisitId { get; set; }

    /// <summary>hospital, travelling, disaster.</summary>
    public string? ExcusedFor { get; set; }
    public DateOnly? ExcusedUntil { get; set; }

    /// <summary>Who asked for the excuse; another person decides (states.md 4, 4e). Set while the duty is still open: it waits for that.</summary>
    public Guid? ExcuseAskedBy { get; set; }
    public string? ExcuseAskedByName { get; set; }

    /// <summary>Of a closed month; until then it goes with the child, so that its director sees what is done (states.md 4). A missed one goes on: who has the child now must go.</summary>
    public bool StaysBehind(DateOnly today) => Month is { } month && State != DutyStates.Withdrawn && (State != DutyStates.Missed || VisitId is not null) && !Months.IsOpen(Core.Month.Of(month), today);
}

/// <summary>Kinds of a duty: the first three are counted by coverage, the others are clocks of their own.</summary>
public static class DutyKinds
{
    public const string Monthly = "monthly", Weekly = "weekly", Quarterly = "quarterly";

    /// <summary>T-20 after registration, T-27 after a visit without the child, five working days after a returned visit.</summary>
    public const string First = "first", Retry = "retry", Revisit = "revisit";
}

/// <summary>States of a duty (states.md 4), and withdrawn: the rule no longer asks for it. It is then as if it had never been made.</summary>
public static class DutyStates
{
    public const string Due = "due", Done = "done", Excused = "excused", Missed = "missed", Withdrawn = "withdrawn";
}
