using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>待人工核对: rows of all ledgers that wait for a person.</summary>
public sealed class WaitingModel(ImportRowsQuery query) : PageModel
{
    public IReadOnlyList<ImportRowLine> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken cancel) => Rows = await query.Waiting(cancel);
}
