namespace HuTong.Places.Calendar;

/// <summary>A day that was counted. Provisional: a year without a calendar was counted by weekends only (W-7, calendar-missing).</summary>
public readonly record struct CountedDay(DateOnly On, bool Provisional);

/// <summary>
/// Arithmetic with working days (工作日). Source: deadlines.md W-1, W-3 to W-5, W-7. It never fails: a year that is not
/// loaded is counted Monday to Friday and the answer says so.
/// </summary>
public sealed class WorkingDays
{
    private readonly Dictionary<DateOnly, bool> named;
    private readonly HashSet<int> years;

    /// <summary>A year is covered when the calendar names at least one of its days.</summary>
    public WorkingDays(IEnumerable<CalendarDay> calendar)
    {
        var days = calendar.ToList();
        named = days.Where(day => day.Kind != CalendarDay.Withdrawn).ToDictionary(day => day.Date, day => day.Kind == CalendarDay.Workday);
        years = [.. days.Select(day => day.Date.Year)];
    }

    /// <summary>The calendar as shipped.</summary>
    public static WorkingDays Shipped { get; } = new(ShippedCalendar.Days);

    /// <summary>The last year with a calendar; null when there is none at all.</summary>
    public int? LastCoveredYear => years.Count == 0 ? null : years.Max();

    public bool Covers(int year) => years.Contains(year);

    /// <summary>W-5. A year that is not covered knows weekends only.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        named.TryGetValue(day, out var works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day on which a term of working days ends; the start is not counted (W-1, W-4).</summary>
    /// <param name="start">Day from which the term runs; it may be a rest day.</param>
    /// <param name="workingDays">Length, 0 or more; 0 gives the start itself.</param>
    public CountedDay Add(DateOnly start, int workingDays) => Count(start, workingDays, step: 1);

    /// <summary>So many working days before a day, which is not counted (T-13).</summary>
    public CountedDay Subtract(DateOnly end, int workingDays) => Count(end, workingDays, step: -1);

    /// <summary>The day itself when it is a working day, else the next one: the end of a term in days or months (W-3).</summary>
    public CountedDay OnOrAfter(DateOnly day) => Roll(day, step: 1);

    /// <summary>The day itself when it is a working day, else the one before: a pay day (T-12).</summary>
    public CountedDay OnOrBefore(DateOnly day) => Roll(day, step: -1);

    private CountedDay Count(DateOnly from, int workingDays, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        var (day, provisional) = (from, false);
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(step);
            provisional |= !Covers(day.Year);
            if (IsWorkingDay(day)) left--;
        }

        return new CountedDay(day, provisional);
    }

    private CountedDay Roll(DateOnly day, int step) =>
        IsWorkingDay(day) ? new CountedDay(day, !Covers(day.Year)) : Count(day, 1, step) is var next && Covers(day.Year) ? next : next with { Provisional = true };
}
