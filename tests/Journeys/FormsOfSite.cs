using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using HuTong.Testing;

namespace HuTong.Journeys;

/// <summary>Finds the forms of the product by walking its links, as somebody with this account could; pages that are alike count once.</summary>
internal static partial class FormsOfSite
{
    private const int MostAlike = 2, MostRows = 8;

    /// <param name="starts">Where to begin, besides the first page.</param>
    /// <returns>Addresses of pages, each with the place of a form that posts among the page's forms.</returns>
    public static async Task<IReadOnlyList<(string Page, int Form)>> Of(Browser browser, params string[] starts)
    {
        var open = new Queue<string>(["/", .. starts]);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var forms = new List<(string, int)>();
        while (open.TryDequeue(out var path))
        {
            var shape = Shape(path);
            if (!asked.Add(path) || seen.GetValueOrDefault(shape) >= (shape.StartsWith("/import/waiting/", StringComparison.Ordinal) ? MostRows : MostAlike)) continue;
            seen[shape] = seen.GetValueOrDefault(shape) + 1;
            var page = await browser.Get(path);
            if (!page.IsOk || !(page.Headers.GetValueOrDefault("Content-Type") ?? "").StartsWith("text/html", StringComparison.Ordinal)) continue;
            var all = page.Document.Forms.ToList();
            forms.AddRange(all.Where(IsOfPage).Select(form => (path, all.IndexOf(form))));
            foreach (var link in page.Document.Links.OfType<IHtmlAnchorElement>().Select(link => link.GetAttribute("href") ?? ""))
                if (link.StartsWith('/')) open.Enqueue(link.Split('#')[0]);
        }

        return forms;
    }

    private static bool IsOfPage(IHtmlFormElement form) =>
        string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase) && form.GetAttribute("action") is not ("/logout" or "/size");

    private static string Shape(string path) => Values().Replace(Ids().Replace(path, "{id}"), "=");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Values();
}
