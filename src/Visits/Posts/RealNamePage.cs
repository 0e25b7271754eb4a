using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Posts;

/// <summary>/roster: 实名花名册 of directors and township supervisors (WRK-001).</summary>
public sealed class RealNamePage(RealNameListQuery register, RealNameBook book, PostsPlace places, RegionTree tree, Scope scope, ChinaClock clock) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MostSearched = 40;

    public static IReadOnlyList<Choice> RoleChoices { get; } = [new(RoleCodes.VillageDirector, "儿童主任"), new(RoleCodes.TownshipSupervisor, "儿童督导员")];
    public static IReadOnlyList<Choice> WhenChoices { get; } = [new("past", "已离任")];

    [BindProperty(SupportsGet = true)] public string? Place { get; set; }
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }
    [BindProperty(SupportsGet = true)] public string? When { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public DateOnly? On { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public string? Purpose { get; set; }

    public PlaceParts Here { get; private set; } = null!;
    public RealNameList Found { get; private set; } = new([], 0, null);
    public IReadOnlyList<Choice> PlaceChoices { get; private set; } = [];
    public DateOnly Today => clock.Today;
    public DateOnly Day => On ?? clock.Today;
    public bool IsToday => Day == clock.Today;
    public bool IsPast => When == "past";

    public string Heading => $"{Here.Name}{(IsPast ? "离任的" : "")}{(Role is null ? "儿童主任和督导员" : FileCodes.Roles.Words(Role))} {Ui.Words.Show.Number(Found.Total)} 人";

    public string Places(RealNameRow row) => register.PlacesOf(row);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancel)
    {
        if (Filter() is not { } filter) return NotFound();
        var file = new MemoryStream();
        var problem = await book.Run(filter, Purpose, file, cancel);
        if (problem is not null)
        {
            ModelState.Add([problem]);
            return await Load(cancel) ? Page() : NotFound();
        }
        file.Position = 0;
        return File(file, Xlsx, $"实名花名册 {Here.Name} {Day:yyyyMMdd}.xlsx");
    }

    private RealNameFilter? Filter()
    {
        if (places.Find(Place) is not { } here) return null;
        Here = here;
        Role = RoleChoices.Any(choice => choice.Value == Role) ? Role : null;
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, MostSearched)];
        return new RealNameFilter(here, Day, Role, IsPast, Q, After);
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (Filter() is not { } filter) return false;
        Found = await register.Run(filter, cancel: cancel);
        PlaceChoices = [.. Below().Select(place => new Choice(place.Code, place.Name))];
        return true;
    }

    /// <summary>The places one level below the asker's, and below what is looked at.</summary>
    private IEnumerable<Region> Below() => scope.OfficeRegion.Length switch
    {
        4 => tree.Counties(scope.OfficeRegion).SelectMany(county => county.Code == Here.Code || Here.Level == Core.RegionLevel.Township && tree.ManagingCounty(Here.Code) == county.Code ? tree.Townships(county.Code).Prepend(county) : [county]),
        6 => tree.Townships(scope.OfficeRegion),
        _ => [],
    };

    /// <summary>The address of this list, from a row on, or of the form that exports it.</summary>
    public string Address(string? after = null, string? handler = null)
    {
        var query = new QueryBuilder();
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) query.Add(name, value); }
        Add("place", Place);
        Add("role", Role);
        Add("when", IsPast ? "past" : null);
        Add("q", Q);
        if (!IsToday) Add("on", Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Add("after", after);
        Add("handler", handler);
        return "/roster" + query;
    }
}
