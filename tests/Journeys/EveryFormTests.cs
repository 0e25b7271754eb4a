using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HuTong.Testing;
using Xunit;

namespace HuTong.Journeys;

/// <summary>
/// Every form of the product, each field filled in as nobody should (issue "Bad input"): never a fault of the program; the form comes
/// back with what is wrong, joined to its field, and with everything that was typed.
/// </summary>
public sealed class EveryFormTests(LoadedSite loaded) : IClassFixture<LoadedSite>
{
    [Theory]
    [InlineData("c370831")]
    [InlineData("quanlin.supervisor")]
    [InlineData("quanlin.director")]
    [InlineData("r370831")]
    [InlineData("auditor")]
    [InlineData("secadmin")]
    [InlineData("sysadmin")]
    [InlineData("auditadmin")]
    public async Task Comes_back_with_what_is_wrong_and_nothing_lost(string account)
    {
        using var browser = await loaded.Site.LogIn(account);
        var faults = new List<string>();
        var forms = await FormsOfSite.Of(browser, "/password", loaded.Child, $"{loaded.Child}/correct/disability", $"{loaded.Child}/correct/mother");
        var tries = 0;
        foreach (var (path, at) in forms.OrderBy(form => form.Page == "/password"))   // last: wrong passwords end the session
            foreach (var bad in await BadInputsOf(browser, path, at))
                if (await Try(browser, path, at, bad, faults)) tries++;
        Assert.True(faults.Count == 0, $"{forms.Count} forms, {tries} tries\n" + string.Join('\n', faults.Distinct()));
        Assert.True(tries >= forms.Count, $"Only {tries} tries at {forms.Count} forms.");
    }

    private static async Task<IReadOnlyList<BadInput>> BadInputsOf(Browser browser, string path, int at)
    {
        var form = Form(await browser.Get(path), path, at);
        return form is null ? [] : [.. form.Elements.Where(element => !string.IsNullOrEmpty(element.GetAttribute("name")) && element is not IHtmlButtonElement && element.GetAttribute("name") != "__RequestVerificationToken")
            .DistinctBy(element => element.GetAttribute("name")).SelectMany(BadInput.For)];
    }

    private static async Task<bool> Try(Browser browser, string path, int at, BadInput bad, List<string> faults)
    {
        if (Form(await browser.Get(path), path, at) is not { } form) return false;   // an earlier try was accepted and the page moved on
        if (form.Elements.All(element => element.GetAttribute("name") != bad.Name)) return false;
        var filled = BadInput.Sensible(form).Where(field => field.Name != bad.Name).Append((bad.Name, bad.Value)).ToArray();
        var texts = form.Elements.Where(IsText).Select(element => element.GetAttribute("name")!).ToHashSet();
        var answer = await browser.SendForm(form, filled);
        void Fault(string what) => faults.Add(string.Create(CultureInfo.InvariantCulture, $"{path} [{bad.Name}: {bad.What}] {what}"));

        if ((int)answer.Status >= 500 || answer.Status is HttpStatusCode.BadRequest) Fault($"answers {(int)answer.Status}");
        if (answer.Html.Contains(BadInput.Script, StringComparison.Ordinal)) Fault("gives markup back as markup");
        if (answer.Status == HttpStatusCode.OK && browser.Redirects.Count == 0 && answer.One(".errsum") is not null) Fault("says 200 to a refused form");
        if (bad.IsRefused && answer.Status is not (HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict or HttpStatusCode.NotFound)) Fault($"takes it ({(int)answer.Status} {answer.Address})");
        if (answer.Status is not (HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)) return true;

        if (answer.Status == HttpStatusCode.UnprocessableEntity && answer.One(".errsum") is null) Fault("does not say what is wrong");
        foreach (var link in answer.All(".errsum a[href^='#']").Select(link => link.GetAttribute("href")![1..]))
            if (answer.Document.GetElementById(link) is null) Fault($"points to #{link}, which is not there");
        foreach (var (name, value) in filled.Where(field => texts.Contains(field.Name) && field.Value is not "" && !field.Value.Any(char.IsSurrogate) && !field.Value.Any(char.IsControl)))
            if (answer.Field(name)?.Trim() != value.Trim()) Fault($"loses what was typed in {name}: {answer.Field(name)}");
        return true;
    }

    private static bool IsText(IElement element) => element is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "tel" or "email" or "number" };

    private static IHtmlFormElement? Form(Page page, string path, int at) => page.IsOk && page.Address.Split('?')[0] == path.Split('?')[0] ? page.Document.Forms.ElementAtOrDefault(at) as IHtmlFormElement : null;
}
