using System.Text.Json;

namespace HuTong.Places.Calendar;

/// <summary>The calendar as shipped: 2004–2026. Later years are loaded by an administrator from the yearly notice.</summary>
public static class ShippedCalendar
{
    private const string Resource = "HuTong.Places.Calendar.calendar.json";
    private static readonly Lazy<IReadOnlyList<CalendarDay>> Lazily = new(Load);

    /// <summary>Every named day, ordered by date.</summary>
    public static IReadOnlyList<CalendarDay> Days => Lazily.Value;

    private static IReadOnlyList<CalendarDay> Load()
    {
        using var stream = typeof(ShippedCalendar).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidDataException("The calendar is not embedded.");
        return JsonSerializer.Deserialize<List<CalendarDay>>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("The calendar is empty.");
    }
}
