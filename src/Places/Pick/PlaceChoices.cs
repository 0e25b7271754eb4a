using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace HuTong.Places.Pick;

/// <summary>Found places as radio buttons of the form around them, so that picking needs no script.</summary>
public static class PlaceChoices
{
    /// <param name="name">The posted name of the field: Input.Region.</param>
    /// <param name="found">What fits.</param>
    /// <param name="picked">The code that is checked; a place that alone fits is checked of itself.</param>
    /// <param name="typed">What was typed; says that nothing fits when it is not empty.</param>
    public static IHtmlContent Render(string name, FoundPlaces found, string? picked = null, string typed = "")
    {
        var content = new HtmlContentBuilder();
        if (found.Places.Count == 1 && !found.More) picked ??= found.Places[0].Code;
        foreach (var place in found.Places) content.AppendHtml(Choice(name, place, place.Code == picked));
        if (found.More) content.AppendHtml(Hint($"还有更多。请再多写几个字，或先写乡镇再写村，如“泉林 卞桥”。"));
        if (found.Places.Count == 0 && typed.Trim().Length > 0) content.AppendHtml(Hint("没有找到这个地方。请核对名称，或只写其中两三个字。"));
        return content;
    }

    private static TagBuilder Choice(string name, FoundPlace place, bool isPicked)
    {
        var radio = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        radio.Attributes["type"] = "radio";
        radio.Attributes["name"] = name;
        radio.Attributes["value"] = place.Code;
        if (isPicked) radio.Attributes["checked"] = "checked";

        var above = new TagBuilder("small");
        above.InnerHtml.Append(place.Above.Length > 0 ? place.Above : RegionKind.Says(place.Kind));
        var words = new TagBuilder("span");
        words.InnerHtml.Append(place.Name).AppendHtml(above);
        var label = new TagBuilder("label");
        label.InnerHtml.AppendHtml(radio).AppendHtml(words);
        return label;
    }

    private static TagBuilder Hint(string says)
    {
        var hint = new TagBuilder("p");
        hint.Attributes["class"] = "hint";
        hint.Attributes["role"] = "status";
        hint.InnerHtml.Append(says);
        return hint;
    }
}
