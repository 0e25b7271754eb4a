using HuTong.Data;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places.Calendar;

/// <summary>The calendar of working days, for the system administrator.</summary>
public sealed class CalendarPage(HuTongDb db, LoadCalendarYear load) : PageModel
{
    [BindProperty]
    public string? Document { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public int Year { get; private set; }
    public int FirstYear { get; private set; }
    public int LastYear { get; private set; }
    public IReadOnlyList<CalendarDay> Days { get; private set; } = [];

    public Task OnGet(int? year, CancellationToken cancel) => Show(year, cancel);

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        var outcome = await load.Run(Text ?? "", Document ?? "", cancel);
        if (outcome.Ok)
        {
            var year = outcome.Value[0].Date.Year;
            this.Toast($"{year} 年的 {outcome.Value.Count} 天已载入");
            return RedirectToPage(new { year });
        }

        ModelState.Add(outcome.Problems);
        await Show(null, cancel);
        return Page();
    }

    private async Task Show(int? year, CancellationToken cancel)
    {
        var all = await db.Set<CalendarDay>().AsNoTracking().OrderBy(day => day.Date).ToListAsync(cancel);
        (FirstYear, LastYear) = all.Count == 0 ? (0, 0) : (all[0].Date.Year, all[^1].Date.Year);
        Year = year ?? LastYear;
        Days = [.. all.Where(day => day.Date.Year == Year && day.Kind != CalendarDay.Withdrawn)];
    }
}
