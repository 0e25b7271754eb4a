using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>
/// On top of a form: how many places to change, each a link to its field, or plain words when no field of that name stands on the page
/// (a hidden one that came back meddled with, a choice that is not offered). Nothing when there is none. The page's title then begins 有错：.
/// </summary>
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
        foreach (var (field, says) in wrong) list.Add(Html.El("li").Add(new Line(ViewContext, field, says)));
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errsum");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.AppendHtml(Html.El("h2", null, $"还有 {wrong.Count} 处要改，改好才能{Act}")).AppendHtml(list);
    }

    /// <summary>Written when the page is: the fields below the summary are known by then.</summary>
    private sealed class Line(ViewContext view, string field, string says) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var id = FieldFrame.IdOf(field);
            var words = field.Length > 0 && FieldFrame.Stands(view, id) ? Html.El("a", null, says).With("href", "#" + id) : Html.El("span", null, says);
            words.WriteTo(writer, encoder);
        }
    }
}
