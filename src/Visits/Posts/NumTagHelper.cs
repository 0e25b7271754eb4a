using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Visits.Posts;

/// <summary>A number of a table that opens exactly the rows it counts; zero is plain grey text (look.md 1).</summary>
[HtmlTargetElement("num", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class NumTagHelper : TagHelper
{
    public long Value { get; set; }
    public string Href { get; set; } = "";

    /// <summary>Red when it is more than nothing.</summary>
    public bool Late { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Value == 0 ? "span" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value == 0) output.Attributes.SetAttribute("class", "mute");
        else output.Attributes.SetAttribute("href", Href);
        if (Value != 0 && Late) output.Attributes.SetAttribute("class", "red");
        output.Content.SetContent(Show.Number(Value));
    }
}

/// <summary>A worker's name, a link to what the real-name register has of them for who may see it.</summary>
[HtmlTargetElement("person-name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PersonNameTagHelper(Scope scope, Rights rights) : TagHelper
{
    public NamedWorker Person { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var mayOpen = rights.Allows(scope.Role, "roster");
        output.TagName = mayOpen ? "a" : "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (mayOpen) output.Attributes.SetAttribute("href", $"/roster/{Person.WorkerId}");
        output.Content.SetContent(Person.Name);
    }
}
