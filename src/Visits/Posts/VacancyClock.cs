using HuTong.Places.Calendar;

namespace HuTong.Visits.Posts;

/// <summary>How long a post may stand empty: ten working days until somebody acts, thirty until somebody is named. Source: T-64, R-135.</summary>
/// <param name="Since">First day without the one who left.</param>
public sealed record VacancyClock(DateOnly Since, DateOnly ActingBy, DateOnly NamedBy)
{
    public const int ActingDays = 10, NamedDays = 30;

    public static VacancyClock Of(DateOnly since, WorkingDays days) => new(since, days.Add(since, ActingDays).On, days.Add(since, NamedDays).On);

    /// <param name="isActed">Is somebody acting meanwhile?</param>
    public bool IsLate(bool isActed, DateOnly day) => day > (isActed ? NamedBy : ActingBy);

    /// <summary>Working days after the first one, until the day.</summary>
    public int Gone(DateOnly day, WorkingDays days)
    {
        var gone = 0;
        for (var at = Since.AddDays(1); at <= day; at = at.AddDays(1))
            if (days.IsWorkingDay(at)) gone++;
        return gone;
    }
}
