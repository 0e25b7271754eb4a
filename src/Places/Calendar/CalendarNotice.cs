using System.Globalization;
using HuTong.Core;

namespace HuTong.Places.Calendar;

/// <summary>A year's notice (放假安排) as somebody types it: one day a line, 2027-01-01 休 元旦, or 2027-02-07 班 春节.</summary>
public static class CalendarNotice
{
    /// <returns>The days, all of one year and each once, or a problem for each line that cannot be read.</returns>
    public static Outcome<IReadOnlyList<CalendarDay>> Read(string text)
    {
        var days = new List<CalendarDay>();
        var problems = new List<Problem>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (Day(words) is { } day) days.Add(day);
            else problems.Add(Refuse("calendar-line", $"第 {number} 行看不懂。每行写：日期、休或班、节日名，如“2027-01-01 休 元旦”。"));
        }

        if (problems.Count > 0) return problems;
        if (days.Count == 0) return Refuse("calendar-empty", "请把放假通知里的日期写进来，一行一天。");
        if (days.DistinctBy(day => day.Date.Year).Count() > 1) return Refuse("calendar-years", "一次只载入一个年份。请把别的年份的日期分开写。");
        if (days.GroupBy(day => day.Date).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return Refuse("calendar-twice", string.Create(CultureInfo.InvariantCulture, $"{twice.Key:yyyy-MM-dd} 写了两次。"));
        return Outcome<IReadOnlyList<CalendarDay>>.Of(days);
    }

    private static Problem Refuse(string code, string says) => new(code, says, "Text");

    private static CalendarDay? Day(string[] words)
    {
        if (words.Length != 3 || !DateOnly.TryParseExact(words[0], "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        return words[1] switch
        {
            "休" => new CalendarDay(date, CalendarDay.Holiday, words[2]),
            "班" => new CalendarDay(date, CalendarDay.Workday, words[2]),
            _ => null,
        };
    }
}
