using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HuTong.Data;
using HuTong.Testing;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends security §3.5 behind the doors: an id of another place in any field of a form or any part of an address, its own kind's and every
/// other kind's. It answers as an id that was never given to anything and by the same path (T13), shows nothing (T1) and changes nothing
/// outside the jurisdiction. Fields are those of the forms a person sees, filled in, and those that a handler would take besides; at last all
/// of a form's at once.
/// </summary>
public sealed partial class EveryFieldForEverybody
{
    [Theory, BothEngines]
    public async Task An_id_of_another_place_in_a_field_is_an_id_of_nothing(Engine engine)
    {
        var (site, grounds) = await Grounds.Open(engine);
        await using var open = site;
        var round = new Round(site, grounds, await site.IdFields());
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages).Where(visitor => !visitor.IsAnonymous)) await round.Try(visitor);
        TestContext.Current.SendDiagnosticMessage("forms {0}, fields {1}, ids tried {2}, leaks {3} on {4}", round.Forms, round.Fields.Count, round.Tried, round.Found.Count, engine);
        Wall.Holds(round.Found, $"Of {round.Tried} ids in {round.Fields.Count} fields some were more than nothing.");
        Assert.True(round is { Forms: > 40, Fields.Count: > 100, Tried: > 1500 }, $"Only {round.Forms} forms, {round.Fields.Count} fields and {round.Tried} ids were tried.");
    }

    /// <summary>SQLite has no second wall. With the first away a page shows what is another's, and what is sent from there is still not written (security §3.2).</summary>
    [Fact]
    public async Task Without_the_first_wall_the_write_guard_of_SQLite_lets_no_form_change_another_places_things()
    {
        var (site, grounds) = await Grounds.Open(Engine.Sqlite, withFilter: false);
        await using var open = site;
        var (forms, found) = (0, new List<Offence>());
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages).Where(visitor => visitor.Account is "quanlin.director" or "quanlin.supervisor" or "c370831"))
        {
            using var browser = await visitor.Enter(site);
            var before = await Outside.Of(site.World, visitor);
            foreach (var address in await Pages.Beside(visitor, browser, grounds))
            {
                var count = (await browser.Get(address)).All("form[method=post]").Count;
                for (var at = 0; at < count; at++)
                {
                    if ((await browser.Get(address)).All("form[method=post]").ElementAtOrDefault(at) is not IHtmlFormElement element || FilledForm.Of(element, address) is not { } form || LeftAlone().IsMatch(form.Target)) continue;
                    forms++;
                    await browser.Send(form.Request(browser));
                }
            }
            // That a file was opened is written down before it is shown, as it must be.
            found.AddRange(before.Differences(await Outside.Of(site.World, visitor)).Where(table => !table.StartsWith("access_entry", StringComparison.Ordinal)).Select(table => new Offence(visitor.Account, 0, $"changed outside the jurisdiction {table}")));
        }
        TestContext.Current.SendDiagnosticMessage("forms of other places sent without the first wall {0}, tables changed {1}", forms, found.Count);
        Wall.Holds(found, "The write guard alone lets nothing outside be written (security 3.2).");
        Assert.True(forms > 20, $"Only {forms} forms were sent.");
    }

    /// <summary>One visitor after the other through all forms and addresses.</summary>
    private sealed class Round(LiveSite site, Grounds grounds, IReadOnlyDictionary<string, IReadOnlyList<string>> fieldsOfHandlers)
    {
        private Visitor visitor = null!;
        private Browser browser = null!;
        private IReadOnlyList<Thing> foreign = [];

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
                foreach (var address in await Pages.Of(visitor, browser, grounds))
                {
                    await TryQuery(address);
                    await TryForms(address);
                }
                Found.AddRange(before.Differences(await Outside.Of(site.World, visitor)).Select(table => new Offence(visitor.Account, 0, $"changed outside the jurisdiction {table}")));
            }
        }

        /// <summary>One thing of each kind that is not the visitor's.</summary>
        private List<Thing> ForeignTo(Visitor who) =>
        [
            .. grounds.Things.Where(thing => thing.Region.Length == 0 ? who.Role != "security-admin" : !who.Covers(thing.Region) && !who.Regions.Any(region => region.StartsWith(thing.Region, StringComparison.Ordinal)))
                .GroupBy(thing => thing.Kind).Select(kind => kind.Last()),
        ];

        private async Task TryQuery(string address)
        {
            foreach (var name in NamesOf("GET", address))
            {
                var (where, with) = ($"GET {Shape(address)} {name}", address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + name + "=");
                Fields.Add(where);
                await browser.Get(with + Doors.Twin(foreign[0].Id));
                foreach (var thing in foreign)
                {
                    var nothing = await By(() => browser.Get(with + Doors.Twin(thing.Id)));
                    Compare(where, thing, nothing, await By(() => browser.Get(with + thing.Id)));
                }
            }
        }

        private async Task TryForms(string address)
        {
            var count = (await browser.Get(address)).All("form[method=post]").Count;
            for (var at = 0; at < count; at++)
            {
                if (await Open(address, at) is not { } form || LeftAlone().IsMatch(form.Target)) continue;
                Forms++;
                var names = form.Entries.Where(entry => Guid.TryParse(entry.Value, out _)).Select(entry => entry.Name).Concat(NamesOf("POST", form.Target)).Distinct().ToList();
                foreach (var name in names.Append("*")) form = await TryField(form, address, at, name);
            }
        }

        /// <summary>Sends a form with each foreign id in one field, or in all; a form that was taken is opened anew.</summary>
        private async Task<FilledForm> TryField(FilledForm form, string address, int at, string name)
        {
            var where = $"POST {Shape(form.Target)} {name}";
            Fields.Add(where);
            Answer? nothing = null;
            foreach (var (thing, id) in foreign.Take(1).Select(thing => (thing, Doors.Twin(thing.Id))).Concat(foreign.Select(thing => (thing, thing.Id))))
            {
                var answer = await By(() => browser.Send(form.With(name, id.ToString()).Request(browser)));
                if (nothing is null) nothing = answer;
                else Compare(where, thing, nothing, answer);
                if (answer.Page.Status == HttpStatusCode.OK && await Open(address, at) is { } again) form = again;
            }
            return form;
        }

        /// <summary>The form as it stands now, filled in; null when it is no longer there.</summary>
        private async Task<FilledForm?> Open(string address, int at)
        {
            var page = await browser.Get(address);
            return page.All("form[method=post]").ElementAtOrDefault(at) is IHtmlFormElement form ? FilledForm.Of(form, page.Address) : null;
        }

        private Task<Answer> By(Func<Task<Page>> ask) => Answer.Of(site, ask);

        private void Compare(string where, Thing thing, Answer nothing, Answer answer)
        {
            Tried++;
            void Report(string what) => Found.Add(new($"{visitor.Account} {where}", 0, $"{thing.Kind} of {thing.Region}: {what}"));

            if ((int)answer.Page.Status >= 500) Report($"answers {(int)answer.Page.Status}");
            foreach (var canary in grounds.Canaries.Where(canary => !visitor.Covers(canary) && canary.SingsIn(answer.Page.Html))) Report($"shows the child of {canary.Village}");
            // What a form has done, it has done with its own things: Outside looks after the others'.
            if (where.StartsWith("POST", StringComparison.Ordinal) && (nothing.Page.IsOk || answer.Page.IsOk && !where.EndsWith("Key", StringComparison.Ordinal))) return;
            if (nothing.Page.Status != answer.Page.Status || Said(nothing.Page) != Said(answer.Page)) Report($"answers {(int)answer.Page.Status} {answer.Page.Heading}, but an id of nothing {(int)nothing.Page.Status} {nothing.Page.Heading}");
            else if (answer.PartsFrom(nothing) is { } parts) Report(parts);
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

    /// <summary>Forms of the visitor's own session.</summary>
    [GeneratedRegex("^/(?:logout|size|password)")]
    private static partial Regex LeftAlone();
}
