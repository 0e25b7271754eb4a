using HuTong.Data.Fence;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Files;

/// <summary>A tab above the file.</summary>
public sealed record FileTab(string Href, string Words, bool Current, int? Count = null);

/// <summary>The tabs of a file: its own, those of later rooms, the timeline last.</summary>
public sealed class FileTabs(IEnumerable<IFileSection> sections, Data.Rights rights, Scope scope)
{
    public static readonly IReadOnlyList<(string Tab, string Words)> Own =
        [("", "总览"), ("basic", "基本"), ("care", "监护"), ("school", "就学"), ("health", "健康"), ("categories", "类别")];

    public async Task<IReadOnlyList<FileTab>> Of(Guid id, string current, CancellationToken cancel)
    {
        var tabs = Own.Select(tab => new FileTab(tab.Tab.Length == 0 ? $"/children/{id}" : $"/children/{id}/{tab.Tab}", tab.Words, tab.Tab == current)).ToList();
        foreach (var section in sections.Where(section => rights.Allows(scope.Role, section.Right)).OrderBy(section => section.Order))
            tabs.Add(new FileTab($"/children/{id}/{section.Tab}", section.Words, section.Tab == current, await section.Count(id, cancel)));
        tabs.Add(new FileTab($"/children/{id}/timeline", "时间线", current == "timeline"));
        return tabs;
    }
}

/// <summary>The file of one child: /children/{id} and its tabs. Opening is logged; city officer and auditor say why before anything is shown.</summary>
public sealed class FilePage(OpenFile open, ChildFileQuery query, TimelineQuery timeline, FileTabs fileTabs, InChargeQuery inCharge, LedgerSaidQuery ledgers, Scope scope, Data.Rights rights) : PageModel
{
    private const int OverviewLines = 7;

    public FileHead Head { get; private set; } = null!;
    public ChildFile Shown { get; private set; } = null!;
    public IReadOnlyList<FileTab> Tabs { get; private set; } = [];
    public IReadOnlyList<Sibling> Siblings { get; private set; } = [];
    public TimelinePage Timeline { get; private set; } = new([], null);
    public LedgerSays Ledgers { get; private set; } = new([], 0);
    public IReadOnlyList<InCharge> InCharge { get; private set; } = [];
    public string Tab { get; private set; } = "";

    /// <summary>True while only the question for the purpose is shown.</summary>
    public bool AsksPurpose { get; private set; }

    /// <summary>May this role correct, as rights.tsv says?</summary>
    public bool MayCorrect => Head.IsOpen && rights.Allows(scope.Role, "child-correct");

    [BindProperty] public string? Purpose { get; set; }

    public Task<IActionResult> OnGetAsync(Guid id, string? tab, CancellationToken cancel) => Show(id, tab, null, cancel);

    /// <summary>The purpose was said.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? tab, CancellationToken cancel)
    {
        if (OpenFile.Check(Purpose) is not { } problem) return await Show(id, tab, Purpose, cancel, said: true);
        ModelState.AddModelError("Purpose", problem.Says);
        return await Show(id, tab, null, cancel);
    }

    private async Task<IActionResult> Show(Guid id, string? tab, string? purpose, CancellationToken cancel, bool said = false)
    {
        Tab = tab ?? "";
        if (!FileTabs.Own.Any(own => own.Tab == Tab)) return NotFound();
        var door = await open.Run(id, Tab.Length == 0 ? "overview" : Tab, purpose, cancel);
        if (door.Child is not { } child) return NotFound();
        if (door.WantsPurpose)
        {
            AsksPurpose = true;
            return Page();
        }
        if (said) return Redirect(Tab.Length == 0 ? $"/children/{id}" : $"/children/{id}/{Tab}");
        Shown = await query.Run(child, cancel: cancel);
        Head = Shown.Head;
        Tabs = await fileTabs.Of(id, Tab, cancel);
        InCharge = await inCharge.Run(child.Region, cancel);
        if (Tab is "" or "care") Siblings = await query.Siblings(child, cancel);
        if (Tab.Length == 0) (Timeline, Ledgers) = (await timeline.Run(child, rows: OverviewLines, cancel: cancel), await ledgers.Run(id, cancel));
        return Page();
    }
}

/// <summary>What every page about one file shows first.</summary>
/// <param name="InCharge">Who answers for the file.</param>
/// <param name="Crumb">The page's own word; null on the file itself.</param>
public sealed record FileTop(FileHead Head, IReadOnlyList<InCharge> InCharge, string? Crumb = null);
