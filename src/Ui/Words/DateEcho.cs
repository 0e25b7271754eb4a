using HuTong.Data;
using Microsoft.AspNetCore.Http;

namespace HuTong.Ui.Words;

/// <summary>Says back how a typed day was understood, so that the script needs no second parser.</summary>
internal static class DateEcho
{
    public const string Path = "/ui/date";

    public static IResult Answer(string? text, ChinaClock clock)
    {
        if (string.IsNullOrWhiteSpace(text)) return Results.Text("");
        return Results.Text(DateText.TryRead(text, clock.Today, out var day) ? Show.DayLine(day) : $"没有看懂。{DateText.Example}");
    }
}
