using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>说明, 要您做, 出错, 已完成.</summary>
public enum BannerKind { Say, Do, Bad, Ok }

/// <summary>&lt;banner kind="Do" says="3 名儿童下月满 18 岁，请先确认是否在读。"&gt;&lt;a class="btn sm" …&gt;&lt;/banner&gt;: at most two buttons, one banner at a time.</summary>
[HtmlTargetElement("banner")]
public sealed class BannerTagHelper : TagHelper
{
    public BannerKind Kind { get; set; }

    /// <summary>Its text; or write paragraphs inside.</summary>
    public string? Says { get; set; }

    /// <summary>The bold word in front; the name of the kind when not given.</summary>
    public string? Lead { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Kind == BannerKind.Say ? "banner" : "banner " + Css.Of(Kind));
        output.Attributes.SetAttribute("role", Kind == BannerKind.Bad ? "alert" : "status");
        var lead = Lead ?? Kind switch { BannerKind.Do => "要您做", BannerKind.Bad => "出错", BannerKind.Ok => "已完成", _ => "说明" };
        if (Says is not null) output.Content.AppendHtml(Html.El("p").Add(Html.El("b", null, lead)).Add(Says));
        output.Content.AppendHtml(inside);
    }
}

/// <summary>&lt;empty title="卧牛村 6月都走访完了" says="…"&gt;&lt;a class="btn" …&gt;&lt;/empty&gt;: why it is empty, what will fill it, one next step.</summary>
[HtmlTargetElement("empty")]
public sealed class EmptyTagHelper : TagHelper
{
    public string Title { get; set; } = "";

    public string Says { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content.AppendHtml(Html.El("h2", null, Title));
        if (Says.Length > 0) output.Content.AppendHtml(Html.El("p", null, Says));
        if (!inside.IsEmptyOrWhiteSpace) output.Content.AppendHtml(Html.El("div", "row").Add(inside));
    }
}
