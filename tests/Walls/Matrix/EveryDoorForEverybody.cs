using System.Net;
using System.Text;
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
public sealed class EveryDoorForEverybody
{
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
        ["POST /posts Lead"] = "the post to mark; none is named",
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
        var (site, grounds) = await Grounds.Open(engine, withFilter);
        await using var open = site;
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
                    Check(visitor, handler, target, await Doors.Knock(browser, handler, (target ?? Random).Id, token, part: false), part: false);
                    if (target is null || target.Kind == "nothing" || handler.Method == "GET" && Edges(handler).Contains(target)) Check(visitor, handler, target, await Doors.Knock(browser, handler, (target ?? Random).Id, token, part: true), part: true);
                }
        }

        /// <summary>Everything that the door opens for, something of another kind, and nothing at all; once for a door without id.</summary>
        private IEnumerable<Thing?> Targets(SiteHandler handler) => Doors.HasId(handler)
            ? [.. grounds.All(Doors.KindOf(handler)), grounds.Things.First(thing => thing.Kind != Doors.KindOf(handler) && thing.Region.StartsWith("370831", StringComparison.Ordinal)), Random]
            : [null];

        /// <summary>The first and the last of a kind: one on this side of a border, one on the other.</summary>
        private IEnumerable<Thing> Edges(SiteHandler handler) => [grounds.All(Doors.KindOf(handler)).First(), grounds.All(Doors.KindOf(handler)).Last()];

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
            else if (Doors.HasId(handler) && (target!.Kind != Doors.KindOf(handler) || !Doors.Opens(visitor, target))) MustBeNotFound(page, Report);
            else if (page.Html == NotFound && !WantsMore.ContainsKey(handler.ToString())) Report("is not found though it is theirs");
        }

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
