using System.Globalization;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places.Calendar;

/// <summary>Takes a year's notice as the calendar of that year; what stood there before for the year is replaced (W-7).</summary>
public sealed class LoadCalendarYear(HuTongDb db, PlacesNow now)
{
    /// <param name="text">As <see cref="CalendarNotice"/> reads it.</param>
    /// <param name="document">Number of the notice; kept as the reason.</param>
    /// <returns>The days of the year now.</returns>
    public async Task<Outcome<IReadOnlyList<CalendarDay>>> Run(string text, string document, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(document)) return new Problem("document-missing", "请写明通知文号，如“国办发明电〔2026〕7号”。", "Document");
        if (document.Trim().Length > 60) return new Problem("too-long", "文号太长了，最多 60 个字。", "Document");
        var read = CalendarNotice.Read(text);
        if (!read.Ok) return read;

        var year = read.Value[0].Date.Year;
        var stored = await db.Set<CalendarDay>().Where(day => day.Date.Year == year).ToDictionaryAsync(day => day.Date, cancel);
        foreach (var day in read.Value)
        {
            if (stored.Remove(day.Date, out var before)) db.Entry(before).CurrentValues.SetValues(day);
            else db.Add(day);
        }

        foreach (var withdrawn in stored.Values) db.Entry(withdrawn).Property(day => day.Kind).CurrentValue = CalendarDay.Withdrawn;
        var subject = new Subject("calendar_day", Guid.Empty);
        var reason = string.Create(CultureInfo.InvariantCulture, $"{year} {document.Trim()}");
        if (await db.SaveAsync("calendar-loaded", subject, reason, cancel) is { } problem) return problem;
        await now.Refresh(db, cancel);
        return read;
    }
}
