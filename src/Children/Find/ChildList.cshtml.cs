using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Find;

/// <summary>儿童档案: facets, chips, twenty rows, keyset pager (picture 03).</summary>
public sealed class ChildListModel(SearchHandle handles, ChildListQuery list, FacetsQuery facets, AccessLog access, RegionTree places, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Q { get; set; }
    [BindProperty(SupportsGet = true, Name = "find")] public string? Find { get; set; }
    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "category")] public string[] Category { get; set => field = Said(value); } = [];
    [BindProperty(SupportsGet = true, Name = "state")] public string[] State { get; set => field = Said(value); } = [];
    [BindProperty(SupportsGet = true, Name = "risk")] public string[] Risk { get; set => field = Said(value); } = [];
    [BindProperty(SupportsGet = true, Name = "sex")] public string? Sex { get; set; }
    [BindProperty(SupportsGet = true, Name = "age")] public string[] Age { get; set => field = Said(value); } = [];
    [BindProperty(SupportsGet = true, Name = "school")] public string? School { get; set; }
    [BindProperty(SupportsGet = true, Name = "visit")] public string? Visit { get; set => field = VisitFilters.All.Any(one => one.Key == value) ? value : null; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public ChildFilter Filter => new() { Q = Q, Find = Find, Place = Place, Category = Category, State = State, Risk = Risk, Sex = Sex, Age = Age, School = School, Visit = Visit, After = After };
    /// <summary>An address may name a filter and leave it empty; that asks for nothing.</summary>
    private static string[] Said(string?[] values) => [.. values.OfType<string>().Where(value => value.Length > 0)];

    public ChildListPage List { get; private set; } = new([], null, 0);
    public FacetCounts? Counts { get; private set; }
    public DateOnly Today => clock.Today;
    public bool AsksPurpose { get; private set; }

    /// <summary>Letters that a search may have; its fields take no more. An address of more than 8 KB is refused by the server itself (414), which no field of ours can make.</summary>
    public const int MostSearched = 60;

    public bool IsSearchTooLong => Q?.Length > MostSearched;

    /// <summary>The words of the address can no longer be opened: half an hour is over, or another log-in looked for them.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>A wide scope searches names from their beginning only; said where nothing was found.</summary>
    public bool LooksFromSurname => !string.IsNullOrWhiteSpace(Q) && !list.IsNarrow(Filter);

    public async Task<IActionResult> OnGet(CancellationToken cancel)
    {
        if (Find is not null) IsExpired = (Q = handles.Open(Find)) is null;
        else if (!IsSearchTooLong && SearchWord.MayBeNumber(Q)) return LocalRedirect(WithHandle());   // an old bookmark
        if (AsksPurpose = OpenFile.MustSayWhy(scope.Role) && !await access.HasListPurpose(cancel)) return Page();
        if (IsExpired) Find = null;   // no link of this page carries it on
        if (IsSearchTooLong || IsExpired)
        {
            if (!Request.WantsPart()) Counts = await facets.Run(cancel);
            return Request.WantsPart() ? Partial("/Find/_ChildRows.cshtml", this) : Page();
        }
        List = await list.Run(Filter, cancel);
        access.Note(string.IsNullOrWhiteSpace(Q) ? "list" : "search", List.Rows.Count, Q);
        if (Request.WantsPart()) return Partial("/Find/_ChildRows.cshtml", this);
        Counts = await facets.Run(cancel);
        return Page();
    }

    /// <summary>What was typed goes into the address, so that it can be shared and gone back to; what may be a number goes there as a handle.</summary>
    public Task<IActionResult> OnPostFind(CancellationToken cancel)
    {
        Find = null;
        return IsSearchTooLong ? OnGet(cancel) : Task.FromResult<IActionResult>(LocalRedirect(SearchWord.MayBeNumber(Q) ? WithHandle() : Filter.Url()));
    }

    private string WithHandle() => (Filter with { Find = handles.Of(Q!) }).Url();

    /// <summary>市级和审计先说用途，每次登录一次 (security.md 2).</summary>
    public async Task<IActionResult> OnPostPurpose(string? purpose, CancellationToken cancel)
    {
        if (IsSearchTooLong)
        {
            AsksPurpose = true;
            ModelState.AddModelError("", $"查找的字太长，最多 {MostSearched} 个字。请从“儿童档案”重新打开这一页。");
            return Page();
        }
        if (await access.StateListPurpose(purpose, cancel) is { } problem)
        {
            AsksPurpose = true;
            ModelState.Add([problem]);
            return Page();
        }
        return LocalRedirect(Find is null && SearchWord.MayBeNumber(Q) ? WithHandle() : Filter.Url());
    }

    /// <summary>The list that was asked for stands behind the question for its purpose.</summary>
    public string PurposeAddress => Filter.Url() is var list && list.Contains('?', StringComparison.Ordinal) ? list + "&handler=Purpose" : list + "?handler=Purpose";

    public string PlaceName(string region) => own.Village(region);

    /// <summary>Places of the facet that stand open; the others are folded below them.</summary>
    public const int PlacesOpen = 12;

    public IReadOnlyList<PlaceChoice> PlaceChoices => field ??= facets.Places(Counts);

    /// <summary>Applied filters as chips: words, and the list without this one.</summary>
    public IEnumerable<(string Words, string Without)> Chips()
    {
        var all = Filter with { After = null };
        if (!string.IsNullOrWhiteSpace(Q)) yield return ($"“{Q}”", (all with { Q = null, Find = null }).Url());
        if (Place is not null) yield return (places.NameOf(Place) ?? Place, (all with { Place = null }).Url());
        foreach (var code in Category) yield return (Categories.Words(code), (all with { Category = [.. Category.Where(one => one != code)] }).Url());
        foreach (var code in State) yield return (FileCodes.States.Words(code), (all with { State = [.. State.Where(one => one != code)] }).Url());
        foreach (var code in Risk) yield return ("风险" + LivingCodes.RiskLevels.Words(code), (all with { Risk = [.. Risk.Where(one => one != code)] }).Url());
        foreach (var key in Age) yield return (AgeBands.All.FirstOrDefault(band => band.Key == key).Words ?? key, (all with { Age = [.. Age.Where(one => one != key)] }).Url());
        if (Sex is not null) yield return (PersonCodes.Sex.Words(Sex), (all with { Sex = null }).Url());
        if (Visit is not null) yield return (VisitFilters.All.First(one => one.Key == Visit).Words, (all with { Visit = null }).Url());
        if (School is not null) yield return (School, (all with { School = null }).Url());
    }
}
