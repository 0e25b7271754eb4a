using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>&lt;steps&gt; holds &lt;step&gt;s in order.</summary>
[HtmlTargetElement("steps")]
public sealed class StepsTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "steps");
    }
}

public enum StepState { Todo, Now, Done }

/// <summary>&lt;step state="Done" note="6月名册.xlsx"&gt;上传文件&lt;/step&gt;; done steps of several persons say by whom.</summary>
[HtmlTargetElement("step", ParentTag = "steps")]
public sealed class StepTagHelper : TagHelper
{
    public StepState State { get; set; }

    public string? Note { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = Html.El("span").Add(await output.GetChildContentAsync());
        if (State == StepState.Done) words.Add(Html.El("span", "vh", "，已完成"));
        if (Note is not null) words.Add(Html.El("small", null, Note));
        output.TagName = "li";
        if (State == StepState.Done) output.Attributes.SetAttribute("class", "done");
        if (State == StepState.Now) output.Attributes.SetAttribute("aria-current", "step");
        output.Content.SetHtmlContent(words);
    }
}

/// <summary>&lt;tabs label="档案分栏"&gt; holds &lt;tab&gt;s: links to real addresses.</summary>
[HtmlTargetElement("tabs")]
public sealed class TabsTagHelper : TagHelper
{
    public string Label { get; set; } = "分栏";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "tabs");
        output.Attributes.SetAttribute("aria-label", Label);
    }
}

/// <summary>&lt;tab href="…" count="31" current="true"&gt;走访&lt;/tab&gt;</summary>
[HtmlTargetElement("tab", ParentTag = "tabs")]
public sealed class TabTagHelper : TagHelper
{
    public long? Count { get; set; }

    public bool Current { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "a";
        if (Current) output.Attributes.SetAttribute("aria-current", "page");
        output.Content.SetHtmlContent(await output.GetChildContentAsync());
        if (Count is { } count) output.PostContent.Append(" ").AppendHtml(Html.El("span", "n", Words.Show.Number(count)));
    }
}
