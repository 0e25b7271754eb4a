using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using HuTong.Core;

namespace HuTong.Ui.Frame;

/// <summary>What page models ask of the request and put on the page.</summary>
public static class PageRequest
{
    /// <summary>True when the script wants a part of the page only; the same URL must still answer whole. Also sends Vary: HX-Request.</summary>
    public static bool WantsPart(this HttpRequest request)
    {
        request.HttpContext.Response.Headers.Append("Vary", "HX-Request");
        return request.Headers["HX-Request"] == "true" && request.Headers["HX-Request-Type"] == "partial" && request.Headers["HX-History-Restore-Request"] != "true";
    }

    /// <summary>Puts the problems of a refusal beside their fields; the page is then shown again with its input.</summary>
    /// <param name="state">The page's ModelState.</param>
    /// <param name="problems">From <c>outcome.Problems</c>.</param>
    /// <param name="prefix">The bound property that holds the fields: "Report" for Report.On; empty when the fields stand in the page model.</param>
    public static void Add(this ModelStateDictionary state, IEnumerable<Problem> problems, string prefix = "")
    {
        var unread = state.Where(entry => entry.Value?.Errors.Count > 0).Select(entry => entry.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var problem in problems)
        {
            var key = problem.Field is null || prefix.Length == 0 ? problem.Field ?? "" : $"{prefix}.{problem.Field}";
            if (!unread.Contains(key)) state.AddModelError(key, problem.Says);   // what could not be read is not also missing
        }
    }

    /// <summary>Says once, on the next page, that something was done; 8 seconds. Success only; what needs a person is a banner.</summary>
    public static void Toast(this PageModel page, string says) => page.TempData["Toast"] = says;
}
