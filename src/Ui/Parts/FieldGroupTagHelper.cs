using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>Several small fields under one bold word: 现在住在哪里. Put &lt;field sub …&gt; inside.</summary>
[HtmlTargetElement("field-group")]
public sealed class FieldGroupTagHelper : FieldFrame
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "fieldset";
        output.Attributes.SetAttribute("class", FullName.Length > 0 && Errors.Count > 0 ? "field err" : "field");
        if (FullName.Length > 0) output.Attributes.SetAttribute("id", Id);
        output.Content.AppendHtml(Html.El("legend").Add(LabelWords()));
        if (FullName.Length > 0) output.Content.AppendHtml(Between());
        else if (Hint is not null) output.Content.AppendHtml(Html.El("p", "hint", Hint));
        output.Content.AppendHtml(Html.El("div", "row base").Add(inside));
    }
}
