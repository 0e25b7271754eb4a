using System.Globalization;
using HuTong.Core;
using HuTong.Data;

namespace HuTong.Ui.Words;

/// <summary>How values are written for people (look.md 5). Every page uses these, so that a date looks the same everywhere.</summary>
public static class Show
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;
    private static readonly string[] Weekdays = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
    private static readonly string[] Quarters = ["第一季度", "第二季度", "第三季度", "第四季度"];

    /// <summary>2024年6月30日.</summary>
    public static string Date(DateOnly day) => string.Create(Plain, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>2024年6月30日, or <paramref name="none"/> when there is no day.</summary>
    public static string Date(DateOnly? day, string none = "—") => day is { } known ? Date(known) : none;

    /// <summary>For tables: 6月30日 in the year of <paramref name="today"/>, else the whole date.</summary>
    public static string Short(DateOnly day, DateOnly today) => day.Year == today.Year ? string.Create(Plain, $"{day.Month}月{day.Day}日") : Date(day);

    /// <summary>For tables: as <see cref="Short(DateOnly, DateOnly)"/>, or 还没有.</summary>
    public static string Short(DateOnly? day, DateOnly today, string none = "还没有") => day is { } known ? Short(known, today) : none;

    /// <summary>6月26日，明天; the word only from 前天 to 后天.</summary>
    public static string Near(DateOnly day, DateOnly today) =>
        Word(day.DayNumber - today.DayNumber) is { } word ? $"{Short(day, today)}，{word}" : Short(day, today);

    /// <summary>2024年6月25日 星期二.</summary>
    public static string DayLine(DateOnly day) => $"{Date(day)} {Weekdays[(int)day.DayOfWeek]}";

    /// <summary>24 hours: 9:05, 16:20.</summary>
    public static string Time(DateTime utc) => ChinaClock.InChina(utc).ToString("H:mm", Plain);

    /// <summary>When something was done: 今天 9:12, 昨天 21:14, 6月24日 16:20, 2023年6月24日 16:20.</summary>
    public static string When(DateTime utc, DateOnly today)
    {
        var day = DateOnly.FromDateTime(ChinaClock.InChina(utc));
        var name = (today.DayNumber - day.DayNumber) switch { 0 => "今天", 1 => "昨天", _ => Short(day, today) };
        return $"{name} {Time(utc)}";
    }

    /// <summary>How far a day to meet is: 逾期 25 天, 今天到期, 明天到期, 还有 3 天.</summary>
    public static string Due(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 and var late => string.Create(Plain, $"逾期 {-late} 天"),
        0 => "今天到期",
        1 => "明天到期",
        var left => string.Create(Plain, $"还有 {left} 天"),
    };

    /// <summary>2024年6月.</summary>
    public static string YearMonth(DateOnly day) => string.Create(Plain, $"{day.Year}年{day.Month}月");

    /// <summary>2024年第二季度.</summary>
    public static string Quarter(DateOnly day) => string.Create(Plain, $"{day.Year}年{Quarters[(day.Month - 1) / 3]}");

    /// <summary>9岁, without a space.</summary>
    public static string Age(DateOnly bornOn, DateOnly today) => string.Create(Plain, $"{Ages.On(bornOn, today)}岁");

    /// <summary>1,777.</summary>
    public static string Number(long number) => number.ToString("N0", Plain);

    /// <summary>1,777 or, beyond what was worth counting, 1,000 以上.</summary>
    /// <param name="count">What was counted, at most <paramref name="cap"/> + 1.</param>
    /// <param name="cap">Where counting stopped.</param>
    public static string Capped(long count, long cap) => count > cap ? $"{Number(cap)} 以上" : Number(count);

    /// <summary>1,777 元; fen only when there are any: 1,777.50 元.</summary>
    public static string Yuan(Fen money) => money.InYuan.ToString(money.Amount % 100 == 0 ? "#,0" : "#,0.00", Plain) + " 元";

    /// <summary>1,168.4 万元, for dashboards only.</summary>
    public static string TenThousands(Fen money) => (money.InYuan / 10_000m).ToString("#,0.0", Plain) + " 万元";

    /// <summary>90.8%; — when nothing was due.</summary>
    public static string Percent(long part, long whole) => whole == 0 ? "—" : (100m * part / whole).ToString("0.#", Plain) + "%";

    /// <summary>Bytes as people read them: 412 KB, 1.8 MB.</summary>
    public static string Size(long bytes) =>
        bytes < 1 << 20 ? string.Create(Plain, $"{Math.Max(1, bytes / 1024)} KB") : string.Create(Plain, $"{bytes / 1048576m:0.#} MB");

    private static string? Word(int days) => days switch { -2 => "前天", -1 => "昨天", 0 => "今天", 1 => "明天", 2 => "后天", _ => null };
}
