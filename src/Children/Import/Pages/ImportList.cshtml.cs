using HuTong.Data;
using HuTong.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>导入: the ledgers read so far.</summary>
public sealed class ImportListModel(ImportRowsQuery query, RegionTree places, ChinaClock clock) : PageModel
{
    public IReadOnlyList<ImportLine> Batches { get; private set; } = [];
    public DateOnly Today => clock.Today;

    public string Place(string region) => places.NameOf(region) ?? places.NameOf(region[..6]) ?? region;

    public async Task OnGet(CancellationToken cancel) => Batches = await query.Batches(cancel);
}
