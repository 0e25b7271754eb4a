using System.Globalization;
using System.Text.RegularExpressions;

namespace HuTong.Ui.Words;

/// <summary>Reads a day as people type it: 2024-6-28, 2024.6.28, 2024年6月28日, 20240628, 6.28, 6月28日, 昨天, 今天, 明天, 前天, 后天.</summary>
public static partial class DateText
{
    /// <summary>What to tell somebody whose text was not understood.</summary>
    public const string Example = "可以写 2024-6-28、20240628、6.28 或“昨天”。";

    /// <param name="text">Full-width digits and stray blanks are forgiven.</param>
    /// <param name="today">Gives the year of 6.28 and the day of 昨天.</param>
    /// <param name="day">The day, when it was understood.</param>
    /// <returns>False for anything that is no day of the calendar between 1900 and 2199.</returns>
    public static bool TryRead(string? text, DateOnly today, out DateOnly day)
    {
        day = default;
        var plain = Blanks().Replace((text ?? "").Normalize(System.Text.NormalizationForm.FormKC), "");
        if (plain.Length == 0) return false;
        if (Offset(plain) is { } days)
        {
            day = today.AddDays(days);
            return true;
        }
        var match = Whole().Match(plain);
        if (!match.Success) match = Digits().Match(plain);
        if (match.Success) return TryMake(Part(match, "y"), Part(match, "m"), Part(match, "d"), out day);
        match = MonthDay().Match(plain);
        return match.Success && TryMake(today.Year, Part(match, "m"), Part(match, "d"), out day);
    }

    private static int? Offset(string word) => word switch { "前天" => -2, "昨天" => -1, "今天" => 0, "明天" => 1, "后天" => 2, _ => null };

    private static int Part(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    private static bool TryMake(int year, int month, int day, out DateOnly made)
    {
        made = default;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        made = new DateOnly(year, month, day);
        return true;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?<y>[0-9]{4})[-./年、](?<m>[0-9]{1,2})[-./月、](?<d>[0-9]{1,2})[日号]?$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?<m>[0-9]{1,2})[-./月、](?<d>[0-9]{1,2})[日号]?$")]
    private static partial Regex MonthDay();
}
