using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places.Settings;
using HuTong.Ui.Frame;
using HuTong.Visits.Record;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>The red button: whom to call now, then one sentence to township and county. Shows nothing of the file, so nothing is logged.</summary>
public sealed class DangerPage(HuTongDb db, RaiseDanger raise, SettingQuery settings, ChinaClock clock, Rights rights, Scope scope) : PageModel
{
    /// <summary>The setting with the number of the county's officer on duty.</summary>
    public const string PhoneKey = "danger.phone";

    public Guid Id { get; private set; }

    /// <summary>The number of the county on duty; null when the county has set none.</summary>
    public string? CountyPhone { get; private set; }

    /// <summary>Township and county have been told already.</summary>
    public bool IsTold { get; private set; }
    public bool MaySay => rights.Allows(scope.Role, "danger-say");

    [BindProperty] public Guid Key { get; set; }
    [BindProperty] public string? Words { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool told, CancellationToken cancel)
    {
        (Key, IsTold) = (Guid.CreateVersion7(), told);
        return await Load(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return await NotTold(cancel);
        var outcome = await raise.Run(id, Key, Words, cancel);
        if (outcome.Ok) return Redirect($"/children/{id}/danger?told=true");
        if (outcome.Problems[0].Code == VisitProblems.NoChild.Code) return await NotTold(cancel);
        ModelState.Add(outcome.Problems);
        return Page();
    }

    private async Task<IActionResult> NotTold(CancellationToken cancel) => this.GoneWith("镇街和县里还不知道，打电话时说清楚。", isDanger: true, await settings.Run(PhoneKey, scope.OfficeRegion, clock.Today, cancel), Words);

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        Id = id;
        if (await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == id).Select(line => line.Region).SingleOrDefaultAsync(cancel) is not { } region) return false;
        CountyPhone = await settings.Run(PhoneKey, region, clock.Today, cancel);
        return true;
    }
}
