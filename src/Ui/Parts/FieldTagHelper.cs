using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>
/// A labelled field: text, password, area, select, date, file … Attributes that it does not know (autocomplete, inputmode, maxlength,
/// placeholder, accept, hx-…) go to the control. What stands inside the element comes after the control: a tick, a link.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper : FieldFrame
{
    /// <summary>text (usual), password, search, tel, number, file, area, select, date.</summary>
    public string Type { get; set; } = "text";

    /// <summary>The choices of a select.</summary>
    public IEnumerable<Choice>? Items { get; set; }

    /// <summary>The first, empty choice of a select; null for none.</summary>
    public string? Empty { get; set; }

    /// <summary>Lines of an area.</summary>
    public int Rows { get; set; } = 2;

    /// <summary>xs, s, m, l: shows the expected length; else the whole width.</summary>
    public string? Width { get; set; }

    /// <summary>A small label, inside a &lt;field-group&gt;.</summary>
    public bool Sub { get; set; }

    public bool LabelHidden { get; set; }

    /// <summary>Adds buttons 今天 and 昨天 to a date.</summary>
    public bool Quick { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var after = await output.GetChildContentAsync();
        var control = Control();
        foreach (var attribute in output.Attributes)
            control.Attributes[attribute.Name] = attribute.ValueStyle == HtmlAttributeValueStyle.Minimized ? attribute.Name : Plain(attribute.Value);
        output.Attributes.Clear();

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "field" + (Sub ? " sub" : "") + (Errors.Count > 0 ? " err" : ""));
        output.Content.AppendHtml(Html.El("label", LabelHidden ? "vh" : null).With("for", Id).Add(LabelWords()));
        output.Content.AppendHtml(Between());
        output.Content.AppendHtml(WithCompany(control, after));
    }

    private TagBuilder Control()
    {
        var css = "inp" + (Width is null ? "" : $" w-{Width}");
        var value = string.Join('\n', Values);
        var control = Type switch
        {
            "area" => Html.El("textarea", css, value).With("rows", $"{Rows}"),
            "select" => Select(css),
            "password" or "file" => Html.Void("input", css).With("type", Type),
            "date" => Html.Void("input", css).With("type", "text").With("value", value).With("autocomplete", "off").With("data-date", "o" + Id),
            _ => Html.Void("input", css).With("type", Type).With("value", value),
        };
        if (Type == "date" && Width is null) control.Attributes["class"] = "inp w-m";
        return control.With("id", Id).With("name", FullName).With("aria-describedby", Describe()).With("aria-invalid", Errors.Count > 0 ? "true" : null);
    }

    private string? Describe() => Type == "date" ? $"{DescribedBy} o{Id}".Trim() : DescribedBy;

    private TagBuilder Select(string css)
    {
        var select = Html.El("select", css);
        if (Empty is not null) select.Add(Html.El("option", null, Empty).With("value", ""));
        foreach (var item in Items ?? [])
            select.Add(Html.El("option", null, item.Words).With("value", item.Value).With("selected", Values.Contains(item.Value) ? "selected" : null));
        return select;
    }

    private IHtmlContent WithCompany(TagBuilder control, TagHelperContent after)
    {
        if (Type != "date" && after.IsEmptyOrWhiteSpace) return control;
        var row = Html.El("div", "row").Add(control);
        if (Type == "date")
        {
            if (Quick) row.Add(Html.El("button", "link small js-only", "今天").With("type", "button").With("data-fill", Id)).Add(Html.El("button", "link small js-only", "昨天").With("type", "button").With("data-fill", Id));
            row.Add(Html.El("output", "mute small").With("id", "o" + Id).With("for", Id));
        }
        return row.Add(after);
    }

    private static string Plain(object value)
    {
        if (value is not IHtmlContent content) return value.ToString() ?? "";
        using var writer = new StringWriter();
        content.WriteTo(writer, NullHtmlEncoder.Default);
        return System.Net.WebUtility.HtmlDecode(writer.ToString());
    }
}
