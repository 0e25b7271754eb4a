using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace HuTong.Visits.Record;

/// <summary>What was written for a child that can no longer be found, so that it can be handed on.</summary>
/// <param name="Says">What was not done.</param>
/// <param name="IsDanger">A danger was told: whom to call stands first.</param>
public sealed record GoneWords(string Says, IReadOnlyList<string> Words, bool IsDanger, string? CountyPhone);

internal static class Gone
{
    /// <summary>404 with the words of the form; nothing of the child stands there. Whoever wrote nothing loses nothing, and is answered like anybody who asks for what is not there.</summary>
    public static IActionResult GoneWith(this PageModel page, string says, params string?[] words) => page.GoneWith(says, isDanger: false, null, words);

    /// <param name="countyPhone">Of the asker's own county.</param>
    public static IActionResult GoneWith(this PageModel page, string says, bool isDanger, string? countyPhone, params string?[] words)
    {
        List<string> written = [.. words.Where(one => !string.IsNullOrWhiteSpace(one)).Select(one => one!)];
        if (written.Count == 0) return page.NotFound();
        return new ViewResult { StatusCode = StatusCodes.Status404NotFound, ViewName = "/Record/Gone.cshtml", TempData = page.TempData, ViewData = new ViewDataDictionary<GoneWords>(page.ViewData, new GoneWords(says, written, isDanger, countyPhone)) };
    }
}
