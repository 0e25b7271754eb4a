using System.Globalization;

namespace HuTong.Core;

/// <summary>A calendar month in China. Orders and counts like a number.</summary>
public readonly record struct Month : IComparable<Month>
{
    private readonly int index;   // months since January of year 1, so that the default is a real month

    private Month(int index) => this.index = index;

    /// <param name="year">1–9999.</param>
    /// <param name="number">1–12.</param>
    public Month(int year, int number) : this(Index(year, number)) { }

    public int Year => index / 12 + 1;

    /// <summary>1–12.</summary>
    public int Number => index % 12 + 1;

    public DateOnly First => new(Year, Number, 1);

    public DateOnly Last => new(Year, Number, Days);

    public int Days => DateTime.DaysInMonth(Year, Number);

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public Month Next => Plus(1);

    public Month Previous => Plus(-1);

    public Month Plus(int months) => Of(First.AddMonths(months));

    /// <summary>Months from <paramref name="earlier"/> to this one; 0 for the same month.</summary>
    public int Since(Month earlier) => index - earlier.index;

    public bool Has(DateOnly day) => Of(day) == this;

    /// <summary>This month and those after it up to and with <paramref name="last"/>; empty when it lies before.</summary>
    public IEnumerable<Month> Through(Month last)
    {
        for (var at = index; at <= last.index; at++) yield return new Month(at);
    }

    /// <summary>Reads 2024-06; anything else is refused.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return false;
        month = Of(first);
        return true;
    }

    public int CompareTo(Month other) => index.CompareTo(other.index);

    public static bool operator <(Month left, Month right) => left.index < right.index;

    public static bool operator >(Month left, Month right) => left.index > right.index;

    public static bool operator <=(Month left, Month right) => left.index <= right.index;

    public static bool operator >=(Month left, Month right) => left.index >= right.index;

    /// <summary>2024-06, as stored and exchanged.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    /// <summary>2024年6月, as people read it.</summary>
    public string InWords => string.Create(CultureInfo.InvariantCulture, $"{Year}年{Number}月");

    private static int Index(int year, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 12);
        return (year - 1) * 12 + number - 1;
    }
}
