using HuTong.Places.Calendar;

namespace HuTong.Places.Tests.Calendar;

/// <summary>deadlines.md W-1, W-3 to W-7; the rows of acceptance.md 10 that are plain working days.</summary>
public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Days = WorkingDays.Shipped;

    [Theory]
    [InlineData("A-227", "2024-02-01", 15, "2024-02-27")]
    [InlineData("A-228", "2024-02-05", 10, "2024-02-23")]
    [InlineData("A-229", "2024-02-08", 1, "2024-02-09")]
    [InlineData("A-230", "2024-02-09", 1, "2024-02-18")]
    [InlineData("A-231", "2024-02-17", 1, "2024-02-18")]
    [InlineData("A-232", "2024-09-13", 1, "2024-09-14")]
    [InlineData("A-233", "2024-09-27", 3, "2024-10-08")]
    [InlineData("A-234", "2024-09-30", 5, "2024-10-12")]
    [InlineData("A-235", "2024-04-26", 5, "2024-05-07")]
    [InlineData("A-236", "2025-01-10", 15, "2025-02-07")]
    [InlineData("A-237", "2025-01-27", 1, "2025-02-05")]
    [InlineData("A-238", "2025-01-24", 15, "2025-02-20")]
    [InlineData("A-239", "2025-09-26", 3, "2025-09-30")]
    [InlineData("A-240", "2025-09-19", 15, "2025-10-16")]
    [InlineData("A-241", "2025-09-30", 3, "2025-10-11")]
    [InlineData("A-242", "2026-02-13", 3, "2026-02-25")]
    public void A_term_of_working_days_ends_where_the_case_says(string id, string start, int workingDays, string end)
    {
        Assert.StartsWith("A-", id, StringComparison.Ordinal);
        Assert.Equal(new CountedDay(Day(end), false), Days.Add(Day(start), workingDays));
    }

    [Theory]
    [InlineData("A-243", "2024-12-02", 60, "2025-02-05")]
    [InlineData("A-244", "2024-09-05", 30, "2024-10-08")]
    [InlineData("A-245", "2024-06-03", 30, "2024-07-03")]
    public void A_term_of_days_that_ends_on_a_rest_day_rolls_on(string id, string start, int days, string end)
    {
        Assert.StartsWith("A-", id, StringComparison.Ordinal);
        Assert.Equal(Day(end), Days.OnOrAfter(Day(start).AddDays(days)).On);
    }

    /// <summary>A-256, T-13 backwards.</summary>
    [Fact]
    public void A_year_without_a_calendar_counts_Monday_to_Friday_and_says_so()
    {
        Assert.Equal(2026, Days.LastCoveredYear);
        Assert.Equal(new CountedDay(Day("2027-01-01"), true), Days.Add(Day("2026-12-31"), 1));
        Assert.Equal(new CountedDay(Day("2026-12-31"), true), Days.Subtract(Day("2027-01-04"), 2));
        Assert.False(Days.Add(Day("2026-12-30"), 1).Provisional);
    }

    [Fact]
    public void Counting_back_leaves_the_pay_day_out()
    {
        Assert.Equal(new CountedDay(Day("2025-09-28"), false), Days.Subtract(Day("2025-10-10"), 4));
        Assert.Equal(Day("2026-01-09"), Days.OnOrBefore(Day("2026-01-10")).On);
        Assert.Equal(Day("2026-10-10"), Days.OnOrBefore(Day("2026-10-10")).On);
    }

    [Fact]
    public void The_calendar_covers_2004_to_2026()
    {
        Assert.All(Enumerable.Range(2004, 23), year => Assert.True(Days.Covers(year)));
        Assert.Equal(769, ShippedCalendar.Days.Count);
        Assert.All(ShippedCalendar.Days, day => Assert.True(day.Kind is CalendarDay.Holiday or CalendarDay.Workday && day.Name.Length > 0));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
