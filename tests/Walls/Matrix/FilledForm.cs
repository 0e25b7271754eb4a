using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>A form with something in every field, so that a handler goes as far as it can.</summary>
/// <param name="Target">Where it is sent to, path and query.</param>
internal sealed record FilledForm(string Target, IReadOnlyList<(string Name, string Value)> Entries)
{
    private const string Token = "__RequestVerificationToken";

    public static FilledForm Of(IHtmlFormElement form, string address)
    {
        var entries = new List<(string, string)>();
        foreach (var element in form.Elements.Where(element => !element.HasAttribute("disabled")))
            if (element.GetAttribute("name") is { Length: > 0 } name && Value(element, entries.Any(entry => entry.Item1 == name)) is { } value) entries.Add((name, value));
        if (form.QuerySelector("button:not([type=button])[name]") is { } button) entries.Add((button.GetAttribute("name")!, button.GetAttribute("value") ?? ""));
        return new FilledForm(form.GetAttribute("action") is { Length: > 0 } action ? action : address, entries);
    }

    /// <summary>With this in one field, or (*) in every field that a person fills in.</summary>
    public FilledForm With(string name, string value) => this with
    {
        Entries = name == "*"
            ? [.. Entries.Select(entry => entry.Name == Token ? entry : (entry.Name, value))]
            : [.. Entries.Where(entry => entry.Name != name), (name, value)],
    };

    public HttpRequestMessage Request(Browser browser) => new(HttpMethod.Post, new Uri(browser.Address, Target))
    {
        Content = new FormUrlEncodedContent(Entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value))),
    };

    private static string? Value(IElement element, bool isThere) => element switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" or "file" } => null,
        IHtmlInputElement { Type: "radio" } radio => isThere ? null : radio.Value,
        IHtmlInputElement { Type: "checkbox" } box => box.IsChecked ? box.Value : null,
        IHtmlInputElement { Type: "hidden" } hidden => hidden.Value,
        IHtmlInputElement { Type: "date" } date => date.Value.Length > 0 ? date.Value : "2026-06-01",
        IHtmlInputElement { Type: "tel" } tel => tel.Value.Length > 0 ? tel.Value : "13900009999",
        IHtmlInputElement input => input.Value.Length > 0 ? input.Value : "核对登记",
        IHtmlTextAreaElement area => area.Value.Length > 0 ? area.Value : "核对登记",
        IHtmlSelectElement select => !string.IsNullOrEmpty(select.Value) ? select.Value : select.Options.FirstOrDefault(option => option.Value.Length > 0)?.Value ?? "",
        _ => null,
    };
}
