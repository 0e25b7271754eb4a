using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace HuTong.Ui.Parts;

/// <summary>Leaves an element out for who has not the right. It hides only; what guards is the page's own line in rights.tsv.</summary>
[HtmlTargetElement("*", Attributes = "right")]
public sealed class RightTagHelper(Scope scope, Rights rights) : TagHelper
{
    /// <summary>The name of a right in rights.tsv.</summary>
    public string Right { get; set; } = "";

    public override int Order => 1000;   // last, for another helper would write the element again

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!rights.Allows(scope.Role, Right)) output.SuppressOutput();
    }
}
