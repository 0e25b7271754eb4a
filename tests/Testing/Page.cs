using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace HuTong.Testing;

/// <summary>One answer of the product, read as a person reads it.</summary>
/// <param name="Address">Path and query after all redirects.</param>
/// <param name="Html">The body exactly as it came; compare this when two answers must be alike.</param>
public sealed record Page(HttpStatusCode Status, string Address, string Html, IReadOnlyDictionary<string, string> Headers)
{
    private readonly Lazy<IHtmlDocument> document = new(() => new HtmlParser().ParseDocument(Html));

    public IHtmlDocument Document => document.Value;

    public bool IsOk => Status == HttpStatusCode.OK;

    /// <summary>The h1, white space made single.</summary>
    public string Heading => Tidy(Document.QuerySelector("h1")?.TextContent);

    /// <summary>All text a reader sees, white space made single.</summary>
    public string Text => Tidy(Document.Body?.TextContent);

    public IElement? One(string selector) => Document.QuerySelector(selector);

    public IReadOnlyList<IElement> All(string selector) => [.. Document.QuerySelectorAll(selector)];

    /// <summary>The texts of all elements of a selector.</summary>
    public IReadOnlyList<string> Texts(string selector) => [.. Document.QuerySelectorAll(selector).Select(element => Tidy(element.TextContent))];

    /// <summary>The value a field would be sent with; null when there is no such field.</summary>
    public string? Field(string name) => Document.GetElementsByName(name).FirstOrDefault() switch
    {
        IHtmlInputElement { Type: "radio" } => Document.GetElementsByName(name).OfType<IHtmlInputElement>().FirstOrDefault(input => input.IsChecked)?.Value ?? "",
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlTextAreaElement area => area.Value,
        _ => null,
    };

    /// <summary>The address of the link with this text.</summary>
    /// <exception cref="InvalidOperationException">No link says so; the message lists those that are there.</exception>
    public string LinkTo(string text) =>
        Document.Links.OfType<IHtmlAnchorElement>().FirstOrDefault(link => Tidy(link.TextContent).Contains(text, StringComparison.Ordinal))?.GetAttribute("href")
        ?? throw new InvalidOperationException($"No link \"{text}\" on {Address}. Links: {string.Join(" · ", Document.Links.Select(link => Tidy(link.TextContent)))}");

    /// <summary>The button a person would press.</summary>
    /// <exception cref="InvalidOperationException">No button says so; the message lists those that are there.</exception>
    internal IHtmlElement Button(string text) =>
        Buttons.FirstOrDefault(button => Label(button) == text) ?? Buttons.FirstOrDefault(button => Label(button).Contains(text, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No button \"{text}\" on {Address} ({(int)Status}). Buttons: {string.Join(" · ", Buttons.Select(Label))}");

    private IEnumerable<IHtmlElement> Buttons => Document.QuerySelectorAll("button:not([type=button]), input[type=submit]").OfType<IHtmlElement>();

    private static string Label(IHtmlElement button) => button is IHtmlInputElement input ? input.Value : Tidy(button.TextContent);

    private static string Tidy(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
