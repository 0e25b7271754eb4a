using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Board;

/// <summary>/children/board: who is on the register of a place on a day, by category (STA-001).</summary>
public sealed class BoardPage(BoardQuery query, RegionTree places, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "on")] public DateOnly? On { get; set; }

    public BoardCounts Board { get; private set; } = null!;
    public DateOnly Today => clock.Today;
    public DateOnly Day => On is { } on && on < clock.Today ? on : clock.Today;
    public bool IsToday => Day == clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (BoardPlace.Of(Place, places, scope) is not { } place) return NotFound();
        Board = await query.Run(place, Day, cancel);
        return Page();
    }

    /// <summary>The places over this one, inside the jurisdiction.</summary>
    public IEnumerable<(string Code, string Words)> Line() => places.Over(Board.Whole.Code).Where(code => code != Board.Whole.Code && BoardPlace.Of(code, places, scope) == code).Reverse().Select(code => (code, places.NameOf(code) ?? code));

    public string Address(string place, DateOnly? on = null) => "/children/board" + Query(("place", place), ("on", (on ?? Day) == Today ? null : $"{on ?? Day:yyyy-MM-dd}"));

    public string Names(string place, string what) => "/children/board/names" + Query(("place", place), ("what", what), ("on", IsToday ? null : $"{Day:yyyy-MM-dd}"));

    private static QueryBuilder Query(params (string Key, string? Value)[] parts) => new(parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Key, part.Value!)));
}

/// <summary>The place that a board is asked for.</summary>
internal static class BoardPlace
{
    /// <returns>The office's own where none is asked for; null for one outside the jurisdiction.</returns>
    public static string? Of(string? asked, RegionTree places, Scope scope)
    {
        if (string.IsNullOrEmpty(asked)) return scope.Prefixes.Count == 1 ? scope.Prefixes[0] : scope.OfficeRegion.Length == 0 ? null : scope.OfficeRegion;
        return places.Knows(asked) && (places.Stands(asked).All(scope.Covers) || asked == scope.OfficeRegion) ? asked : null;
    }

    /// <summary>Who answers for several villages sees those, not the township over them.</summary>
    public static string Words(string place, RegionTree places, Scope scope) =>
        scope.Prefixes.Count > 1 && place == scope.OfficeRegion && scope.Prefixes.All(prefix => prefix.Length == 12) ? $"您管的 {scope.Prefixes.Count} 个村" : places.NameOf(place) ?? place;
}
