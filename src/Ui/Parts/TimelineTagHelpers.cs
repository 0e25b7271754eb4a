using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>&lt;timeline&gt; holds &lt;moment&gt;s, newest first, the next due on top.</summary>
[HtmlTargetElement("timeline")]
public sealed class TimelineTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "tl");
    }
}

/// <summary>Next: due, a triangle; Seen: child seen in person, a filled dot; Worry: a square; Plain: a ring.</summary>
public enum MomentKind { Plain, Next, Seen, Worry }

/// <summary>&lt;moment kind="Seen" at="2024年4月26日" note="马秀芝；安全，无新需要"&gt;入户走访，见到本人&lt;/moment&gt;</summary>
[HtmlTargetElement("moment", ParentTag = "timeline")]
public sealed class MomentTagHelper : TagHelper
{
    public MomentKind Kind { get; set; }

    public string At { get; set; } = "";

    public string? Note { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Kind != MomentKind.Plain) output.Attributes.SetAttribute("class", Css.Of(Kind));
        var kind = Kind switch { MomentKind.Next => "将到期：", MomentKind.Worry => "要紧：", _ => "" };
        var words = Html.El("p");
        if (kind.Length > 0) words.Add(Html.El("span", "vh", kind));
        output.Content.SetHtmlContent(Html.El("time", null, At)).AppendHtml(words.Add(await output.GetChildContentAsync()));
        if (Note is not null) output.Content.AppendHtml(Html.El("p", "mute small", Note));
    }
}
