using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using HuTong.Visits.Due;
using HuTong.Visits.Duties;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using System.Globalization;

namespace HuTong.Visits.Coverage;

/// <summary>/coverage: the rate of a place and the places below it, months as heat, the children behind a cell (pictures 07, 11).</summary>
public sealed class CoveragePage(CoverageQuery query, CoverageChildrenQuery children, CoverageCategoriesQuery categories, CoverageDirectorsQuery byDirector, DirectorsQuery directors, VisitSettingsQuery settings, AccessLog access, OwnPlaces own, Scope scope, ChinaClock clock)
    : CoverageView(query, children, settings, own, scope, clock)
{
    private const int Shown = 6;

    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await Load(cancel) is { } elsewhere) return elsewhere;
        if (Chosen is { } chosen && MayName) Behind = await Children.Run(chosen.Code, Month, "open", null, null, Shown, cancel: cancel);
        if (Behind is { Rows.Count: > 0 and var names }) access.Note("list", names, null);
        if (By == "director") ByDirector = await byDirector.Run(Board.Place, Month, After, cancel: cancel);
        if (Chosen?.Code.Length == 12) Directors = await directors.Run([Chosen.Code], Day, cancel);
        if (IsRunning && (By == "class" || Board.Below.Count == 0)) Categories = await categories.Run(Board.Place, Month, cancel);
        IsPart = By is null && Request.WantsPart();
        return IsPart ? Partial("/Coverage/_OfCell.cshtml", this) : Page();
    }
}

/// <summary>/coverage/print: one A4 page for the leader, with the same numbers.</summary>
public sealed class PrintCoveragePage(CoverageQuery query, CoverageChildrenQuery children, VisitSettingsQuery settings, OwnPlaces own, Scope scope, ChinaClock clock)
    : CoverageView(query, children, settings, own, scope, clock)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await Load(cancel) ?? Page();
}

/// <summary>What both pages of coverage show of a place and month.</summary>
public abstract class CoverageView(CoverageQuery query, CoverageChildrenQuery children, VisitSettingsQuery settings, OwnPlaces own, Scope scope, ChinaClock clock) : PageModel
{
    /// <summary>The cell of all places below together.</summary>
    public const string WholeCell = "all";

    protected CoverageChildrenQuery Children => children;
    protected OwnPlaces Own => own;

    [BindProperty(SupportsGet = true, Name = "place")] public string? Place { get; set; }
    [BindProperty(SupportsGet = true, Name = "month")] public string? MonthText { get; set; }
    [BindProperty(SupportsGet = true, Name = "cell")] public string? Cell { get; set; }
    [BindProperty(SupportsGet = true, Name = "by")] public string? By { get; set; }

    public CoverageBoard Board { get; private set; } = null!;
    public Month Month { get; private set; }
    public int At { get; private set; }
    public int Target { get; private set; } = 90;
    public int Unseen { get; private set; }

    public MadeVisits? Made { get; private set; }

    /// <summary>Of a closed month: children missed and seen later, by place.</summary>
    public IReadOnlyDictionary<string, int> MadeUp { get; private set; } = new Dictionary<string, int>();

    /// <summary>Of a closed month: children of whom a visit was returned or voided since, by place.</summary>
    public IReadOnlyDictionary<string, int> Corrected { get; private set; } = new Dictionary<string, int>();

    /// <summary>Closed months whose figures are not what a recount says, for county and above.</summary>
    public IReadOnlyList<DifferingMonth> Differing { get; private set; } = [];

    /// <summary>What a chosen cell changes, and not the whole page.</summary>
    public bool IsPart { get; protected set; }

    /// <summary>The place of the chosen cell, with the first children not reached; null while none is chosen.</summary>
    public CoveredPlace? Chosen { get; private set; }
    public CoveredChildren? Behind { get; protected set; }

    /// <summary>Of the running month alone: what a child was in a past month is told by the class it was counted in.</summary>
    public CategoryBoard? Categories { get; protected set; }
    public IReadOnlyDictionary<string, VillageDirector> Directors { get; protected set; } = new Dictionary<string, VillageDirector>();
    public Paged<DirectorFigures> ByDirector { get; protected set; } = new([], null);
    public DateOnly Today => clock.Today;
    public bool IsRunning => Month == Month.Of(Today);
    public bool IsClosed => !Months.IsOpen(Month, Today);

    /// <summary>The day that the month is looked at: its last, or today.</summary>
    protected DateOnly Day => Month.Last < Today ? Month.Last : Today;
    public bool MayName => !OpenFile.MustSayWhy(scope.Role);
    public bool IsCity => Board.Place.Length == 4;

    /// <summary>The places below are villages: a director stands behind each.</summary>
    public bool IsOfVillages => Board.Below.Count > 0 && Board.Below.All(place => place.Code.Length == 12);

    protected async Task<IActionResult?> Load(CancellationToken cancel)
    {
        if (own.Of(Place) is not { } place) return NotFound();
        Board = await query.Run(place, cancel: cancel);
        Month = Month.TryParse(MonthText, out var month) && Board.Months.Contains(month) ? month : Month.Of(Today);
        At = Board.Months.ToList().IndexOf(Month);
        Target = await settings.CoverageTarget(place == OwnPlaces.All ? scope.OfficeRegion : place, Day, cancel);
        Unseen = await children.CountUnseen(place, cancel);
        Made = await query.Made(place, Month, cancel);
        Chosen = Cell == WholeCell || Board.Below.Count == 0 ? Board.Whole : Board.Below.FirstOrDefault(one => one.Code == Cell);
        if (scope.Role is not (RoleCodes.VillageDirector or RoleCodes.TownshipSupervisor)) Differing = await query.Differing(cancel);
        if (IsClosed) (Corrected, MadeUp) = (await query.Corrected(place, Month, cancel), await query.MadeUp(place, Month, cancel));
        return null;
    }

    public Figures Of(CoveredPlace place) => place.Months[At];

    /// <summary>What a place is judged by: the running month is not over, so the one before.</summary>
    public Figures Judged(CoveredPlace place) => IsRunning && At > 0 ? place.Months[At - 1] : Of(place);

    public Figures Whole => Board.Whole.Months[At];

    public static string Percent(Figures figures) => figures.Rate is { } rate ? rate.ToString("0.#", CultureInfo.InvariantCulture) + "%" : "—";

    /// <summary>Whether the number of children not seen for 90 days is there: of a past month it is counted for the last day when the month closes.</summary>
    public bool KnowsUnseen => IsRunning || IsClosed;

    public static string Short(Figures figures) => figures.Rate is { } rate ? Math.Floor(rate).ToString(CultureInfo.InvariantCulture) : "·";

    /// <summary>泉林镇 6月已走访 81%，石桥、北岭不到 70%.</summary>
    public string Title
    {
        get
        {
            if (Whole.Asked == 0) return $"{Board.Whole.Words} {Month.Number}月没有要走访的孩子";
            var low = Board.Below.Where(place => Of(place).Heat == 1).OrderBy(place => Of(place).Rate).Take(3).Select(place => place.Words).ToList();
            return $"{Board.Whole.Words} {Month.Number}月{(IsRunning ? "已" : "")}走访 {Percent(Whole)}" + (low.Count > 0 ? $"，{string.Join("、", low)}不到 70%" : "");
        }
    }

    /// <summary>The places over this one, inside the jurisdiction.</summary>
    public IEnumerable<(string Code, string Words)> Line() => own.Over(Board.Place).Select(code => (code, own.Words(code)));

    public string Address(string? place = null, Month? month = null, string? cell = null, string? by = null, string? after = null)
    {
        var address = new QueryBuilder();
        if ((place ?? Board.Place) is { Length: > 0 } at) address.Add("place", at);
        if ((month ?? Month) is var of && of != Month.Of(Today)) address.Add("month", of.ToString());
        if (cell is not null) address.Add("cell", cell);
        if (by is not null) address.Add("by", by);
        if (after is not null) address.Add("after", after);
        return "/coverage" + address;
    }

    /// <summary>The list of exactly the children that a number counts.</summary>
    public string Names(string place, string what, string? ofClass = null, string? category = null, string? director = null) =>
        "/coverage/children" + new QueryBuilder(new[] { ("place", place), ("month", Month.ToString()), ("what", what), ("class", ofClass), ("category", category), ("director", director) }.Where(one => !string.IsNullOrEmpty(one.Item2)).Select(one => KeyValuePair.Create(one.Item1, one.Item2!)));

    /// <summary>Who is past the day, of a director or of villages without one where asked. The list of whom to see is not for who must say why first.</summary>
    public string Late(string place, string? director = null) => MayName ? OverduePage.Names(place.Length > 0 ? place : null, director) : Names(place, "late", director: director);

    public string VillageOf(string code) => own.Village(code);

    /// <summary>Red only for what can no longer be done.</summary>
    public IReadOnlyList<BarPart> Bar(Figures figures) => Bar(figures, IsRunning);

    public static IReadOnlyList<BarPart> Bar(Figures figures, bool isRunning) => [new(StatusKind.Done, figures.Done), new(StatusKind.Stop, figures.Excused), new(isRunning ? StatusKind.Soon : StatusKind.Over, figures.Open)];
}
