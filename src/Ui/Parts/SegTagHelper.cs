using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>Two to five choices as tiles: real radios, or checkboxes with <see cref="Multiple"/>. What stands inside comes after the tiles.</summary>
[HtmlTargetElement("seg")]
public sealed class SegTagHelper : FieldFrame
{
    public IEnumerable<Choice> Items { get; set; } = [];

    /// <summary>Several may be chosen; the property is a list.</summary>
    public bool Multiple { get; set; }

    /// <summary>One under the other.</summary>
    public bool Down { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var after = await output.GetChildContentAsync();
        if (Multiple) Aside ??= "可选多个";
        var tiles = Html.El("div", Down ? "seg down" : "seg");
        var first = true;
        foreach (var item in Items)
        {
            var input = Html.Void("input").With("type", Multiple ? "checkbox" : "radio").With("name", FullName).With("value", item.Value)
                .With("id", first ? Id : null).With("checked", Values.Contains(item.Value) ? "checked" : null)
                .With("aria-invalid", Errors.Count > 0 && first ? "true" : null);
            foreach (var attribute in output.Attributes.Where(attribute => attribute.Name.StartsWith("hx-", StringComparison.Ordinal)))
                input.Attributes[attribute.Name] = attribute.Value.ToString();
            var words = Html.El("span", null, item.Words);
            if (item.Note is not null) words.Add(Html.El("small", null, item.Note));
            tiles.Add(Html.El("label").Add(input).Add(words));
            first = false;
        }
        output.Attributes.Clear();
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Errors.Count > 0 ? "field err" : "field");
        if (DescribedBy is { } ids) output.Attributes.SetAttribute("aria-describedby", ids);
        output.Content.AppendHtml(Html.El("legend").Add(LabelWords())).AppendHtml(Between()).AppendHtml(tiles).AppendHtml(after);
    }
}
