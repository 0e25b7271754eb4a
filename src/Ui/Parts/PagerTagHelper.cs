using HuTong.Ui.Words;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>Keyset pager: 第 1–20 人，共 64 人 · 上一页 · 下一页（从田佳宁之后）. No page numbers.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    /// <summary>Ordinal of the first row shown; 0 when it is not known.</summary>
    public long First { get; set; }

    /// <summary>Rows on this page.</summary>
    public int Rows { get; set; }

    /// <summary>All of them in words: 64, 1,000 以上. Null: not said.</summary>
    public string? Total { get; set; }

    /// <summary>人 children, 条 records, 行 file rows.</summary>
    public string Unit { get; set; } = "人";

    /// <summary>Address of the page before, or null.</summary>
    public string? Previous { get; set; }

    /// <summary>Address of the next page, or null.</summary>
    public string? Next { get; set; }

    /// <summary>Who is the last of this page, said in the link.</summary>
    public string? After { get; set; }

    /// <summary>Attributes for partial loading, repeated on both links: hx-target of the list.</summary>
    public string? Target { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", "翻页");
        output.Content.AppendHtml(Html.El("span", null, Counted())).AppendHtml(inside);
        var keys = Html.El("span", "mute right js-only keys").Add(Html.El("kbd", null, "J")).Add(" ").Add(Html.El("kbd", null, "K")).Add(" 上下移　").Add(Html.El("kbd", null, "回车")).Add(" 打开　");
        output.Content.AppendHtml(keys.Add(Html.El("button", "link", "关掉单键").With("type", "button").With("data-keys", "off")));
        output.Content.AppendHtml(Link(Previous, "上一页", "prev")).AppendHtml(Link(Next, After is null ? "下一页" : $"下一页（从{After}之后）", "next"));
    }

    private string Counted()
    {
        var total = Total is null ? "" : $"共 {Total} {Unit}";
        if (Rows == 0 || First == 0) return total;
        return $"第 {Show.Number(First)}–{Show.Number(First + Rows - 1)} {Unit}" + (total.Length == 0 ? "" : "，" + total);
    }

    private Microsoft.AspNetCore.Mvc.Rendering.TagBuilder Link(string? to, string words, string rel)
    {
        if (string.IsNullOrEmpty(to)) return Html.El("span", "mute", rel == "prev" ? "上一页" : "没有下一页了");
        var link = Html.El("a", "btn sm", words).With("href", to).With("rel", rel);
        return Target is null ? link : link.With("hx-get", to).With("hx-target", Target).With("hx-push-url", "true");
    }
}
