using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>
/// Asks before what touches money, many rows, or cannot be undone. Give the form an id and data-confirm="id of this"; the page model acts only on
/// Confirmed=true, and without script shows the page again with open="true". One button repeats the verb, the other closes.
/// </summary>
[HtmlTargetElement("confirm")]
public sealed class ConfirmTagHelper : TagHelper
{
    /// <summary>The question with the number: 写入 310 行？</summary>
    public string Title { get; set; } = "";

    /// <summary>The form that it sends.</summary>
    public string Form { get; set; } = "";

    /// <summary>写入 310 行.</summary>
    public string Act { get; set; } = "";

    /// <summary>先不写入.</summary>
    public string Cancel { get; set; } = "先不做";

    public bool Danger { get; set; }

    public bool Open { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var inside = await output.GetChildContentAsync();
        var id = output.Attributes["id"]?.Value?.ToString() ?? throw new InvalidOperationException("A confirm needs an id.");
        output.TagName = "dialog";
        output.Attributes.SetAttribute("aria-labelledby", id + "-h");
        if (Open) output.Attributes.SetAttribute("open", "open");
        var act = Html.El("button", Danger ? "btn bad" : "btn pri", Act).With("type", "submit").With("form", Form).With("name", "Confirmed").With("value", "true");
        var cancel = Html.El("form").With("method", "dialog").Add(Html.El("button", "btn", Cancel));
        output.Content.AppendHtml(Html.El("h2", null, Title).With("id", id + "-h").With("tabindex", "-1"));
        output.Content.AppendHtml(Html.El("div", "says").Add(inside)).AppendHtml(Html.El("div", "row").Add(act).Add(cancel));
    }
}
