using System.Text;
using System.Text.RegularExpressions;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Ui.Frame;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends security §3.5: every handler × every role × every position, the expected answer computed from rights.tsv. What is not there, not
/// theirs and not allowed is one answer, byte for byte; no fact of a child outside the jurisdiction is in any body or header (T1, T13).
/// </summary>
public sealed partial class EveryDoorForEverybody
{
    /// <summary>An id in a route, whatever its name: {id:guid}, {rowId:guid}.</summary>
    [GeneratedRegex(@"\{\w+:guid\}")]
    private static partial Regex Ids();

    private const string Quanlin = "370831101";

    /// <summary>Left alone, each with its reason.</summary>
    private static readonly Dictionary<string, string> NotTried = new()
    {
        ["POST /logout -"] = "ends the visitor's own session",
        ["GET /ui/{name} -"] = "files by name, the same for everybody",
    };

    /// <summary>Doors that want a second thing besides the child; without it they are not found even where the child is theirs.</summary>
    private static readonly Dictionary<string, string> WantsMore = new()
    {
        ["POST /children/{id:guid}/move Decide"] = "the proposal to decide; this child has none",
        ["POST /children/{id:guid}/move Withdraw"] = "the proposal to take back; this child has none",
    };

    [Theory, BothEngines]
    public async Task Nobody_gets_through_a_door_that_is_not_theirs_and_no_door_tells_what_is_behind_it(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var villages = RegionTree.Standard.Villages(Quanlin).Select(village => village.Code).ToList();
        // Neighbours on both sides, since the fence is a range of codes: a bound that is missing lets in one side only.
        string[] around = ["370831001", "370831110", "370830", "370832", "370102", "371702"];
        var canaries = await Canary.Hatch(site.World, [villages[0], villages[5], .. around.Select(region => RegionTree.Standard.Villages(region).First().Code)]);
        await using var desk = site.World.AsNobody();
        var round = new Round(site, desk.Get<Rights>(), canaries);
        foreach (var visitor in Visitor.All(villages[..2])) await round.Try(visitor, await site.Handlers());
        TestContext.Current.SendDiagnosticMessage("cells {0}, leaks {1} on {2}", round.Cells, round.Found.Count, engine);
        Wall.Holds(round.Found, $"Of {round.Cells} cells some answered wrongly (security 3.5).");
        Assert.True(round.Cells > 3000, $"Only {round.Cells} cells were tried.");
    }

    /// <summary>One visitor after the other through all doors.</summary>
    private sealed class Round(LiveSite site, Rights rights, IReadOnlyList<Canary> canaries)
    {
        private static readonly string NotFound = Encoding.UTF8.GetString(StaticPage.NotFound);
        private static readonly Guid Random = Guid.CreateVersion7();

        public List<Offence> Found { get; } = [];

        public int Cells { get; private set; }

        public async Task Try(Visitor visitor, IReadOnlyList<SiteHandler> handlers)
        {
            using var browser = await visitor.Enter(site);
            if (!visitor.IsAnonymous) await browser.Get("/");
            var token = visitor.IsAnonymous ? "" : browser.Token ?? throw new InvalidOperationException($"{visitor.Account} has no token on the first page.");
            foreach (var handler in handlers.Where(handler => !NotTried.ContainsKey(handler.ToString())).OrderBy(handler => handler.Method))
                foreach (var target in Targets(handler))
                    Check(visitor, handler, target, await Knock(browser, handler, target, token));
        }

        /// <summary>Each child and nobody for a door with an id; once for the others.</summary>
        private IEnumerable<Canary?> Targets(SiteHandler handler) =>
            HasId(handler) ? canaries.Append(null) : [null];

        private static bool HasId(SiteHandler handler) => Ids().IsMatch(handler.Route);

        private static async Task<Page> Knock(Browser browser, SiteHandler handler, Canary? target, string token)
        {
            var address = Ids().Replace(handler.Route, (target?.Id ?? Random).ToString())
                .Replace("/{tab?}", "", StringComparison.Ordinal).Replace("{part}", "identity", StringComparison.Ordinal);
            if (handler.Handler != "-") address += "?handler=" + handler.Handler;
            if (handler.Method == "GET") return await browser.Get(address);
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(browser.Address, address)) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add("RequestVerificationToken", token);
            return await browser.Send(request);
        }

        private void Check(Visitor visitor, SiteHandler handler, Canary? target, Page page)
        {
            Cells++;
            void Report(string what) => Found.Add(new($"{(visitor.IsAnonymous ? "nobody" : visitor.Account)} {handler}", 0, $"{target?.Village ?? "no child"}: {what}"));

            var all = page.Html + string.Join('\n', page.Headers.Select(header => header.Value));
            foreach (var canary in canaries.Where(canary => !visitor.Covers(canary) && canary.SingsIn(all))) Report($"shows the child of {canary.Village}");
            if (handler.Method == "GET" && canaries.Any(canary => canary.ShowsWholeNumber(all))) Report("shows a whole number");
            if (visitor.MustSayWhy && canaries.Any(canary => canary.SingsIn(all))) Report("shows a child before a purpose was stated");
            if ((int)page.Status >= 500) Report($"answers {(int)page.Status}");

            var right = rights.Of(handler.Method, handler.Route, handler.Handler);
            if (right is null) Report("is not in rights.tsv");
            else if (right.IsAnonymous) { if (page.Html == NotFound) Report("is not found though open to all"); }
            else if (visitor.IsAnonymous) { if (!page.Address.StartsWith("/login", StringComparison.Ordinal)) Report($"let a stranger to {page.Address}"); }
            else if (!right.Allows(visitor.Role)) MustBeNotFound(page, Report);
            else if (HasId(handler) && (target is null || right.Scope != "child" || !visitor.Covers(target))) MustBeNotFound(page, Report);
            else if (page.Html == NotFound && !WantsMore.ContainsKey(handler.ToString())) Report("is not found though it is theirs");
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
