using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Register;
using HuTong.Places;
using HuTong.Places.Calendar;
using HuTong.Ui.Frame;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Visits.Posts;

/// <summary>One part of a place in the table: a county of a city, a township of a county.</summary>
/// <param name="Township">Of a county's part: who supervises it.</param>
public sealed record PartRow(string Code, string Name, PostCounts Now, PostCounts YearBefore, TownshipOnDay? Township);

/// <summary>/posts: which villages and townships have nobody, several or a shared person, by place and on any day (ORG-004, ORG-005, ORG-006, STA-006).</summary>
public sealed class PostsPage(PostsPlace places, PostsQuery posts, LeftPostsQuery left, PeopleQuery people, NameLead nameLead, RegionTree tree, WorkingDays days, Scope scope, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Place { get; set; }
    [BindProperty(SupportsGet = true)] public DateOnly? On { get; set; }
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }

    public PostsView View { get; private set; } = null!;
    public PostsOnDay Posts => View.Now;
    public PlaceParts Here => View.Place;
    public PostCounts All { get; private set; } = null!;
    public PostCounts Before { get; private set; } = null!;
    public IReadOnlyList<PartRow> Parts { get; private set; } = [];
    public IReadOnlyList<Region> Line { get; private set; } = [];
    public OnePage<VillageOnDay> Villages { get; private set; } = OnePage<VillageOnDay>.None;
    public OnePage<TownshipOnDay> Townships { get; private set; } = OnePage<TownshipOnDay>.None;
    public OnePage<Guid> Overloaded { get; private set; } = OnePage<Guid>.None;
    public OnePage<LeftPost> Left { get; private set; } = OnePage<LeftPost>.None;

    /// <summary>Posts that ended and were not handed over; null for who does not look after that, and for another day.</summary>
    public int? NotHandedOver { get; private set; }
    public IReadOnlyDictionary<Guid, NamedWorker> People { get; private set; } = new Dictionary<Guid, NamedWorker>();

    public DateOnly Day => Posts.Day;
    public DateOnly Today => clock.Today;
    public bool IsToday => Day == clock.Today;
    public bool IsDirector => scope.Role == RoleCodes.VillageDirector;
    public bool MayName => scope.Role == RoleCodes.CountyOfficer && IsToday;

    /// <summary>The heading of the list that is asked for; null where there is no such list, as of who left on any day but today.</summary>
    public string? Says => Show == PostsList.Left && NotHandedOver is null ? null : PostsList.Says(Show);

    /// <summary>A list instead of the table of parts: asked for, or because villages have no parts.</summary>
    public string? List => Says is not null ? Show : Here.Level >= RegionLevel.Township ? PostsList.Villages : null;

    public string Heading => Says is { } says ? $"{Here.Name}：{says}" : All switch
    {
        { Villages: 0 } => $"{Here.Name}没有登记村（居）",
        { Vacant: 0 } => $"{Here.Name}每个村（居）都有儿童主任",
        { Late: > 0 and var late } => $"{Here.Name}有 {All.Vacant} 个村（居）没有儿童主任，{late} 个超过期限",
        _ => $"{Here.Name}有 {All.Vacant} 个村（居）没有儿童主任",
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostLeadAsync([FromForm] Guid postId, CancellationToken cancel)
    {
        if (places.Find(Place) is null) return NotFound();
        var outcome = await nameLead.Run(postId, cancel);
        if (!outcome.Ok && outcome.Problems[0].Code == "post-not-found") return NotFound();
        if (outcome.Ok) this.Toast("已定牵头的儿童督导员");
        else ModelState.Add(outcome.Problems);
        return outcome.Ok ? LocalRedirect(Address(Place, null)) : await Load(cancel) ? Page() : NotFound();
    }

    private async Task<bool> Load(CancellationToken cancel)
    {
        if (places.Find(Place) is not { } here) return false;
        View = await posts.Run(here, On ?? clock.Today, cancel);
        (All, Before) = (View.Now.Count(), View.YearBefore.Count());
        Line = [.. tree.Line(here.Code, RegionLevel.City).Where(one => one.Code != here.Code && places.Find(one.Code) is { } over && over.Code == one.Code)];
        var notHandedOver = IsToday && scope.Role is RoleCodes.TownshipSupervisor or RoleCodes.CountyOfficer ? await left.Run(here, cancel) : null;
        NotHandedOver = notHandedOver?.Count;
        if (List is { } list) ShowList(list, notHandedOver ?? []);
        else Parts = PartsOf(here);
        var supervisors = here.Level == RegionLevel.Township || Here.Level == RegionLevel.County && List is null ? Posts.Townships.SelectMany(one => one.Holders) : Townships.Rows.SelectMany(one => one.Holders);
        People = await people.Run(Villages.Rows.SelectMany(village => village.Holders).Concat(supervisors).Select(term => term.UserId).Concat(Overloaded.Rows).Concat(Left.Rows.Select(post => post.UserId)), cancel);
        return true;
    }

    private void ShowList(string list, IReadOnlyList<LeftPost> notHandedOver)
    {
        if (list == PostsList.Overloaded) Overloaded = OnePage<Guid>.Of(Posts.Overloaded, user => user.ToString(), After);
        else if (list == PostsList.Left) Left = OnePage<LeftPost>.Of(notHandedOver, post => post.PostId.ToString(), After);
        else if (PostsList.IsOfTownships(list)) Townships = OnePage<TownshipOnDay>.Of([.. PostsList.TownshipsOf(Posts, list)], one => one.Code, After);
        else Villages = OnePage<VillageOnDay>.Of([.. PostsList.Of(Posts, list)], one => one.Code, After);
    }

    private IReadOnlyList<PartRow> PartsOf(PlaceParts here)
    {
        var (now, before) = (View.Now.CountParts(code => places.PartOf(here, code)), View.YearBefore.CountParts(code => places.PartOf(here, code)));
        var townships = here.Level == RegionLevel.County ? Posts.Townships.ToDictionary(one => one.Code) : [];
        return [.. (here.Level == RegionLevel.City ? tree.Counties(here.Code) : here.Townships.Select(code => tree.Find(code)!))
            .Select(unit => new PartRow(unit.Code, unit.Name, now.GetValueOrDefault(unit.Code, PostCounts.None), before.GetValueOrDefault(unit.Code, PostCounts.None), townships.GetValueOrDefault(unit.Code)))];
    }

    /// <summary>The address of a place and list on the day that is looked at.</summary>
    public string Address(string? place, string? show, string? after = null, DateOnly? on = null)
    {
        var query = new QueryBuilder();
        if (!string.IsNullOrEmpty(place)) query.Add("place", place);
        if (show is not null) query.Add("show", show);
        if ((on ?? On) is { } day && day != clock.Today) query.Add("on", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (after is not null) query.Add("after", after);
        return "/posts" + query;
    }

    /// <summary>The people behind a number of persons.</summary>
    public string Register(string place, string role, DateOnly? on = null)
    {
        var query = new QueryBuilder { { "place", place }, { "role", role } };
        if ((on ?? Day) is var day && day != clock.Today) query.Add("on", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return "/roster" + query;
    }

    /// <summary>The children of a village that the number counts.</summary>
    public static string Children(string village) => $"/children?place={village}&state={FileStates.Registered}&state={FileStates.ExitReview}";

    public string? Next<T>(OnePage<T> page) => page.Next is { } next ? Address(Here.Code, List, next) : null;

    public string VillageName(string code) => tree.ShortName(code, RegionLevel.Village);

    public string TownshipName(string code) => tree.Find(code[..9])?.Name ?? "";

    /// <summary>空缺 23 个工作日, and by when somebody must act or be named (T-64).</summary>
    public string Vacancy(VacancyClock? clock, bool isActed) => clock is not { } gap ? "从来没有登记过" : gap.Gone(Day, days) switch
    {
        var gone when Day > gap.NamedBy => $"{gone} 个工作日，超过 {VacancyClock.NamedDays} 个",
        var gone when !isActed && Day > gap.ActingBy => $"{gone} 个工作日，超过 {VacancyClock.ActingDays} 个",
        var gone => $"{gone} 个工作日，{Ui.Words.Show.Short(isActed ? gap.NamedBy : gap.ActingBy, Today)}前{(isActed ? "要正式配上" : "要有人代理")}",
    };
}
