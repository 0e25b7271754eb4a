using HuTong.Ui.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>One number of a strip (&lt;div class="stats"&gt;): label with status, linked number and unit, one line of context. Zero is plain grey.</summary>
[HtmlTargetElement("stat")]
public sealed class StatTagHelper : TagHelper
{
    public StatusKind Status { get; set; }

    public string Label { get; set; } = "";

    public long Value { get; set; }

    /// <summary>Written instead of the value: 1,168.4.</summary>
    public string? Words { get; set; }

    public string Unit { get; set; } = "人";

    /// <summary>Exactly the rows it counts.</summary>
    public string Href { get; set; } = "";

    public string? Note { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Status != StatusKind.None && Value != 0 ? "stat " + Css.Of(Status) : "stat");
        var label = Html.El("span", "k").Add(Status != StatusKind.None ? Html.El("span", "st " + Css.Of(Status), Label) : Html.El("span", null, Label));
        var number = Words ?? Show.Number(Value);
        var value = Html.El("span", Value == 0 ? "v zero" : "v").Add(Value == 0 || Href.Length == 0 ? Html.El("span", null, number) : Html.El("a", null, number).With("href", Href));
        output.Content.AppendHtml(label).AppendHtml(value.Add(Html.El("small", null, Unit)));
        if (Note is not null) output.Content.AppendHtml(Html.El("span", "d", Note));
        output.Content.AppendHtml(inside);
    }
}
