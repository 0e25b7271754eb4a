using HuTong.Core;
using HuTong.Core.Rules;

namespace HuTong.Visits.Duties;

/// <summary>Which months are still open: the running one, and the one before until its last day of grace (T-61), in which what was done in it may still be written down.</summary>
public static class Months
{
    public static bool IsOpen(Month month, DateOnly today) => today <= month.Last.AddDays(VisitSettings.CloseDays);

    /// <summary>Oldest first; the running month is the last.</summary>
    public static IReadOnlyList<Month> Open(DateOnly today)
    {
        var running = Month.Of(today);
        return IsOpen(running.Previous, today) ? [running.Previous, running] : [running];
    }

    /// <summary>The month that the week of a day counts in, where it is the next one: a week counts where its Sunday is.</summary>
    public static Month? OfWeek(DateOnly day) => Month.Of(day.AddDays((7 - (int)day.DayOfWeek) % 7)) is var month && month > Month.Of(day) ? month : null;

    /// <summary>The last month that is closed.</summary>
    public static Month LastClosed(DateOnly today) => Open(today)[0].Previous;
}
