using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using HuTong.Testing;

namespace HuTong.Walls.Matrix;

/// <summary>The pages that a visitor meets: those of the own things and those they link to, one of each kind.</summary>
internal static partial class Pages
{
    private const int Most = 60;

    private static readonly string[] Known = ["/", "/children", "/children/new", "/children/leads", "/children/gaps", "/import", "/import/new", "/import/waiting", "/visits", "/visits/waiting", "/visits/overdue", "/follow-ups", "/coverage", "/coverage?by=table", "/admin/accounts", "/admin/accounts/new", "/admin/audit", "/admin/system", "/admin/calendar", "/posts", "/posts?place=370831101", "/roster"];

    public static Task<IReadOnlyList<string>> Of(Visitor visitor, Browser browser, Grounds grounds) =>
        From(grounds.Things.Where(thing => visitor.Covers(thing.Region) || thing.Kind == "account").Select(Of).OfType<string>().Concat(Known), browser);

    /// <summary>The pages of another county's things, where a wall is down and they are shown.</summary>
    public static Task<IReadOnlyList<string>> Beside(Visitor visitor, Browser browser, Grounds grounds) =>
        From(grounds.Things.Where(thing => !visitor.Covers(thing.Region) && thing.Region.StartsWith("370832", StringComparison.Ordinal)).Select(Of).OfType<string>(), browser);

    private static async Task<IReadOnlyList<string>> From(IEnumerable<string> starts, Browser browser)
    {
        var waiting = new Queue<string>(starts);
        var (seen, found) = (new HashSet<string>(), new List<string>());
        while (waiting.TryDequeue(out var address) && found.Count < Most)
        {
            var shape = EveryFieldForEverybody.Shape(address);
            if (seen.Contains(shape) || !(await browser.Get(address)).IsOk) continue;
            seen.Add(shape);
            found.Add(address);
            foreach (var link in browser.Page.Document.Links.OfType<IHtmlAnchorElement>().Select(link => link.GetAttribute("href") ?? "").Where(href => Ours().IsMatch(href))) waiting.Enqueue(link);
        }
        return found;
    }

    private static string? Of(Thing thing) => thing.Kind switch
    {
        "child" => $"/children/{thing.Id}",
        "batch" => $"/import/{thing.Id}",
        "row" => $"/import/waiting/{thing.Id}",
        "double" => $"/import/doubles/{thing.Id}",
        "visit" => $"/visits/{thing.Id}",
        "follow-up" => $"/follow-ups/{thing.Id}",
        "account" => $"/admin/accounts/{thing.Id}",
        "director" => $"/posts/{thing.Id}/handover",
        "worker" => $"/roster/{thing.Id}",
        _ => null,
    };

    [GeneratedRegex(@"^/(?:children|import|visits|follow-ups|coverage|admin)(?:/|\?|$)|^/(?:posts|roster)/")]
    private static partial Regex Ours();
}
