using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Import;

/// <summary>/import: the office's ledgers, newest first; empty, it teaches.</summary>
public sealed class ImportsPage(ImportListQuery list, WaitingQuery waiting, RegionTree places, ChinaClock clock, Rights rights, Scope scope) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "after")] public Guid? After { get; set; }

    public IReadOnlyList<BatchView> Rows { get; private set; } = [];
    public Guid? Next { get; private set; }
    public int Waiting { get; private set; }
    public bool MayImport => rights.Allows(scope.Role, "import-do");
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Rows, Next) = await list.Run(After, cancel);
        Waiting = (await waiting.Counts(new WaitingFilter(), cancel)).Mine;
    }

    public string Place(string region) => places.ShortName(region, region.Length >= 9 ? RegionLevel.Township : RegionLevel.County);
}
