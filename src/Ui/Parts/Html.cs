using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace HuTong.Ui.Parts;

/// <summary>Short words for building elements; text is always encoded.</summary>
internal static class Html
{
    public static TagBuilder El(string name, string? css = null, string? text = null)
    {
        var element = new TagBuilder(name);
        if (css is not null) element.Attributes["class"] = css;
        if (text is not null) element.InnerHtml.Append(text);
        return element;
    }

    public static TagBuilder With(this TagBuilder element, string attribute, string? value)
    {
        if (value is not null) element.Attributes[attribute] = value;
        return element;
    }

    public static TagBuilder Add(this TagBuilder element, IHtmlContent content)
    {
        element.InnerHtml.AppendHtml(content);
        return element;
    }

    public static TagBuilder Add(this TagBuilder element, string text)
    {
        element.InnerHtml.Append(text);
        return element;
    }

    /// <summary>An element without end tag: input.</summary>
    public static TagBuilder Void(string name, string? css = null)
    {
        var element = El(name, css);
        element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }
}
