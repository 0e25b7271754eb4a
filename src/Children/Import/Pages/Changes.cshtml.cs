using HuTong.Core;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import/{id}/changes: a ledger's changes to registered children, by column after a preview or one by one.</summary>
public sealed class ChangesPage(ImportListQuery list, ChangesQuery changes, AcceptProposals accepting) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "field")] public string? Field { get; set; }
    [BindProperty(SupportsGet = true, Name = "after")] public Guid? After { get; set; }
    [BindProperty] public bool Confirmed { get; set; }

    public BatchView View { get; private set; } = null!;
    public IReadOnlyList<ChangeColumn> Columns { get; private set; } = [];
    public IReadOnlyList<ChangeView> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public Guid? Next { get; private set; }

    /// <summary>What goes along with a change of this column.</summary>
    public string? Note => Field switch
    {
        "regionCode" => "采纳就是从今天起搬家：旧住址停在原来的村，新住址按台账；台账没写的先空着",
        "categories" => "添上台账里的类别，原来的类别不变；和在册的不能同时有的，不会添上",
        "guardian.name" or "father.name" or "mother.name" => "采纳就是换了人：关系、电话、证件号按台账一起换，台账没写的先空着；原来的人留在档案的经过里",
        _ => null,
    };
    public bool Asks { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await Load(id, cancel) ? Page() : NotFound();

    /// <summary>Accepts the whole column, once its number was seen and confirmed.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        if (!Confirmed || Field is null)
        {
            Asks = true;
            return Page();
        }
        return Answer(await accepting.Column(id, Field, accepts: true, cancel));
    }

    public async Task<IActionResult> OnPostOneAsync(Guid id, Guid? accept, Guid? refuse, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        if (accept is { } yes) return Answer(await accepting.OfColumns(id, [yes], accepts: true, cancel));
        return refuse is { } no ? Answer(await accepting.OfColumns(id, [no], accepts: false, cancel)) : Page();
    }

    private IActionResult Answer(Outcome<AcceptedProposals> outcome)
    {
        if (outcome.Ok)
        {
            this.Toast(Says(outcome.Value));
            return Redirect($"/import/{View.Id}/changes?field={Field}");
        }
        ModelState.Add(outcome.Problems);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private static string Says(AcceptedProposals done)
    {
        var parts = new List<string>();
        if (done.Accepted > 0) parts.Add($"采纳了 {done.Accepted} 处");
        if (done.Refused > 0) parts.Add($"{done.Refused} 处没有采纳，在册的不变");
        if (done.Overtaken > 0) parts.Add($"{done.Overtaken} 处在册的已经改过，不再动");
        if (done.Kept > 0) parts.Add($"{done.Kept} 处不能采纳，还留着：{done.Why?.TrimEnd('。')}");
        return parts.Count == 0 ? "没有改动" : string.Join('，', parts);
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await list.One(id, cancel) is not { } view) return false;
        View = view;
        Columns = await changes.Columns(id, cancel);
        if (Columns.All(column => column.Field != Field)) Field = Columns.Count > 0 ? Columns[0].Field : null;
        if (Field is not null) (Rows, Total, Next) = await changes.Run(id, Field, After, cancel);
        return true;
    }
}
