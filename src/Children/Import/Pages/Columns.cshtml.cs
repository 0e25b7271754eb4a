using HuTong.Core.Codes;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import/{id}/columns: what each column was taken for, corrected and remembered (picture 05a). Headings only: no cell is shown or kept.</summary>
[RequestFormLimits(ValueCountLimit = 2048)]
public sealed class ColumnsPage(ImportListQuery list, SaveColumns save, RememberedMaps remembered) : PageModel
{
    private const string Kept = "keep";
    private readonly Dictionary<int, string?> chosen = [];
    private IReadOnlyDictionary<string, ColumnMap> kept = new Dictionary<string, ColumnMap>();

    public BatchView View { get; private set; } = null!;
    public IReadOnlyList<ColumnMap> Maps { get; private set; } = [];
    public string? Layout { get; private set; }

    /// <summary>What was sent names a heading that the file does not have: said above the first.</summary>
    public bool IsOfNoTable => Layout is not null && Maps.All(map => map.Layout != Layout);
    public bool IsOpen => !View.IsRunning && View.Batch.State is BatchStates.Uploaded or BatchStates.Mapped or BatchStates.Checked;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Load(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string? layout, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        Layout = layout;
        foreach (var (name, value) in Request.Form)
            if (name.Length > 1 && name[0] == 'c' && int.TryParse(name.AsSpan(1), out var column) && value.ToString() is var field && field != Kept) chosen[column] = field.Length == 0 ? null : field;
        var outcome = await save.Run(id, layout ?? "", chosen, cancel);
        if (outcome.Ok) return Redirect($"/import/{id}");
        if (outcome.Problems.FirstOrDefault(problem => problem.Code is "import-busy" or "import-settled" or "ledger-gone") is { } late)
        {
            this.Toast(late.Says);
            return Redirect($"/import/{id}");
        }

        var number = Maps.Select((map, at) => (map, at)).FirstOrDefault(one => one.map.Layout == layout).at;
        foreach (var problem in outcome.Problems) ModelState.AddModelError(problem.Field is { } field ? Id(number, field) : "", problem.Says);
        if (outcome.Problems.Any(problem => problem.Code == "stale")) Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    public bool IsChosen(ColumnMap map, ColumnMeaning column) => map.Layout == Layout && chosen.ContainsKey(column.Column);

    public bool IsWrong(int number, ColumnMeaning column) => ModelState.ContainsKey(Id(number, $"c{column.Column}"));

    /// <summary>Whether this office corrected the form before.</summary>
    public bool IsRemembered(ColumnMap map) => kept.ContainsKey(map.Layout);

    private static string Id(int number, string field) => $"c{number}-{field[1..]}";

    /// <summary>The field of a column as chosen just now, else as recognised.</summary>
    public string? Chosen(ColumnMap map, ColumnMeaning column) =>
        map.Layout == Layout && chosen.TryGetValue(column.Column, out var field) ? field : column.Kind == ColumnKind.Field ? column.Field.Key() : null;

    /// <summary>A, B … AA, as spreadsheets name columns.</summary>
    public static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letter(column / 26 - 1) + Letter(column % 26);

    /// <summary>The heading as written; a sealed one is not repeated (security.md 4).</summary>
    public static string Heading(ColumnMeaning column) => column.Kind == ColumnKind.Sealed ? "（封存的列）" : column.Heading.Length == 0 ? "（没有列名）" : column.Heading.ReplaceLineEndings("").Replace("/", "　", StringComparison.Ordinal);

    public static string Meaning(ColumnMeaning column) => column.Kind switch
    {
        ColumnKind.Field => ImportWords.Field(column.Field.Key()),
        ColumnKind.Tick => "打勾：" + (Categories.Find(column.Code ?? "")?.Words ?? "儿童类别"),
        ColumnKind.GradeTick => "打勾：监护等级",
        ColumnKind.Sealed => "封存，不显示",
        _ => "不对应，原样留存",
    };

    public static (StatusKind, string) Check(ColumnMeaning column) => column.Kind switch
    {
        ColumnKind.Field => column.Field switch
        {
            LedgerField.Serial or LedgerField.Age => (StatusKind.Done, "不导入"),
            LedgerField.Remark => (StatusKind.Done, "原文留存"),
            _ => (StatusKind.Done, "已认出"),
        },
        ColumnKind.Tick or ColumnKind.GradeTick => (StatusKind.Done, "已认出"),
        ColumnKind.Sealed => (StatusKind.Stop, "只进封存库"),
        _ => (StatusKind.Todo, "没有对应，原样留存"),
    };

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return false;
        (View, Maps, kept) = (view, Ledgers.Maps(view.Batch), await remembered.Of(cancel));
        return true;
    }
}
