using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace HuTong.Journeys;

/// <summary>One way to fill a field that nobody should.</summary>
/// <param name="IsRefused">Must the form come back whatever else it holds?</param>
internal sealed record BadInput(string What, string Name, string Value, bool IsRefused)
{
    public const string Script = "<script>alert(1)</script>";

    private static readonly string Long = string.Concat(Enumerable.Repeat("长", 20_000));   // 60 KB of UTF-8

    /// <summary>The bad inputs that fit a field's kind.</summary>
    public static IEnumerable<BadInput> For(IElement field)
    {
        var name = field.GetAttribute("name")!;
        yield return new("nothing", name, "", IsRefused: false);
        switch (field)
        {
            case IHtmlInputElement { Type: "checkbox" or "radio" } or IHtmlSelectElement:
                yield return new("no such choice", name, "no-such-choice", IsRefused: false);
                break;
            case IHtmlInputElement { Type: "hidden" }:
                yield return new("meddled", name, "x", IsRefused: false);
                yield return new("huge number", name, "99999999999999999999", IsRefused: false);
                break;
            default:
                yield return new("too long", name, Long, field.GetAttribute("type") is not "password");
                yield return new("markup", name, $"{Script}\"'😀", IsRefused: false);
                yield return new("control characters", name, "a\u0007\u001b\u202eb", IsRefused: false);
                yield return new("half an emoji", name, "\ud83d", IsRefused: false);
                yield return new("another kind", name, "-1e999", IsRefused: false);
                break;
        }

        if (name.EndsWith("Place", StringComparison.Ordinal) || name.EndsWith("Region", StringComparison.Ordinal) || name.EndsWith("Village", StringComparison.Ordinal))
            yield return new("another county's place", name, "370829101200", IsRefused: false);
    }

    /// <summary>What a person would fill in: nothing wrong in itself.</summary>
    public static IReadOnlyList<(string Name, string Value)> Sensible(IHtmlFormElement form)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || filled.ContainsKey(name)) continue;
            var value = element switch
            {
                IHtmlInputElement { Type: "hidden" or "file" or "submit" or "button" or "checkbox" } => null,
                IHtmlInputElement { Type: "radio" } radio => form.Elements.OfType<IHtmlInputElement>().Any(one => one.Name == name && one.IsChecked) ? null : radio.Value,
                IHtmlInputElement { Type: "password" } => "quanlin-apricot-77-lamp",
                IHtmlInputElement { Value.Length: > 0 } => null,
                IHtmlInputElement text => text.Id is { } id && id.EndsWith("On", StringComparison.Ordinal) ? "2026-6-1" : text.Name!.EndsWith("Text", StringComparison.Ordinal) ? "泉林 卞桥一村" : "写一点",
                IHtmlTextAreaElement => "写一点",
                IHtmlSelectElement { Value.Length: 0 } select => select.Options.FirstOrDefault(option => option.Value.Length > 0)?.Value,
                _ => null,
            };
            if (value is not null) filled[name] = value;
        }

        return [.. filled.Select(one => (one.Key, one.Value))];
    }
}
