using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HuTong.Data;
using HuTong.Testing;
using HuTong.Ui.Frame;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends security §3.5: every handler × every role × every position, as a page and as a part of a page, the expected answer computed from
/// rights.tsv. What is not there, not theirs and not allowed is one answer, byte for byte; no fact of a child outside the jurisdiction is in
/// any body or header (T1, T13).
/// </summary>
public sealed partial class EveryDoorForEverybody
{
    /// <summary>An id in a route, whatever its name: {id:guid}, {rowId:guid}.</summary>
    [GeneratedRegex(@"\{\w+:guid\}")]
    private static partial Regex Ids();

    /// <summary>Left alone, each with its reason.</summary>
    private static readonly Dictionary<string, string> NotTried = new()
    {
        ["POST /logout -"] = "ends the visitor's own session",
        ["GET /ui/{name} -"] = "files by name, the same for everybody",
    };

    /// <summary>Doors that want a second thing besides the first; without it they are not found even where the first is theirs.</summary>
    private static readonly Dictionary<string, string> WantsMore = new()
    {
        ["POST /children/{id:guid}/move Decide"] = "the proposal to decide; none is named",
        ["POST /children/{id:guid}/move Withdraw"] = "the proposal to take back; none is named",
    };

    [Theory, BothEngines]
    public Task Nobody_gets_through_a_door_that_is_not_theirs_and_no_door_tells_what_is_behind_it(Engine engine) => TryAll(engine, withFilter: true);

    /// <summary>Row-level security alone, the query filter gone (security §3.4): a page that forgets the fence still shows nothing.</summary>
    [Fact]
    public async Task The_second_wall_alone_holds_every_door_on_PostgreSQL()
    {
        if (Environment.GetEnvironmentVariable("HUTONG_SKIP_PG") != "1") await TryAll(Engine.Postgres, withFilter: false);
    }

    private static async Task TryAll(Engine engine, bool withFilter)
    {
        await using var site = await LiveSite.Start(engine, withFilter);
        var grounds = await Grounds.Lay(site);
        await using var desk = site.World.AsNobody();
        Assert.Equal(withFilter && !LiveSite.FilterIsAway, desk.Db.Model.GetEntityTypes().Any(entity => entity.GetDeclaredQueryFilters().Count > 0));
        var round = new Round(site, desk.Get<Rights>(), grounds);
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages)) await round.Try(visitor, await site.Handlers());
        TestContext.Current.SendDiagnosticMessage("cells {0}, leaks {1} on {2}", round.Cells, round.Found.Count, engine);
        Wall.Holds(round.Found, $"Of {round.Cells} cells some answered wrongly (security 3.5).");
        Assert.True(round.Cells > 6000, $"Only {round.Cells} cells were tried.");
    }

    /// <summary>One visitor after the other through all doors.</summary>
    private sealed class Round(LiveSite site, Rights rights, Grounds grounds)
    {
        private static readonly string NotFound = Encoding.UTF8.GetString(StaticPage.NotFound);
        private static readonly Thing Random = new("nothing", Guid.CreateVersion7(), "");

        private readonly IReadOnlyList<Canary> canaries = grounds.Canaries;

        public List<Offence> Found { get; } = [];

        public int Cells { get; private set; }

        public async Task Try(Visitor visitor, IReadOnlyList<SiteHandler> handlers)
        {
            site.World.Time.Advance(TimeSpan.FromMinutes(6));   // the empty log-ins of the visitor before are forgotten
            using var browser = await visitor.Enter(site);
            if (!visitor.IsAnonymous) await browser.Get("/");
            var token = visitor.IsAnonymous ? "" : browser.Token ?? throw new InvalidOperationException($"{visitor.Account} has no token on the first page.");
            foreach (var handler in handlers.Where(handler => !NotTried.ContainsKey(handler.ToString())).OrderBy(handler => handler.Method))
                foreach (var target in Targets(handler))
                {
                    Check(visitor, handler, target, await Knock(browser, handler, target, token, part: false), part: false);
                    if (target is null || target.Kind == "nothing" || handler.Method == "GET" && Edges(handler).Contains(target)) Check(visitor, handler, target, await Knock(browser, handler, target, token, part: true), part: true);
                }
        }

        /// <summary>Everything that the door opens for, something of another kind, and nothing at all; once for a door without id.</summary>
        private IEnumerable<Thing?> Targets(SiteHandler handler) => HasId(handler)
            ? [.. grounds.All(KindOf(handler)), grounds.Things.First(thing => thing.Kind != KindOf(handler) && thing.Region.StartsWith("370831", StringComparison.Ordinal)), Random]
            : [null];

        /// <summary>The first and the last of a kind: one on this side of a border, one on the other.</summary>
        private IEnumerable<Thing> Edges(SiteHandler handler) => [grounds.All(KindOf(handler)).First(), grounds.All(KindOf(handler)).Last()];

        private static string KindOf(SiteHandler handler) => handler.Route switch
        {
            var route when route.StartsWith("/children/", StringComparison.Ordinal) => "child",
            var route when route.StartsWith("/import/waiting/", StringComparison.Ordinal) => "row",
            var route when route.StartsWith("/import/doubles/", StringComparison.Ordinal) => "double",
            var route when route.StartsWith("/import/", StringComparison.Ordinal) => "batch",
            var route when route.StartsWith("/admin/accounts/", StringComparison.Ordinal) => "account",
            var route => throw new InvalidOperationException($"What does the id in {route} name? Say it here, and let Grounds lay some."),
        };

        private static bool HasId(SiteHandler handler) => Ids().IsMatch(handler.Route);

        private static async Task<Page> Knock(Browser browser, SiteHandler handler, Thing? target, string token, bool part)
        {
            var address = Ids().Replace(handler.Route, (target?.Id ?? Random.Id).ToString())
                .Replace("/{tab?}", "", StringComparison.Ordinal).Replace("{part}", "identity", StringComparison.Ordinal);
            if (handler.Handler != "-") address += "?handler=" + handler.Handler;
            var request = new HttpRequestMessage(handler.Method == "GET" ? HttpMethod.Get : HttpMethod.Post, new Uri(browser.Address, address));
            if (part) request.Headers.Add("HX-Request", "true");
            if (handler.Method != "GET")
            {
                request.Content = new FormUrlEncodedContent([]);
                request.Headers.Add("RequestVerificationToken", token);
            }
            return await browser.Send(request);
        }

        private void Check(Visitor visitor, SiteHandler handler, Thing? target, Page page, bool part)
        {
            Cells++;
            void Report(string what) => Found.Add(new($"{(visitor.IsAnonymous ? "nobody" : visitor.Account)} {handler}{(part ? " as part" : "")}", 0, $"{target?.Kind} {target?.Region}: {what}"));

            var all = page.Html + string.Join('\n', page.Headers.Select(header => header.Value));
            foreach (var canary in canaries.Where(canary => !visitor.Covers(canary) && canary.SingsIn(all))) Report($"shows the child of {canary.Village}");
            if (handler.Method == "GET" && canaries.Any(canary => canary.ShowsWholeNumber(all))) Report("shows a whole number");
            if (visitor.MustSayWhy && canaries.Any(canary => canary.SingsIn(all))) Report("shows a child before a purpose was stated");
            if ((int)page.Status >= 500) Report($"answers {(int)page.Status}");

            var right = rights.Of(handler.Method, handler.Route, handler.Handler);
            if (right is null) Report("is not in rights.tsv");
            else if (right.IsAnonymous) { if (page.Html == NotFound) Report("is not found though open to all"); }
            else if (visitor.IsAnonymous) MustBeSentToLogIn(page, part, Report);
            else if (!right.Allows(visitor.Role)) MustBeNotFound(page, Report);
            else if (HasId(handler) && !Opens(visitor, handler, target!)) MustBeNotFound(page, Report);
            else if (page.Html == NotFound && !WantsMore.ContainsKey(handler.ToString())) Report("is not found though it is theirs");
        }

        /// <summary>A file by where the child lives, a row by its place (for a city only what it decides, which none of these is), a ledger for the office that brought it, an account for who keeps them.</summary>
        private static bool Opens(Visitor visitor, SiteHandler handler, Thing target) => target.Kind == KindOf(handler) && target.Kind switch
        {
            "batch" => visitor.Office == target.Region,
            "account" => true,
            "row" => visitor.Role != "city-officer" && visitor.Covers(target.Region),
            "double" => visitor.Office == target.Region,
            _ => visitor.Covers(target.Region),
        };

        private static void MustBeSentToLogIn(Page page, bool part, Action<string> report)
        {
            if (part ? page.Status != HttpStatusCode.Unauthorized || !page.Headers.ContainsKey("HX-Redirect") : !page.Address.StartsWith("/login", StringComparison.Ordinal)) report($"let a stranger to {page.Address}");
        }

        private static void MustBeNotFound(Page page, Action<string> report)
        {
            if ((int)page.Status != 404 || page.Html != NotFound) report($"answers {(int)page.Status} {page.Heading}, not the one page for what is not found");
            else if (page.Headers.Keys.Except(Usual, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } more) report($"has the header {string.Join(' ', more)}, which what is not found has not");
        }

        private static readonly string[] Usual =
        [
            "Date", "Content-Type", "Content-Length", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy", "Permissions-Policy", "Vary", "Transfer-Encoding", "Set-Cookie",
        ];
    }
}
