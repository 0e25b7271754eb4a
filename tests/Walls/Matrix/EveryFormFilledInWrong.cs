using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends the promise of forms (look §4, REG-004): every form of the product, once, by somebody who may use it, filled in as nobody should: too
/// long, missing, of another kind, of another place, meddled with, sent twice, sent late. It is never a fault of the program; the form comes back
/// with what is wrong and with everything that was typed, and what was sent twice is done once.
/// </summary>
public sealed partial class EveryFormFilledInWrong
{
    [Fact]
    public async Task Comes_back_with_what_is_wrong_and_nothing_lost()
    {
        var (site, grounds) = await Grounds.Open(Engine.Sqlite);
        await using var open = site;
        var round = new Round(site);
        foreach (var visitor in Visitor.All(grounds.DirectorsVillages).Where(visitor => !visitor.IsAnonymous).OrderBy(visitor => visitor.Account != "c370831"))
        {
            using var browser = await visitor.Enter(site);
            foreach (var address in await PagesOf(visitor, browser, grounds)) await round.TryAll(browser, visitor.Account, address);
            if (visitor.Account == "c370831") continue;
            await round.TryAll(browser, visitor.Account, "/password");   // wrong passwords end the session
        }

        // The purpose of lists is asked once a log-in: by a third page of a third.
        using (var again = await Visitor.All(grounds.DirectorsVillages).First(visitor => visitor.Account == "jn.officer").Enter(site)) await round.TryAll(again, "jn.officer", "/children/board/names?place=3708&what=new");
        using (var stranger = site.OpenBrowser()) await round.TryAll(stranger, "nobody", "/login");
        TestContext.Current.SendDiagnosticMessage("forms {0}, sent {1}, found {2}", round.Forms.Count, round.Sent, round.Found.Count);
        Wall.Holds(round.Found.Distinct(), $"Of {round.Forms.Count} forms, sent {round.Sent} times, some answered wrongly.");
        var missed = (await Sends(site)).Except(round.Handlers).Except(NotTried.Keys).ToList();
        Assert.True(missed.Count == 0, $"Nobody came to a form of: {string.Join(", ", missed)}");
        Assert.True(round.Sent > 500, $"Only {round.Sent} forms were sent.");
    }

    /// <summary>Left alone, each with its reason.</summary>
    private static readonly Dictionary<string, string> NotTried = new()
    {
        ["/logout -"] = "ends the session, takes nothing",
        ["/size -"] = "turns large type on and off, takes nothing",
        ["/admin/accounts/* Unlock"] = "stands on a locked account alone, takes nothing",
        ["/children/*/move Withdraw"] = "stands before who asked alone, takes the one thing that the page names",
        ["/post -"] = "asks only accounts that hold two posts; SignInTests",
    };

    private static async Task<IEnumerable<string>> Sends(LiveSite site) =>
        (await site.Handlers()).Where(handler => handler.Method == "POST").Select(handler => $"{EveryFieldForEverybody.Shape(handler.Route.Replace("/{tab?}", "", StringComparison.Ordinal))} {handler.Handler}");

    /// <summary>The pages a visitor meets, and each small form of a child's file.</summary>
    private static async Task<IReadOnlyList<string>> PagesOf(Visitor visitor, Browser browser, Grounds grounds)
    {
        var pages = new List<string>(await Pages.Of(visitor, browser, grounds));
        var file = pages.Find(page => FilePage().IsMatch(page));
        var more = grounds.Ledgers.Where(ledger => visitor.Covers(ledger.Village)).SelectMany(ledger => new[]
        {
            $"/import/{ledger.Changing}/changes", $"/import/{ledger.Tried}", $"/import/{ledger.Tried}/columns", $"/import/{ledger.Applied}/result",
            $"/import/waiting/{ledger.Row}", $"/import/waiting/{ledger.ChangeRow}", $"/children/{ledger.Child}/move", $"/children/{ledger.Child}/print", $"/children/{ledger.Child}/reveal?what=id",
        });
        more = more.Concat(grounds.All("child").Where(child => visitor.Covers(child.Region)).SelectMany(child => new[] { $"/children/{child.Id}/excuse", $"/children/{child.Id}/visits/new", $"/children/{child.Id}/danger" }))
            .Concat(grounds.Ledgers.Where(ledger => visitor.Covers(ledger.Village)).Select(ledger => $"/children/{ledger.Child}/excuse"))
            .Concat(grounds.Things.Where(thing => thing.Kind is "visit" or "follow-up" && visitor.Covers(thing.Region)).Select(thing => $"/{thing.Kind}s/{thing.Id}")).Append("/visits/overdue").Append("/coverage/children?place=3708&what=open");
        more = more.Concat(grounds.All("left-director").Where(post => visitor.Covers(post.Region)).Select(post => $"/posts/{post.Id}/handover"));
        if (visitor.Account == "auditor") pages.Insert(0, "/coverage/children?place=3708&what=open");   // the purpose of lists is asked once a log-in: by another page of each
        if (file is null) return [.. pages, .. more];
        var parts = new HashSet<string>();
        foreach (var tab in new[] { "", "/basic", "/care", "/school", "/health", "/categories" })
            parts.UnionWith((await browser.Get(file + tab)).Document.Links.OfType<IHtmlAnchorElement>().Select(link => link.GetAttribute("href") ?? "").Where(href => href.Contains("/correct/", StringComparison.Ordinal)));
        return [.. pages.Where(page => !page.Contains("/correct/", StringComparison.Ordinal)), .. parts.DistinctBy(part => part.Split('?')[0]), .. more];
    }

    /// <summary>All forms of a page, each kind of form once.</summary>
    private sealed class Round(LiveSite site)
    {
        private Browser browser = null!;
        private string who = "";

        public HashSet<string> Forms { get; } = [];

        public HashSet<string> Handlers { get; } = [];

        public List<Offence> Found { get; } = [];

        public int Sent { get; private set; }

        public async Task TryAll(Browser with, string account, string address)
        {
            (browser, who) = (with, account);
            while (Untried(await browser.Get(address), address) is var (form, at))
            {
                Handlers.Add(HandlerOf(Target(form, address)));
                await TryOne(address, at, form);
                await TryTwice(address, at);
            }
        }

        /// <summary>The first form of a kind that was not met yet, and its place on the page: an accepted one may have taken others away.</summary>
        private (IHtmlFormElement Form, int At)? Untried(Page page, string address)
        {
            for (var at = 0; Form(page, at) is { } form; at++)
            {
                if (LeftAlone().IsMatch(Target(form, address))) continue;
                var names = form.Elements.Select(element => element.GetAttribute("name")).Where(name => !string.IsNullOrEmpty(name)).Distinct().Order();
                if (Forms.Add($"{Ids().Replace(address.Split('?')[0], "*")} {Ids().Replace(Target(form, address), "*")} {string.Join(' ', names)}")) return (form, at);
            }

            return null;
        }

        private async Task TryOne(string address, int at, IHtmlFormElement form)
        {
            IHtmlFormElement? fresh = form;
            foreach (var wrong in WrongInput.Of(form))
            {
                // A refused form changed nothing, and the page serves once more.
                if ((fresh ??= Form(await browser.Get(address), at)) is not { } now) return;
                if (wrong.Values.Keys.Any(name => now.Elements.All(element => element.GetAttribute("name") != name))) continue;
                var sent = new FilledForm(Target(now, address), [.. WrongInput.Sensible(now).Where(one => !wrong.Values.ContainsKey(one.Name)), .. wrong.Values.Select(one => (one.Key, one.Value))]);
                var answer = await Send(sent);
                Judge(address, wrong, now, sent, answer);
                if (answer.Status != HttpStatusCode.UnprocessableEntity) fresh = null;
            }
        }

        /// <summary>Sent twice it is done once; sent later, from a page opened before, it is refused.</summary>
        private async Task TryTwice(string address, int at)
        {
            if (Form(await browser.Get(address), at) is not { } form || DoneEachTime().IsMatch(address)) return;
            var sent = new FilledForm(Target(form, address), WrongInput.Sensible(form));
            var first = await Send(sent);
            if (!first.IsOk || browser.Redirects.Count == 0) return;   // not a form that sense alone can fill in
            var done = await Events();
            var second = await Send(sent);
            if ((int)second.Status is >= 500 or 400) Report(address, "sent twice", $"answers {(int)second.Status}");
            if (await Events() != done) Report(address, "sent twice", $"is done twice: {await Last()}");
            if (sent.Entries.All(entry => !entry.Name.EndsWith("Version", StringComparison.Ordinal))) return;
            var late = await Send(sent with { Entries = [.. sent.Entries.Select(entry => (entry.Name, entry.Name.EndsWith("Key", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : entry.Name.EndsWith("Reason", StringComparison.Ordinal) ? "后来又写" : entry.Value))] });
            if (late.Status is not (HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotFound)) Report(address, "sent late", $"answers {(int)late.Status} {late.Heading}");
            if (await Events() != done) Report(address, "sent late", $"is done although another came first: {await Last()}");
        }

        private void Judge(string address, WrongInput wrong, IHtmlFormElement form, FilledForm sent, Page answer)
        {
            void Fault(string what) => Report(address, $"{string.Join(',', wrong.Values.Keys)}: {wrong.What}", what);

            if ((int)answer.Status is >= 500 or 400) Fault($"answers {(int)answer.Status}");
            if (answer.Html.Contains(WrongInput.Script, StringComparison.Ordinal)) Fault("gives markup back as markup");
            if (answer.IsOk && browser.Redirects.Count == 0 && answer.One(".errsum") is not null) Fault("says 200 to a refused form");
            var isRefused = answer.Status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict;
            if (wrong.IsRefused && !isRefused && answer.Status != HttpStatusCode.NotFound && answer.One("dialog[open]") is null) Fault($"takes it: {(int)answer.Status} {answer.Heading}");
            if (!isRefused) return;

            if (answer.Status == HttpStatusCode.UnprocessableEntity && answer.One(".errsum") is null) Fault("does not say what is wrong");
            foreach (var link in answer.All(".errsum a[href^='#']").Select(link => link.GetAttribute("href")![1..]))
                if (answer.Document.GetElementById(link) is null) Fault($"points to #{link}, which is not there");
            foreach (var (name, value) in sent.Entries.Where(entry => entry.Value.Length > 0 && !entry.Value.Any(sign => char.IsSurrogate(sign) || char.IsControl(sign))))
                if (Keeps(form, name, sent, wrong) && answer.Field(name)?.Trim() != value.Trim() && !IsPlacePicked(answer, name)) Fault($"loses what was typed in {name}: {Short(answer.Field(name))}");
        }

        private Task<Page> Send(FilledForm sent)
        {
            Sent++;
            return browser.Send(sent.Request(browser));
        }

        private void Report(string address, string how, string what) => Found.Add(new($"{who} {Ids().Replace(address, "*")} [{how}]", 0, what));

        // What is chosen comes back too, unless it is no choice of the form, or a place was typed after it.
        private static bool Keeps(IHtmlFormElement form, string name, FilledForm sent, WrongInput wrong) => !sent.Entries.Any(entry => entry.Name == name + "Text" && entry.Value.Length > 0) && form.Elements.FirstOrDefault(element => element.GetAttribute("name") == name) switch
        {
            IHtmlInputElement { Type: "password" or "hidden" or "checkbox" } or IHtmlButtonElement or null => false,
            IHtmlSelectElement or IHtmlInputElement { Type: "radio" } => !wrong.Values.ContainsKey(name),
            var element => WrongInput.IsText(element),
        };

        // Words that name one place come back as that place, chosen.
        private static bool IsPlacePicked(Page answer, string name) => name.EndsWith("Text", StringComparison.Ordinal) && answer.One($"input[type=radio][name='{name[..^4]}'][checked]") is not null;

        private static string Short(string? text) => text is { Length: > 40 } ? $"{text[..40]}… ({text.Length})" : text ?? "nothing";

        private static IHtmlFormElement? Form(Page page, int at) => page.IsOk ? page.All("form[method=post]").ElementAtOrDefault(at) as IHtmlFormElement : null;

        private static string Target(IHtmlFormElement form, string address) => form.GetAttribute("action") is { Length: > 0 } action ? action : address;

        private static string HandlerOf(string target) => $"{EveryFieldForEverybody.Shape(target.Split('?')[0])} {(Handler().Match(target) is { Success: true } named ? named.Groups[1].Value : "-")}";

        private async Task<int> Events()
        {
            await using var desk = site.World.AsSystem();
            return await desk.Db.Set<Event>().CountAsync();
        }

        private async Task<string> Last()
        {
            await using var desk = site.World.AsSystem();
            return await desk.Db.Set<Event>().OrderByDescending(one => one.Id).Select(one => one.Action).FirstAsync();
        }
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex("^/children/[0-9a-f-]{36}$")]
    private static partial Regex FilePage();

    [GeneratedRegex("[?&]handler=([A-Za-z]+)")]
    private static partial Regex Handler();

    /// <summary>Forms of the visitor's own session.</summary>
    [GeneratedRegex("^/(?:logout|size)")]
    private static partial Regex LeftAlone();

    /// <summary>Looked at, printed, checked, given a new password or left to the worker: each time it is asked for. Their own tests say what twice means.</summary>
    [GeneratedRegex("/(?:print|reveal)(?:$|\\?)|^/(?:login|password|import/|admin/)")]
    private static partial Regex DoneEachTime();
}
