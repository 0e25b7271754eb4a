using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace HuTong.Children.Home;

/// <summary>The first page after log-in: what waits, or what to do first.</summary>
public sealed class HomeModel(HomeQuery query, Scope scope, Rights rights) : PageModel
{
    public HomeCounts Counts { get; private set; } = new(0, 0, 0, 0, 0, 0);
    public bool SeesChildren => rights.Allows(scope.Role, "children-list");
    public bool MayImport => rights.Allows(scope.Role, "import-do");
    public bool MayDecide => rights.Allows(scope.Role, "import-decide");
    public bool MayCreate => rights.Allows(scope.Role, "children-new");
    public string Role => scope.Role;

    public async Task OnGet(CancellationToken cancel)
    {
        if (SeesChildren) Counts = await query.Run(cancel);
    }
}
