using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import/{id}/result: what was written, what is left to do, and the way back for 30 days.</summary>
public sealed class ResultPage(ImportListQuery list, DryRunQuery query, ChangesQuery changes, WaitingQuery waiting, UndoImport undo, StayedQuery stayed, ChinaClock clock) : PageModel
{
    private IReadOnlyList<RowGroup> tally = [];

    [BindProperty] public bool Confirmed { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public BatchView View { get; private set; } = null!;

    /// <summary>What would come back and what would stay, asked when the button is pressed; null when nobody asks.</summary>
    public UndoPreview? Undoing { get; private set; }
    public DateOnly Today => clock.Today;
    public string Path => $"/import/{View.Id}";
    public bool IsBusy => View.IsRunning;
    public bool MakesRegistered => View.Batch.OfficeRole == "county-officer";
    public int Created => Count(group => group.Effect == RowFate.Created);
    public int Unchanged => Count(group => group.Kind == "unchanged");
    public int Lines => Count(group => group.Effect == RowFate.Payment && group.State is "applied" or "touched");

    /// <summary>Rows that wait for a person; further payments that go the way of such a row.</summary>
    public int Waiting => Count(group => group.State == "waiting" && group.Outcome == "needs-person");
    public int Following => Count(group => group.State == "waiting" && group.Outcome != "needs-person");

    /// <summary>What persons decided since: with the rest they are all rows of the ledger.</summary>
    public int Changed => Count(group => group.Effect == RowFate.Changed);
    public int Same => Count(group => group.Outcome == "needs-person" && group.State == "applied" && group.Effect == RowFate.Unchanged);
    public int Dismissed => Count(group => group.State == "dismissed" && group.Effect != RowFate.Repeat);

    /// <summary>Rows that were here the last time and stay where they are.</summary>
    public int Again => Count(group => group.Kind == "repeat");
    public int Reversed => Count(group => group.State == "reversed" && group.Effect == RowFate.Created);
    public int Touched => Count(group => group.State == "touched");

    /// <summary>Rows that this office decides row by row, and as changes; rows that wait for another.</summary>
    public int Decidable { get; private set; }
    public int ChangeRows { get; private set; }
    public int Above { get; private set; }

    /// <summary>Open proposals, field by field.</summary>
    public int Changes { get; private set; }
    public IReadOnlyList<LedgerRowView> TouchedRows { get; private set; } = [];

    /// <summary>Child of a touched row → the other ledgers that have it.</summary>
    public IReadOnlyDictionary<Guid, string> Stayed { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Last day on which the batch can be undone (states.md 3).</summary>
    public DateOnly UndoUntil => DateOnly.FromDateTime(ChinaClock.InChina(View.Batch.AppliedAt ?? View.Batch.UploadedAt)).AddDays(UndoImport.Days);
    public bool CanUndo => !IsBusy && undo.WhyNot(View.Batch) is null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        var isWritten = View.Batch.State is BatchStates.Applied or BatchStates.Closed or BatchStates.Undone;
        return isWritten || IsBusy && View.Batch.State == BatchStates.Checked ? Page() : Redirect(Path);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        if (!Confirmed)
        {
            await Ask(id, cancel);
            return Page();
        }
        var outcome = await undo.Run(id, Reason, cancel);
        if (outcome.Ok) return Redirect($"{Path}/result");
        ModelState.Add(outcome.Problems);
        if (outcome.Problems.Any(problem => problem.Field is not null)) await Ask(id, cancel);
        else Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task Ask(Guid id, CancellationToken cancel)
    {
        if (CanUndo) Undoing = await undo.Preview(id, cancel);
    }

    public string RowsUrl(string kind, string outcome = "all") => new RowFilter(outcome, kind).Url(Path);

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return false;
        View = view;
        if (IsBusy) return true;
        tally = await query.Tally(id, cancel);
        var counts = await waiting.Counts(new WaitingFilter(Batch: id), cancel);
        (Decidable, ChangeRows, Above) = (counts.One, counts.Changes, counts.Above);
        Changes = (await changes.Columns(id, cancel)).Sum(column => column.Count);
        if (Touched == 0) return true;
        TouchedRows = (await query.Run(id, new RowFilter("all", "touched"), cancel)).Rows;
        Stayed = await stayed.Run(id, [.. TouchedRows.Where(row => row.ChildId is not null).Select(row => row.ChildId!.Value)], cancel);
        return true;
    }

    private int Count(Func<RowGroup, bool> fits) => tally.Where(fits).Sum(group => group.Count);
}
