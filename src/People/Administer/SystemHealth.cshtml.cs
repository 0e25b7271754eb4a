using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.People.Administer;

/// <summary>The system administrator's first page.</summary>
public sealed class SystemHealthPage(SystemHealthQuery query) : PageModel
{
    public SystemHealth Health { get; private set; } = null!;

    public async Task OnGet(CancellationToken cancel) => Health = await query.Run(cancel);
}
