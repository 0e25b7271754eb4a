using System.Globalization;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>What every field has: label, hint, error, control, in that order, and the ids that tie them (look.md 4).</summary>
public abstract class FieldFrame : TagHelper
{
    /// <summary>The bound property: Input.Name. Or give <see cref="Name"/>.</summary>
    public ModelExpression? For { get; set; }

    /// <summary>The name of a field that is bound to nothing, as in a search.</summary>
    public string? Name { get; set; }

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    /// <summary>Adds 可不填. Required is the rule and not marked.</summary>
    public bool Optional { get; set; }

    /// <summary>Small grey words after the label: 可选多个.</summary>
    public string? Aside { get; set; }

    /// <summary>Overrides the value of the bound property.</summary>
    public object? Value { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The name that is posted.</summary>
    protected string FullName => For is null ? Name ?? "" : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    protected string Id => IdOf(FullName);

    /// <summary>The id of a field's control; error summaries link to it.</summary>
    public static string IdOf(string name) => "f-" + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary>Says that a control with this id stands on the page; fields say so themselves.</summary>
    public static void Place(ViewContext view, string id) => Placed(view).Add(id);

    internal static bool Stands(ViewContext view, string id) => Placed(view).Contains(id);

    private static HashSet<string> Placed(ViewContext view)
    {
        if (view.HttpContext.Items.TryGetValue(typeof(FieldFrame), out var found)) return (HashSet<string>)found!;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        view.HttpContext.Items[typeof(FieldFrame)] = ids;
        return ids;
    }

    public override void Init(TagHelperContext context)
    {
        if (FullName.Length > 0) Place(ViewContext, Id);
    }

    protected IReadOnlyList<string> Errors =>
        ViewContext.ViewData.ModelState.TryGetValue(FullName, out var entry) ? [.. entry.Errors.Select(error => error.ErrorMessage)] : [];

    /// <summary>What was typed, if the form came back; else the value as people write it.</summary>
    protected IReadOnlyList<string> Values =>
        ViewContext.ViewData.ModelState.TryGetValue(FullName, out var entry) && entry.RawValue is not null && entry.AttemptedValue is { } typed
            ? Value is null && entry.RawValue is string[] several ? several : [typed]
            : Text(Value ?? For?.Model);

    protected string? DescribedBy
    {
        get
        {
            var ids = new List<string>();
            if (Hint is not null) ids.Add("h" + Id);
            if (Errors.Count > 0) ids.Add("e" + Id);
            return ids.Count == 0 ? null : string.Join(' ', ids);
        }
    }

    /// <summary>Hint and error, the two that stand between label and control.</summary>
    protected IHtmlContent Between()
    {
        var content = new HtmlContentBuilder();
        if (Hint is not null) content.AppendHtml(Html.El("p", "hint", Hint).With("id", "h" + Id));
        var errors = Errors;
        if (errors.Count > 0) content.AppendHtml(Html.El("p", "msg", string.Concat(errors)).With("id", "e" + Id));
        return content;
    }

    protected IHtmlContent LabelWords()
    {
        var content = new HtmlContentBuilder().Append(Label);
        var aside = Aside ?? (Optional ? "可不填" : null);
        if (aside is not null) content.Append(" ").AppendHtml(Html.El("span", "opt", aside));
        return content;
    }

    private static IReadOnlyList<string> Text(object? value) => value switch
    {
        null => [],
        string text => [text],
        DateOnly day => [Show.Date(day)],
        bool tick => [tick ? "true" : "false"],
        System.Collections.IEnumerable several => [.. several.Cast<object?>().SelectMany(Text)],
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        _ => [value.ToString() ?? ""],
    };
}
