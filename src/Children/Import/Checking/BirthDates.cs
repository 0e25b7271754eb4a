using System.Globalization;
using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

public enum BirthKind
{
    Blank,
    Full,
    YearMonth,
    Year,
    Unreadable,
}

/// <param name="Day">Of a full date; the first of the month or year otherwise.</param>
/// <param name="IsSerial">It was a bare serial number.</param>
/// <param name="OrOctober">A number such as 2012.1: January, or October with its zero dropped.</param>
public readonly record struct BirthCell(BirthKind Kind, DateOnly Day = default, bool IsSerial = false, bool OrOctober = false)
{
    /// <summary>What is known of the date does not speak against the day.</summary>
    public bool AgreesWith(DateOnly day) => Kind switch
    {
        BirthKind.Full => Day == day,
        BirthKind.YearMonth => Day.Year == day.Year && (Day.Month == day.Month || (OrOctober && day.Month == 10)),
        BirthKind.Year => Day.Year == day.Year,
        _ => true,
    };
}

/// <summary>Birth dates in every notation of ledgers. Source: import.md 6. Years 1900–2099; anything else is unreadable.</summary>
public static partial class BirthDates
{
    private const int FirstSerial = 20_000;
    private const int LastSerial = 60_000;
    private const int Days1904 = 1462;

    public static BirthCell Read(LedgerCell cell, bool counts1904)
    {
        if (BlankWords.Holds(LedgerField.Birth, cell.Text)) return default;
        if (cell.Kind == CellKind.Number && cell.Number is >= FirstSerial and <= LastSerial) return Serial(Math.Floor(cell.Number), counts1904);

        var text = Time().Replace(CellText.Folded(cell.Text).Trim(), "");
        if (BlankWords.Holds(LedgerField.Birth, text)) return default;
        if (text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial)
            return Serial(serial, counts1904);
        if (Match(text) is { } match) return Day(match.Groups["y"].Value, match.Groups["m"].Value, match.Groups["d"].Value, BirthKind.Full);
        if (Partial().Match(text) is { Success: true } partial)
        {
            var month = partial.Groups["m"].Value;
            if (month.Length == 0) return Day(partial.Groups["y"].Value, "1", "1", BirthKind.Year);
            var read = Day(partial.Groups["y"].Value, month, "1", BirthKind.YearMonth);
            return cell.Kind == CellKind.Number && month == "1" && text.Contains('.') ? read with { OrOctober = true } : read;
        }

        return new BirthCell(BirthKind.Unreadable);
    }

    private static Match? Match(string text)
    {
        if (Separated().Match(text) is { Success: true } separated) return separated;
        if (InWords().Match(text) is { Success: true } inWords) return inWords;
        return EightDigits().Match(text) is { Success: true } digits ? digits : null;
    }

    private static BirthCell Serial(double serial, bool counts1904) =>
        new(BirthKind.Full, DateOnly.FromDateTime(DateTime.FromOADate(serial + (counts1904 ? Days1904 : 0))), IsSerial: true);

    private static BirthCell Day(string year, string month, string day, BirthKind kind)
    {
        var (y, m, d) = (int.Parse(year, CultureInfo.InvariantCulture), int.Parse(month, CultureInfo.InvariantCulture), int.Parse(day, CultureInfo.InvariantCulture));
        return y is >= 1900 and <= 2099 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new BirthCell(kind, new DateOnly(y, m, d))
            : new BirthCell(BirthKind.Unreadable);
    }

    [GeneratedRegex(@"(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^(?<y>\d{4})(?:\s*[.\-/、]\s*|\s+)(?<m>\d{1,2})(?:\s*[.\-/、]\s*|\s+)(?<d>\d{1,2})\.?生?$")]
    private static partial Regex Separated();

    [GeneratedRegex(@"^(?<y>\d{4})\s*年\s*(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]\.?生?$")]
    private static partial Regex InWords();

    [GeneratedRegex(@"^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})\.?生?$")]
    private static partial Regex EightDigits();

    [GeneratedRegex(@"^(?:(?<y>\d{4})[.\-/](?<m>\d{1,2})|(?<y>\d{4})\s*年\s*(?<m>\d{1,2})\s*月|(?<y>\d{4})(?<m>\d{2})|(?<y>\d{4})年?)$")]
    private static partial Regex Partial();
}
