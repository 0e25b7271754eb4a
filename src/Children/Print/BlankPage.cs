using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Print;

/// <summary>/children/blank: the survey form for paper, without any child's data (REG-004).</summary>
public sealed class BlankPage : PageModel;
