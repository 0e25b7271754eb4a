using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>One checkbox with its words, for a bool: &lt;tick for="Input.NoNumber" label="还没有证件号" /&gt;.</summary>
[HtmlTargetElement("tick", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TickTagHelper : FieldFrame
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var input = Html.Void("input").With("type", "checkbox").With("id", Id).With("name", FullName).With("value", "true")
            .With("checked", Values.Contains("true") ? "checked" : null).With("aria-describedby", DescribedBy).With("aria-invalid", Errors.Count > 0 ? "true" : null);
        foreach (var attribute in output.Attributes) input.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        output.Attributes.Clear();
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.AppendHtml(Between()).AppendHtml(Html.El("label", "tick").Add(input).Add(Html.El("span").Add(LabelWords())));
    }
}
