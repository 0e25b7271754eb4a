using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HuTong.Journeys;

/// <summary>What can be measured of a page (look.md 7 and 8).</summary>
internal static class PageChecks
{
    /// <summary>What the width of the screen changes; everything else was judged at the desk.</summary>
    private static readonly AxeRunOptions RulesOfPhone = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["target-size", "scrollable-region-focusable", "link-name", "button-name", "meta-viewport", "aria-hidden-focus"] },
        ResultTypes = [ResultType.Violations],
    };

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <param name="isJudgedAtDesk">Whether the same page was, or will be, judged by all rules on the wide screen.</param>
    public static async Task<IReadOnlyList<string>> Run(IPage page, bool isPhone, bool isJudgedAtDesk)
    {
        var faults = new List<string>(await page.EvaluateAsync<string[]>(Script, isPhone));
#pragma warning disable CS0618   // the other mode opens a page of its own for every run, for frames of other sites; we have none
        var result = await page.Locator("html").RunAxeLegacy(isPhone && isJudgedAtDesk ? RulesOfPhone : Rules);
#pragma warning restore CS0618
        foreach (var violation in result.Violations.Where(one => one.Impact is "serious" or "critical"))
            faults.Add($"axe {violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
        return faults;
    }

    private static string Script { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(PageChecks).Assembly.GetManifestResourceStream("page-checks.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
