using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>
/// How far a job is: words and a bar. With <see cref="Poll"/> the script asks every 3 seconds while the page is visible, and puts the answer
/// (the same element again, without poll when done) in its place; without script a link does.
/// </summary>
[HtmlTargetElement("progress-line", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressLineTagHelper : TagHelper
{
    /// <summary>正在核对第 217 行，共 358 行.</summary>
    public string Words { get; set; } = "";

    public long At { get; set; }

    /// <summary>0 when it is not known yet.</summary>
    public long Of { get; set; }

    /// <summary>Address that answers with this element again; null when finished.</summary>
    public string? Poll { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "progress-line");
        output.Attributes.SetAttribute("role", "status");
        if (Poll is not null) output.Attributes.SetAttribute("data-poll", Poll);
        var bar = Html.El("progress").With("aria-label", Words);
        if (Of > 0) bar.With("value", At.ToString(CultureInfo.InvariantCulture)).With("max", Of.ToString(CultureInfo.InvariantCulture));
        output.Content.AppendHtml(Html.El("p", null, Words)).AppendHtml(bar);
        if (Poll is not null) output.Content.AppendHtml(Html.El("noscript").Add(Html.El("a", null, "看看做到哪里了").With("href", "")));
    }
}

/// <summary>One part of a split bar.</summary>
public sealed record BarPart(StatusKind Kind, long Count);

/// <summary>A split bar: &lt;split-bar label="已访18，未到期9，逾期4" parts="…" /&gt;. Widths are SVG, for pages carry no style.</summary>
[HtmlTargetElement("split-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SplitBarTagHelper : TagHelper
{
    /// <summary>The whole in words; empty when the numbers stand beside it.</summary>
    public string Label { get; set; } = "";

    public IEnumerable<BarPart> Parts { get; set; } = [];

    public bool Thick { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Thick ? "bar thick" : "bar");
        if (Label.Length == 0) output.Attributes.SetAttribute("aria-hidden", "true");
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }
        var parts = Parts.Where(part => part.Count > 0).ToList();
        var whole = parts.Sum(part => part.Count);
        long before = 0;
        foreach (var part in parts)
        {
            var rect = Html.El("rect", Css.Of(part.Kind)).With("x", Share(before, whole)).With("width", Share(part.Count, whole)).With("height", "100%");
            if (part.Kind == StatusKind.Soon) rect.With("fill", "url(#hatch)");   // the pattern stands in the layout
            output.Content.AppendHtml(rect);
            before += part.Count;
        }
    }

    private static string Share(long part, long whole) => (100m * part / whole).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
