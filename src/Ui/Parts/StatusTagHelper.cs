using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>The six states of look.md 4: a shape and a colour; the words carry the meaning. None has neither.</summary>
public enum StatusKind { None, Over, Soon, Done, Todo, Wait, Stop }

/// <summary>&lt;status kind="Over"&gt;逾期 25 天&lt;/status&gt;</summary>
[HtmlTargetElement("status")]
public sealed class StatusTagHelper : TagHelper
{
    public StatusKind Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", "st " + Css.Of(Kind));
    }
}

/// <summary>&lt;tag&gt;低保家庭&lt;/tag&gt;: a category or a fact, not to be clicked; at most three in a head.</summary>
[HtmlTargetElement("tag")]
public sealed class TagTagHelper : TagHelper
{
    public TagColour Colour { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", Colour == TagColour.Plain ? "tag" : "tag " + Css.Of(Colour));
    }
}

public enum TagColour { Plain, Pine, Slate, Amber, Cinnabar }

/// <summary>&lt;chip href="/children"&gt;北岭村&lt;/chip&gt;: an applied filter; the link leads to the list without it.</summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "chip");
        output.Content.SetHtmlContent(await output.GetChildContentAsync());
        output.PostContent.AppendHtml(Html.El("span", "x", "去掉"));
    }
}

internal static class Css
{
    /// <summary>The class of an enum's member: its name in small letters.</summary>
    public static string Of(Enum member) => member.ToString().ToLowerInvariant();
}
