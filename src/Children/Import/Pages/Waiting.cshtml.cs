using HuTong.Children.Doubles;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>/import/waiting: rows of all ledgers that a person decides.</summary>
public sealed class WaitingPage(WaitingQuery waiting, DoublesQuery doubles, HuTongDb db, FieldCipher cipher, Scope scope) : PageModel
{
    private Dictionary<Guid, string> files = [];

    [BindProperty(SupportsGet = true, Name = "kind")] public string? Kind { get; set; }
    [BindProperty(SupportsGet = true, Name = "code")] public string? Code { get; set; }
    [BindProperty(SupportsGet = true, Name = "batch")] public Guid? Batch { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public string? After { get; set; }

    public WaitingFilter Filter => new(Kind, Code, Batch, After);
    public bool MayDecide => ImportRoles.MayDecide(scope.Role);
    public WaitingCounts Counts { get; private set; } = null!;
    public WaitingPageRows Rows { get; private set; } = new([], 0, 0, null);

    /// <summary>Files with one number that this office decides; they stand above the rows of all ledgers.</summary>
    public IReadOnlyList<DoublePair> Doubles { get; private set; } = [];

    /// <summary>The one ledger that is looked at.</summary>
    public (Guid Id, string FileName)? Of => Batch is { } id && files.TryGetValue(id, out var name) ? (id, name) : null;

    public string First => RowUrl(Rows.Rows.FirstOrDefault(one => RowKinds.Of(one.Row.Outcome, string.Join(',', one.Row.Codes), one.Row.Effect) == "one") is { Row: { } row } ? row.Id : Rows.Rows[0].Row.Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Kind is not ("one" or "changes" or "above")) Kind = null;
        if (Code is not null && !ImportWords.IsShown(Code)) Code = null;
        Rows = await waiting.Run(Filter, cancel);
        var ids = Rows.Rows.Select(one => one.BatchId).Append(Batch ?? Guid.Empty).Distinct().ToArray();
        files = (await db.Set<ImportBatch>().AsNoTracking().Where(batch => ids.Contains(batch.Id)).ToListAsync(cancel)).ToDictionary(batch => batch.Id, batch => Ledgers.FileName(batch, cipher));
        if (Request.WantsPart()) return Partial("/Import/Pages/_WaitingRows.cshtml", this);
        Counts = await waiting.Counts(Filter, cancel);
        if (Kind is null && Code is null && Batch is null) Doubles = await doubles.Run(cancel);
        return Page();
    }

    /// <summary>A ledger of another office is not named.</summary>
    public string FileName(Guid batch) => files.GetValueOrDefault(batch, "别的机关的台账");

    public string KindUrl(string? kind) => new WaitingFilter(kind, null, Batch).Url();

    public string RowUrl(Guid row) => (Filter with { After = null }).Url($"/import/waiting/{row}");
}
