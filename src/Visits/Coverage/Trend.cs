using System.Globalization;
using HuTong.Core;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace HuTong.Visits.Coverage;

/// <summary>Lines over months as SVG numbers; what they show stands beside them in words.</summary>
public static class Trend
{
    /// <summary>Percent at the bottom of a drawing of months.</summary>
    public const double Low = 65;

    /// <summary>Points of a line; months with nobody asked for are left out.</summary>
    /// <param name="low">Percent at the bottom; 100 is the top.</param>
    public static string Points(IReadOnlyList<Figures> months, double width, double height, double low, double left = 0, double top = 0) => string.Join(' ', months
        .Select((one, at) => (one.Rate, X: left + (months.Count == 1 ? 0 : width * at / (months.Count - 1)))).Where(one => one.Rate is not null)
        .Select(one => $"{Text(one.X)},{Text(top + Y((double)one.Rate!.Value, height, low))}"));

    public static double Y(double rate, double height, double low) => height * (100 - Math.Clamp(rate, low, 100)) / (100 - low);

    public static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Words in a drawing.</summary>
    public static IHtmlContent Label(double x, double y, string anchor, string words)
    {
        var label = new TagBuilder("text");
        (label.Attributes["x"], label.Attributes["y"], label.Attributes["text-anchor"]) = (Text(x), Text(y), anchor);
        label.InnerHtml.Append(words);
        return label;
    }

    /// <summary>Falling months at the end: 3 means that each of the last three was lower than the one before.</summary>
    public static int Falling(IReadOnlyList<Figures> months)
    {
        var falling = 0;
        for (var at = months.Count - 1; at > 0 && months[at].Rate < months[at - 1].Rate; at--) falling++;
        return falling;
    }

    /// <summary>Months at the end below a rate.</summary>
    public static int Below(IReadOnlyList<Figures> months, decimal rate)
    {
        var below = 0;
        for (var at = months.Count - 1; at >= 0 && months[at].Rate < rate; at--) below++;
        return below;
    }

    public static string Month(Month month, bool withYear) => withYear ? $"{month.Year % 100}/{month.Number}月" : $"{month.Number}月";
}
