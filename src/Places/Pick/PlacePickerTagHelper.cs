using System.Text.Json;
using HuTong.Core;
using HuTong.Data.Fence;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Places.Pick;

/// <summary>
/// &lt;place-picker for="Input.Region" label="住在哪个村" level="Village" /&gt; posts the code as Input.Region and what was typed as
/// Input.RegionText. With script the places appear while typing; without it the form comes back with the choice, when the page
/// model could not settle it by <see cref="PlaceQuery.Only"/>.
/// </summary>
[HtmlTargetElement("place-picker", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PlacePickerTagHelper(PlaceQuery places, Scope scope) : FieldFrame
{
    /// <summary>What the text's field adds to the name of the code's field.</summary>
    public const string TextSuffix = "Text";

    /// <summary>Only places of this level; null for any.</summary>
    public RegionLevel? Level { get; set; }

    /// <summary>True for every place of the country (a registered home); else only the user's jurisdiction.</summary>
    public bool Everywhere { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var within = Everywhere ? null : scope.Prefixes;
        var code = Values.FirstOrDefault();
        var typed = ViewContext.ViewData.ModelState.TryGetValue(FullName + TextSuffix, out var entry) ? entry.AttemptedValue ?? "" : "";
        var picked = places.Of(code, within);
        var found = picked is not null ? new FoundPlaces([picked], More: false)
            : typed.Length > 0 ? places.Run(new PlaceSearch(typed, within, Level)) : new FoundPlaces([], More: false);

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Errors.Count > 0 ? "field err" : "field");
        output.Content.AppendHtml(Caption()).AppendHtml(Between()).AppendHtml(Search(picked is null ? typed : ""));
        output.Content.AppendHtml(List(PlaceChoices.Render(FullName, found, code, picked is null ? typed : "")));
    }

    private TagBuilder Caption()
    {
        var label = new TagBuilder("label");
        label.Attributes["for"] = Id;
        label.InnerHtml.AppendHtml(LabelWords());
        return label;
    }

    private TagBuilder Search(string typed)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["class"] = "inp w-l";
        input.Attributes["type"] = "search";
        input.Attributes["id"] = Id;
        input.Attributes["name"] = FullName + TextSuffix;
        input.Attributes["value"] = typed;
        input.Attributes["maxlength"] = "60";
        input.Attributes["autocomplete"] = "off";
        input.Attributes["placeholder"] = "写名称中的几个字，如 泉林 卞桥";
        if (DescribedBy is { } described) input.Attributes["aria-describedby"] = described;
        if (Errors.Count > 0) input.Attributes["aria-invalid"] = "true";
        input.Attributes["hx-get"] = "/places/pick";
        input.Attributes["hx-trigger"] = "input changed delay:250ms";
        input.Attributes["hx-target"] = $"#{Id}-found";
        input.Attributes["hx-vals"] = JsonSerializer.Serialize(new { name = FullName, level = Level?.ToString() ?? "", everywhere = Everywhere });
        return input;
    }

    private TagBuilder List(Microsoft.AspNetCore.Html.IHtmlContent choices)
    {
        var list = new TagBuilder("div");
        list.Attributes["class"] = "seg down";
        list.Attributes["id"] = Id + "-found";
        list.Attributes["role"] = "radiogroup";
        list.Attributes["aria-label"] = Label;
        list.Attributes["aria-live"] = "polite";
        list.InnerHtml.AppendHtml(choices);
        return list;
    }
}
