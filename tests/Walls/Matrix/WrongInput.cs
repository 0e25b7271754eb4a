using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace HuTong.Walls.Matrix;

/// <summary>One way to send a form that nobody should.</summary>
/// <param name="Values">What stands in which field; the others are filled in sensibly.</param>
/// <param name="IsRefused">Must the form come back, whatever else it holds?</param>
internal sealed record WrongInput(string What, IReadOnlyDictionary<string, string> Values, bool IsRefused)
{
    public const string Script = "<script>alert(1)</script>";

    private const string Token = "__RequestVerificationToken", AnotherCounty = "370829101200";

    private static readonly string Long = string.Concat(Enumerable.Repeat("长", 20_000));   // 60 KB of UTF-8

    private static readonly (string What, string Value)[] Odd = [("markup", $"{Script}\"'😀"), ("control characters", "a\u0007\u001b\u202eb"), ("another kind", "-1e999"), ("half an emoji", "\ud83d")];

    /// <summary>The ways that fit a form: first those that are sure to come back, so that it is still there for the rest.</summary>
    public static IEnumerable<WrongInput> Of(IHtmlFormElement form)
    {
        var fields = form.Elements.Where(IsFilledIn).DistinctBy(field => field.GetAttribute("name")).ToList();
        var texts = fields.Where(IsText).ToList();
        foreach (var field in texts) yield return Each("too long", [field], Long, isRefused: field.GetAttribute("type") is not ("password" or "search"));
        foreach (var field in fields.Where(IsPlace)) yield return Each("another county's place", [field], AnotherCounty);
        foreach (var field in fields.Where(field => field is IHtmlInputElement { Type: "hidden" }))
            yield return Each("meddled", [field], Name(field).EndsWith("Version", StringComparison.Ordinal) ? "99999999999999999999" : "x");
        foreach (var field in fields.Where(field => field is IHtmlSelectElement or IHtmlInputElement { Type: "radio" or "checkbox" })) yield return Each("no such choice", [field], "no-such-choice");
        if (fields.Exists(IsPersons)) yield return Each("nothing", [.. fields.Where(IsPersons)], "");
        foreach (var (at, field) in texts.Index()) yield return Each(Odd[at % Odd.Length].What, [field], Odd[at % Odd.Length].Value);
        if (texts.Count > 1) foreach (var (what, value) in Odd) yield return Each($"{what} everywhere", texts, value);
    }

    /// <summary>What a person would fill in: nothing wrong in itself, and no more than is asked for.</summary>
    public static IReadOnlyList<(string Name, string Value)> Sensible(IHtmlFormElement form)
    {
        var filled = new List<(string, string)>();
        foreach (var element in form.Elements.Where(element => !element.HasAttribute("disabled")))
            if (element.GetAttribute("name") is { Length: > 0 } name && ValueOf(element, filled.Exists(one => one.Item1 == name), IsOptional(element)) is { } value) filled.Add((name, value));
        if (form.QuerySelector("button:not([type=button])[name]") is { } button) filled.Add((Name(button), button.GetAttribute("value") ?? ""));
        return filled;
    }

    public static bool IsText(IElement element) => element is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "tel" or "email" or "number" or "password" };

    private static WrongInput Each(string what, IEnumerable<IElement> fields, string value, bool isRefused = false) => new(what, fields.ToDictionary(Name, _ => value), isRefused);

    private static string Name(IElement element) => element.GetAttribute("name") ?? "";

    private static bool IsFilledIn(IElement element) => Name(element) is { Length: > 0 } name && name != Token && element is not (IHtmlButtonElement or IHtmlInputElement { Type: "submit" or "file" }) && !element.HasAttribute("disabled");

    private static bool IsPersons(IElement element) => element is not IHtmlInputElement { Type: "hidden" };

    private static bool IsPlace(IElement element) => element is IHtmlInputElement { Type: not "hidden" } && Name(element) is var name && new[] { "Place", "Region", "Village" }.Any(end => name.EndsWith(end, StringComparison.Ordinal));

    private static bool IsOptional(IElement element) => element.Closest(".field")?.QuerySelector(".opt") is not null;

    private static string? ValueOf(IElement element, bool isThere, bool isOptional) => element switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" or "file" } => null,
        IHtmlInputElement { Type: "radio" } radio => isThere || isOptional && !radio.IsChecked ? null : radio.Value,
        IHtmlInputElement { Type: "checkbox" } box => box.IsChecked ? box.Value : null,
        IHtmlInputElement { Type: "password" } => "quanlin-apricot-77-lamp",
        IHtmlInputElement { Value.Length: > 0 } input => input.Value,
        IHtmlTextAreaElement { Value.Length: > 0 } area => area.Value,
        IHtmlSelectElement select => !string.IsNullOrEmpty(select.Value) || isOptional ? select.Value ?? "" : select.Options.FirstOrDefault(option => option.Value.Length > 0)?.Value ?? "",
        _ when isOptional || element is IHtmlInputElement { Type: "hidden" } => "",
        IHtmlInputElement { Type: "tel" } => "13900009999",
        IHtmlInputElement or IHtmlTextAreaElement => Name(element) switch
        {
            var name when name.EndsWith("On", StringComparison.Ordinal) || name.EndsWith("Day", StringComparison.Ordinal) => "2026-6-1",
            var name when name.EndsWith("Text", StringComparison.Ordinal) => "泉林 卞桥一村",
            _ => "写一点",
        },
        _ => null,
    };
}
