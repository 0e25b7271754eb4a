using HuTong.Data;
using HuTong.Places;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Board;

/// <summary>/children/board: who is on the register of a place on a day, by category (STA-001).</summary>
public sealed class BoardPage(BoardQuery query, OwnPlaces own, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "on")] public DateOnly? On { get; set; }

    public BoardCounts Board { get; private set; } = null!;
    public DateOnly Today => clock.Today;
    public DateOnly Day => On is { } on && on < clock.Today ? on : clock.Today;
    public bool IsToday => Day == clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (own.Of(Place) is not { } place) return NotFound();
        Board = await query.Run(place, Day, cancel);
        return Page();
    }

    /// <summary>The places over this one, inside the jurisdiction.</summary>
    public IEnumerable<(string Code, string Words)> Line() => own.Over(Board.Whole.Code).Select(code => (code, own.Words(code)));

    public string Address(string place, DateOnly? on = null) => "/children/board" + Query(("place", place), ("on", (on ?? Day) == Today ? null : $"{on ?? Day:yyyy-MM-dd}"));

    public string Names(string place, string what) => "/children/board/names" + Query(("place", place), ("what", what), ("on", IsToday ? null : $"{Day:yyyy-MM-dd}"));

    private static QueryBuilder Query(params (string Key, string? Value)[] parts) => new(parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Key, part.Value!)));
}
