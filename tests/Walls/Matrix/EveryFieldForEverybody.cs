using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HuTong.Data;
using HuTong.Testing;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends security §3.5 behind the doors: an id of another place in any field of a form or any part of an address, its own kind's and every
/// other kind's. It answers as an id that was never given to anything (T13), shows nothing (T1) and changes nothing outside the jurisdiction.
/// Fields are those of the forms a person sees, filled in, and those that a handler would take besides.
/// </summary>
public sealed partial class EveryFieldForEverybody
{
    private const int MostPages = 60;

    [Theory, BothEngines]
    public async Task An_id_of_another_place_in_a_field_is_an_id_of_nothing(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var grounds = await Grounds.Lay(site);
        var round = new Round(site, grounds, await site.IdFields());
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages).Where(visitor => visitor.Account is "quanlin.director" or "quanlin.supervisor" or "c370831" or "r370831" or "jn.officer" or "secadmin"))
            await round.Try(visitor);
        TestContext.Current.SendDiagnosticMessage("forms {0}, fields {1}, ids tried {2}, leaks {3} on {4}", round.Forms, round.Fields.Count, round.Tried, round.Found.Count, engine);
        Wall.Holds(round.Found, $"Of {round.Tried} ids in {round.Fields.Count} fields some were more than nothing.");
        Assert.True(round.Forms > 30 && round.Fields.Count > 25 && round.Tried > 1000, $"Only {round.Forms} forms, {round.Fields.Count} fields and {round.Tried} ids were tried.");
    }

    private sealed class Round(LiveSite site, Grounds grounds, IReadOnlyDictionary<string, IReadOnlyList<string>> fieldsOfHandlers)
    {
        private Visitor visitor = null!;
        private Browser browser = null!;
        private IReadOnlyList<string> foreign = [];

        public List<Offence> Found { get; } = [];

        public HashSet<string> Fields { get; } = [];

        public int Forms { get; private set; }

        public int Tried { get; private set; }

        public async Task Try(Visitor who)
        {
            (visitor, foreign) = (who, ForeignTo(who));
            using (browser = await visitor.Enter(site))
            {
                await browser.Get("/");
                var before = await Outside.Of(site.World, visitor);
                foreach (var address in await Crawl())
                {
                    await TryQuery(address);
                    await TryForms(address);
                }
                Found.AddRange(before.Differences(await Outside.Of(site.World, visitor)).Select(table => new Offence(visitor.Account, 0, $"changed {table} outside the jurisdiction")));
            }
        }

        /// <summary>One id of each kind that is not the visitor's.</summary>
        private List<string> ForeignTo(Visitor who) =>
        [
            .. grounds.Things.Where(thing => thing.Region.Length == 0 ? who.Role != "security-admin" : !who.Covers(thing.Region) && !who.Regions.Any(region => region.StartsWith(thing.Region, StringComparison.Ordinal)))
                .GroupBy(thing => thing.Kind).Select(kind => kind.Last().Id.ToString()),
        ];

        /// <summary>The pages of the visitor's own things, and those they link to; one of each kind.</summary>
        private async Task<IReadOnlyList<string>> Crawl()
        {
            var mine = grounds.Things.Where(thing => visitor.Covers(thing.Region) || thing.Kind == "account").ToList();
            var waiting = new Queue<string>(mine.Where(thing => thing.Kind is "child" or "batch" or "row" or "account").Select(thing => thing.Kind switch
            {
                "child" => $"/children/{thing.Id}", "batch" => $"/import/{thing.Id}", "row" => $"/import/waiting/{thing.Id}", _ => $"/admin/accounts/{thing.Id}",
            }).Concat(["/", "/children", "/children/new", "/children/leads", "/import", "/import/new", "/import/waiting", "/admin/accounts", "/admin/accounts/new"]));
            var (seen, found) = (new HashSet<string>(), new List<string>());
            while (waiting.TryDequeue(out var address) && found.Count < MostPages)
            {
                if (!seen.Add(Shape(address))) continue;
                var page = await browser.Get(address);
                if (!page.IsOk) { seen.Remove(Shape(address)); continue; }
                found.Add(address);
                foreach (var link in page.Document.Links.OfType<IHtmlAnchorElement>().Select(link => link.GetAttribute("href") ?? "").Where(href => OurPages().IsMatch(href))) waiting.Enqueue(link);
            }
            return found;
        }

        private async Task TryQuery(string address)
        {
            foreach (var name in NamesOf("GET", address))
            {
                Fields.Add($"GET {Shape(address)} {name}");
                var with = address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + name + "=";
                var nothing = await browser.Get(with + Guid.CreateVersion7());
                foreach (var id in foreign) Compare($"GET {Shape(address)} {name}", nothing, await browser.Get(with + id));
            }
        }

        private async Task TryForms(string address)
        {
            var count = (await browser.Get(address)).All("form[method=post]").Count;
            for (var at = 0; at < count; at++)
            {
                if (await Open(address, at) is not { } form || form.Target.StartsWith("/logout", StringComparison.Ordinal) || form.Target.StartsWith("/size", StringComparison.Ordinal) || form.Target.StartsWith("/password", StringComparison.Ordinal)) continue;
                Forms++;
                var names = form.Entries.Where(entry => Guid.TryParse(entry.Value, out _)).Select(entry => entry.Name).Concat(NamesOf("POST", form.Target)).Distinct().ToList();
                foreach (var name in names)
                {
                    Fields.Add($"POST {Shape(form.Target)} {name}");
                    var nothing = await Send(address, at, name, Guid.CreateVersion7().ToString());
                    foreach (var id in foreign)
                        if (await Send(address, at, name, id) is { } answer) Compare($"POST {Shape(form.Target)} {name}", nothing, answer);
                }
            }
        }

        /// <summary>The form as it stands now, filled in; null when it is no longer there.</summary>
        private async Task<FilledForm?> Open(string address, int at)
        {
            var page = await browser.Get(address);
            return page.All("form[method=post]").ElementAtOrDefault(at) is IHtmlFormElement form ? FilledForm.Of(form, page.Address) : null;
        }

        private async Task<Page?> Send(string address, int at, string name, string id)
        {
            if (await Open(address, at) is not { } form) return null;
            var entries = form.Entries.Where(entry => entry.Name != name).Append((Name: name, Value: id)).Select(entry => KeyValuePair.Create(entry.Name, entry.Value));
            return await browser.Send(new(HttpMethod.Post, new Uri(browser.Address, form.Target)) { Content = new FormUrlEncodedContent(entries) });
        }

        private void Compare(string where, Page? nothing, Page answer)
        {
            Tried++;
            void Report(string what) => Found.Add(new($"{visitor.Account} {where}", 0, what));
            if ((int)answer.Status >= 500) Report($"answers {(int)answer.Status}");
            foreach (var canary in grounds.Canaries.Where(canary => !visitor.Covers(canary) && canary.SingsIn(answer.Html))) Report($"shows the child of {canary.Village}");
            // What a form has done, it has done with its own things: Outside looks after the others'.
            if (nothing is null || nothing.Status == System.Net.HttpStatusCode.OK || answer.Status == System.Net.HttpStatusCode.OK && where.StartsWith("POST", StringComparison.Ordinal)) { if (!where.StartsWith("GET", StringComparison.Ordinal)) return; }
            if (nothing is not null && (nothing.Status != answer.Status || Said(nothing) != Said(answer))) Report($"answers {(int)answer.Status} {answer.Heading}, but an id of nothing {(int)nothing.Status} {nothing.Heading}");
        }

        private IReadOnlyList<string> NamesOf(string method, string address)
        {
            var query = address.Split('?').ElementAtOrDefault(1) ?? "";
            var handler = query.Split('&').FirstOrDefault(part => part.StartsWith("handler=", StringComparison.Ordinal))?["handler=".Length..] ?? "-";
            return fieldsOfHandlers.GetValueOrDefault($"{method} {Shape(address.Split('?')[0])} {handler}") ?? [];
        }
    }

    /// <summary>An address with its ids taken out: /children/*/correct/*; the same for a route.</summary>
    internal static string Shape(string address) => CorrectPart().Replace(Tabs().Replace(Ids().Replace(address, "*"), "$1"), "/correct/*");

    private static string Said(Page page) => Digits().Replace(Ids().Replace(page.Text, "*"), "#");

    [GeneratedRegex(@"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\{\w+:guid\}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"/correct/(?:[a-z-]+|\{part\})")]
    private static partial Regex CorrectPart();

    [GeneratedRegex(@"^(/children/\*)/\{tab\?\}")]
    private static partial Regex Tabs();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^/(?:children|import|admin)(?:/|\?|$)")]
    private static partial Regex OurPages();
}
