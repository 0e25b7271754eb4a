using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>On top of a form: how many places to change, each a link to its field. Nothing when there is none. The page's title then begins 有错：.</summary>
[HtmlTargetElement("error-summary")]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>What cannot be done yet: 保存, 登录, 写入.</summary>
    public string Act { get; set; } = "保存";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = ViewContext.ViewData.ModelState.SelectMany(entry => (entry.Value?.Errors ?? []).Select(error => (Field: entry.Key, Says: error.ErrorMessage))).ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        var list = Html.El("ul");
        foreach (var (field, says) in wrong)
            list.Add(Html.El("li").Add(field.Length == 0 ? Html.El("span", null, says) : Html.El("a", null, says).With("href", "#" + FieldFrame.IdOf(field))));
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errsum");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.AppendHtml(Html.El("h2", null, $"还有 {wrong.Count} 处要改，改好才能{Act}")).AppendHtml(list);
    }
}
