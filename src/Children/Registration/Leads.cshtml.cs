using HuTong.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Registration;

/// <summary>/children/leads: files that are not registered yet.</summary>
public sealed class LeadsPage(LeadQuery query, ChinaClock clock) : PageModel
{
    public IReadOnlyList<LeadLine> Lines { get; private set; } = [];
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken cancel) => Lines = await query.Run(cancel);
}
