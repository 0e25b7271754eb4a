using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Board;

/// <summary>/children/board/names: exactly the children that a number of the board counts, by village and child.</summary>
public sealed class BoardNamesPage(BoardNamesQuery query, AccessLog access, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "what")] public string? What { get; set; }
    [BindProperty(SupportsGet = true, Name = "on")] public DateOnly? On { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public BoardNames List { get; private set; } = new([], 0, null);
    public bool AsksPurpose { get; private set; }
    public DateOnly Today => clock.Today;
    public DateOnly Day => On is { } on && on < clock.Today ? on : clock.Today;
    public BoardColumn Column { get; private set; } = BoardColumns.Shown[0];
    public string PlaceWords => own.Words(Place!);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (own.Of(Place) is not { } place) return NotFound();
        (Place, Column) = (place, BoardColumns.Shown.FirstOrDefault(one => one.Code == What) ?? BoardColumns.Shown[0]);
        if (AsksPurpose = OpenFile.MustSayWhy(scope.Role) && !await access.HasListPurpose(cancel)) return Page();
        List = await query.Run(place, Column, Day, After, cancel);
        access.Note("list", List.Rows.Count, null);
        return Page();
    }

    /// <summary>市级和审计先说用途，每次登录一次 (security.md 2).</summary>
    public async Task<IActionResult> OnPostPurposeAsync(string? purpose, CancellationToken cancel)
    {
        if (await access.StateListPurpose(purpose, cancel) is not { } problem) return LocalRedirect(Address(After));
        ModelState.Add([problem]);
        return await OnGetAsync(cancel);
    }

    public string VillageOf(string region) => own.Village(region);

    public string Address(string? after) => "/children/board/names" + new QueryBuilder(new[] { ("place", Place), ("what", What), ("on", On is null ? null : $"{On:yyyy-MM-dd}"), ("after", after) }
        .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => KeyValuePair.Create(part.Item1, part.Item2!)));

    public string PurposeAddress => Address(After) is var list && list.Contains('?', StringComparison.Ordinal) ? list + "&handler=Purpose" : list + "?handler=Purpose";
}
