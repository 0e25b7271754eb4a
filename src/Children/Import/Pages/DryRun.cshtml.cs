using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import/{id}: what became of every row (picture 05b), before anything is written and after.</summary>
public sealed class DryRunPage(ImportListQuery list, DryRunQuery query, ChangesQuery changes, StartApply apply, CancelBatch cancelBatch, ChinaClock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "outcome")] public string? Outcome { get; set; }
    [BindProperty(SupportsGet = true, Name = "kind")] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true, Name = "code")] public string? Code { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public int After { get; set; }

    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public long Version { get; set; }

    private IReadOnlyList<RowGroup> tally = [];

    public BatchView View { get; private set; } = null!;
    public RowFilter Filter { get; private set; } = new();
    public LedgerRowPage Rows { get; private set; } = new([], 0, 0, null);
    public IReadOnlyList<ChangeColumn> Changes { get; private set; } = [];
    public bool Asks { get; private set; }
    /// <summary>An earlier batch of the same bytes that stands.</summary>
    public BatchView? SameFile { get; private set; }
    public DateOnly Today => clock.Today;
    public string Path => $"/import/{View.Id}";
    public bool IsBusy => View.IsRunning || View is { Batch.State: BatchStates.Uploaded or BatchStates.Mapped, Job: null };
    public bool HasSheets => tally.Count > 0 && Rows.Rows.Select(row => row.Sheet).Distinct().Count() > 1;
    public int PreviousAfter { get; private set; }

    /// <summary>A township's and a city's new files are verified first; a county vouches (states.md 3).</summary>
    public bool MakesRegistered => View.Batch.OfficeRole == "county-officer";

    /// <summary>Why the last job did not do its work, in its own words.</summary>
    public string? Failure => View.Job is { State: JobStates.Failed, Says: { Length: > 0 } says } ? says
        : View is { Batch.State: BatchStates.Checked, Job: { Kind: ApplyBatch.JobKind, State: JobStates.Done, Says: var ended } } && ended.StartsWith(ApplyBatch.NotWritten, StringComparison.Ordinal) ? ended
        : IsStuck ? View.Job!.Says
        : Changed;

    /// <summary>The check ended without a result: the account was disabled, or the program failed.</summary>
    public bool IsStuck => View.Batch.State is BatchStates.Uploaded or BatchStates.Mapped && !IsBusy;

    /// <summary>Why an apply stopped: rows became something else than the user had seen.</summary>
    private string? Changed
    {
        get
        {
            var where = Ledgers.Notes(View.Batch).Where(note => note.Code == "outcome-changed").Select(note => (note.Sheet.Length > 0 ? $"“{note.Sheet}”" : "") + note.Says.TrimEnd('。')).ToList();
            return where.Count == 0 ? null
                : $"{ApplyBatch.NotWritten}任何一行：试运行以后，有 {where.Count} 处变了（{string.Join('、', where.Take(3))}{(where.Count > 3 ? "等" : "")}），多半是别人刚登记或改了其中的孩子。已经重新试运行，下面是新的结果，请看过再写入。";
        }
    }

    /// <summary>Until the write itself has begun.</summary>
    public bool MayCancel => View.Batch.State is BatchStates.Uploaded or BatchStates.Mapped or BatchStates.Checked && View.Job is not { Kind: ApplyBatch.JobKind, State: JobStates.Running };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        return Request.WantsPart() && !IsBusy ? Partial("/Import/Pages/_DryRunRows.cshtml", this) : Page();
    }

    /// <summary>Answers the progress line; when the work is done the page is loaded anew.</summary>
    public async Task<IActionResult> OnGetProgressAsync(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return NotFound();
        if (!view.IsRunning) Response.Headers["HX-Refresh"] = "true";
        Response.Headers.CacheControl = "no-store";
        return Partial("/Import/Pages/_Progress.cshtml", view);
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        if (!Confirmed)
        {
            Asks = true;
            return Page();
        }
        return await Answer(await apply.Run(id, Version, cancel), $"/import/{id}/result", null, cancel);
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        return await Answer(await cancelBatch.Run(id, cancel), "/import", "已取消，没有写入", cancel);
    }

    private async Task<IActionResult> Answer(Core.Outcome<Guid> outcome, string to, string? toast, CancellationToken cancel)
    {
        if (outcome.Ok)
        {
            if (toast is not null) this.Toast(toast);
            return Redirect(to);
        }
        await Load(View.Id, cancel);
        ModelState.Add(outcome.Problems);
        if (outcome.Problems.Any(problem => problem.Code is "stale" or "import-settled" or "import-busy")) Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return false;
        View = view;
        SameFile = view.Batch.State == BatchStates.Checked ? await list.SameFile(view.Batch, cancel) : null;
        if (IsBusy || IsStuck || view.Batch.State == BatchStates.Refused) return true;
        tally = await query.Tally(id, cancel);
        Filter = new RowFilter(Outcome ?? (view.Batch.NeedsPerson + view.Batch.Rejected > 0 ? "attention" : "all"), Kind, Code is not null && ImportWords.IsShown(Code) ? Code : null, Math.Max(0, After));
        Rows = await query.Run(id, Filter, cancel);
        PreviousAfter = await query.PageBefore(id, Filter, cancel);
        Changes = view.Batch.State is BatchStates.Checked or BatchStates.Cancelled ? await query.ChangeColumns(id, cancel) : await changes.Columns(id, cancel);
        return true;
    }

    public int CountOf(string kind) => tally.Where(group => group.Kind == kind).Sum(group => group.Count);

    public int CountOfOutcome(string outcome) => tally.Where(group => group.Outcome == outcome).Sum(group => group.Count);

    public bool IsShown(string outcome) => Filter.Outcome == outcome || Filter.Outcome == "attention" && (outcome is "needs-person" or "rejected");

    /// <summary>Rows that a write puts into the queue, and those that are as last time and stay where they are.</summary>
    public int Queued => CountOf("changes") + CountOf("one");
    public int Again => CountOf("repeat");

    /// <summary>Whether a write leaves nothing behind: the same file, taken as last time.</summary>
    public bool IsNothingNew => SameFile is not null && Queued + CountOf("new") + CountOf("line") == 0;

    public string WriteWords => View.Takes == 0 && Queued > 0 ? $"把 {Show.Number(Queued)} 行排进待人工核对" : $"写入 {Show.Number(View.Takes)} 行";

    public string RowsUrl(string outcome, string? kind = null) => new RowFilter(outcome, kind).Url(Path);

    /// <summary>The kinds inside an outcome, with their counts.</summary>
    public string KindsOf(string outcome)
    {
        if (outcome == "rejected") return "不入库，留在报告里";
        var kinds = tally.Where(group => group.Outcome == outcome).GroupBy(group => group.Kind).ToDictionary(group => group.Key, group => group.Sum(one => one.Count));
        string[] order = outcome == "needs-person" ? ["changes", "one", "repeat"] : ["new", "unchanged", "line", "repeat"];
        return string.Join('，', order.Where(kind => kinds.GetValueOrDefault(kind) > 0 || kind is "new" or "one").Select(kind => $"{KindWords(kind)} {Show.Number(kinds.GetValueOrDefault(kind))}"));
    }

    public string KindWords(string kind) => kind switch
    {
        "new" or "created" => "新建", "unchanged" => "没有变化", "line" or "payment" => "另一笔发放", "changes" => "变动待确认", "one" => "逐行定", "repeat" => "和上次一样", "waiting" => "还在等人定", "dismissed" => "不入库", "changed" => "改了档案", "same" => "定为没有变化", "reversed" => "已撤回", "touched" => "动过，没撤回", _ => "这一种",
    };

    public IEnumerable<BarPart> Bar => ImportWords.Outcomes.Select(one => new BarPart(one.Kind, CountOfOutcome(one.Key)));

    public string BarWords => string.Join('，', ImportWords.Outcomes.Select(one => $"{one.Words} {CountOfOutcome(one.Key)} 行"));

    public string SheetWords => tally.Count == 0 ? "" : "孩子的行，不算标题和合计";

    /// <summary>Reasons of all rows, the most frequent first.</summary>
    public IEnumerable<(string Code, int Count)> Codes => tally.SelectMany(group => group.Codes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(code => (code, group.Count)))
        .Where(one => ImportWords.IsShown(one.code)).GroupBy(one => one.code).Select(group => (Code: group.Key, Count: group.Sum(one => one.Count)))
        .OrderByDescending(one => ReasonCodes.Of(one.Code)).ThenByDescending(one => one.Count);

    /// <summary>Sentences about sheets.</summary>
    public IReadOnlyList<string> Notes => [.. Ledgers.Notes(View.Batch).Where(note => note.Code != "outcome-changed").Select(note => note.Says)];

    /// <summary>What to do about a refused file.</summary>
    public static string Remedy(string? code) => code switch
    {
        "not-a-spreadsheet" or "unsupported-format" => "用 Excel 或 WPS 打开，另存为 xlsx，再导一次。照片、PDF、Word 里的表要先录进表格。",
        "damaged-file" => "文件可能没有传完。用 Excel 或 WPS 打开看看，能打开就另存为一份再导；打不开的，向发来的人要一份。",
        "password-protected" => "用 Excel 或 WPS 打开，去掉密码（文件—信息—保护工作簿），保存后再导。",
        "empty-book" or "no-heading" => "看看是不是选错了文件。表里要有一行表头，写着姓名、身份证号、村等；表头不要藏在隐藏的工作表里。",
        "file-too-large" or "too-many-rows" or "too-many-columns" => "按镇街或按年拆成几个文件，分开导。多余的空列可以删掉。",
        "file-bomb" or "forbidden-xml" => "这个文件不正常。用 Excel 或 WPS 打开，把表格复制到新文件里，再导一次。",
        "unknown-encoding" => "用 Excel 或 WPS 打开，另存为 xlsx，再导一次。",
        "outside-jurisdiction" => "重新导入，选您辖区里的地方。",
        _ => "换一个文件再导；还不行，请县管理员看看。",
    };
}
