using HuTong.Data;
using HuTong.Data.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Gaps;

/// <summary>/children/gaps: children nobody answers for, and certificates that end.</summary>
public sealed class GapsPage(GapsQuery query, AccessLog access, ChinaClock clock) : PageModel
{
    public IReadOnlyList<GapLine> Gaps { get; private set; } = [];
    public IReadOnlyList<ExpiringLine> Expiring { get; private set; } = [];
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        (Gaps, Expiring) = (await query.Gaps(cancel), await query.Expiring(cancel));
        access.Note("list", Gaps.Count + Expiring.Count, null);
    }
}
