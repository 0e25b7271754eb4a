using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using HuTong.Visits.Due;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Coverage;

/// <summary>/coverage/children: exactly the children that a number counts.</summary>
public sealed class CoverageChildrenPage(CoverageChildrenQuery query, CoverageQuery coverage, CoverageDirectorsQuery directors, AccessLog access, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    private const int FirstYear = 2000;

    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "month")] public string? MonthText { get; set; }
    [BindProperty(SupportsGet = true, Name = "what")] public string? What { get; set; }
    [BindProperty(SupportsGet = true, Name = "class")] public string? Class { get; set; }
    [BindProperty(SupportsGet = true, Name = "category")] public string? Category { get; set; }

    /// <summary>A director's id, or none: the villages without.</summary>
    [BindProperty(SupportsGet = true, Name = "director")] public string? Director { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public CoveredChildren List { get; private set; } = new([], 0, null);
    public AnsweredFor? Only { get; private set; }
    public Month Month { get; private set; }
    /// <summary>Children that count here in this month and have moved to another office since: their files are read there.</summary>
    public int Elsewhere { get; private set; }
    public bool AsksPurpose { get; private set; }
    public DateOnly Today => clock.Today;

    public string Words => What switch { "done" => "走访都完成了", "excused" => "免访", "open" => Month == Month.Of(Today) ? "还没有见到" : "漏访", "visited" => "走访见到的", "made-up" => "漏访后补访", "corrected" => "关账后走访退回或作废", "late" => "逾期没有见到", "unseen" => "90 天没有见面", _ => "应走访" };

    /// <summary>As it is today, whatever the month.</summary>
    public bool IsOfToday => What is "late" or "unseen";

    /// <summary>The children are owed a visit in the month, each in a class.</summary>
    public bool IsOwed => !IsOfToday && What != "visited";

    public string PlaceWords => own.Words(Place!);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (own.Of(Place) is not { } place) return NotFound();
        Place = place;
        if (!CoverageChildrenQuery.Kinds.Contains(What ?? "")) What = "due";
        if (Category is not null && !CoverageCategories.Knows(Category)) Category = null;
        Month = Month.TryParse(MonthText, out var month) && month.Year >= FirstYear && month.Year <= Today.Year + 1 ? month : Month.Of(Today);
        if (!string.IsNullOrEmpty(Director) && (Only = await directors.Of(Place, Month, Director, cancel)) is null) return NotFound();
        if (AsksPurpose = OpenFile.MustSayWhy(scope.Role) && !await access.HasListPurpose(cancel)) return Page();
        List = await query.Run(Place, Month, What!, Class, After, category: Category, director: Only, cancel: cancel);
        access.Note("list", List.Rows.Count, null);
        if (IsOwed && What is not ("made-up" or "corrected") && Category is null && List.Count <= CoverageChildrenQuery.Cap) Elsewhere = Math.Max(0, await coverage.Number(Place, Month, What!, Class, Only, cancel) - List.Count);
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

    public string Address(string? after)
    {
        var address = new QueryBuilder();
        foreach (var (key, value) in new[] { ("place", Place), ("month", MonthText), ("what", What), ("class", Class), ("category", Category), ("director", Director), ("after", after) })
            if (!string.IsNullOrEmpty(value)) address.Add(key, value);
        return "/coverage/children" + address;
    }
}
