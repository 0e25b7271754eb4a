using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Visits.Duties;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>/children/{id}/visits: what is owed and why so often, and every visit, newest first.</summary>
public sealed class ChildVisitsPage(HuTongDb db, OpenFile open, ChildFileQuery query, FileTabs fileTabs, InChargeQuery inCharge, WhySoOftenQuery why, ExcuseDuty excuse, RefusedExcuseQuery refusals, FieldCipher cipher, ChinaClock clock, Rights rights, Scope scope) : PageModel
{
    public const int Most = 30;

    public FileHead Head { get; private set; } = null!;
    public IReadOnlyList<FileTab> Tabs { get; private set; } = [];
    public IReadOnlyList<InCharge> InCharge { get; private set; } = [];
    public IReadOnlyList<VisitCard> Visits { get; private set; } = [];
    public IReadOnlyList<VisitDuty> Duties { get; private set; } = [];
    public string HowOften { get; private set; } = "";
    public DateOnly Today => clock.Today;
    public Guid? Older { get; private set; }
    public bool MayRecord => (FileStates.IsVisited(Head.State) || Head is { State: FileStates.Left, ExitOn: { } exit } && exit >= Months.Open(Today)[0].First) && rights.Allows(scope.Role, "visit-record");
    public bool MayOpen => rights.Allows(scope.Role, "visit-open");
    public bool MayBeExcused { get; private set; }
    public string? Refused { get; private set; }
    public VisitDuty? ExcuseAsked => Duties.FirstOrDefault(duty => duty is { State: DutyStates.Due, ExcuseAskedBy: not null });

    public async Task<IActionResult> OnGetAsync(Guid id, Guid? before, CancellationToken cancel)
    {
        var door = await open.Run(id, "visits", cancel: cancel);
        if (door.Child is not { } child) return NotFound();
        if (door.WantsPurpose) return Redirect($"/children/{id}");
        Head = (await query.Run(child, cancel: cancel)).Head;
        Tabs = await fileTabs.Of(id, "visits", cancel);
        InCharge = await inCharge.Run(child.Region, cancel);
        var (owed, rules) = await why.Run(child, cancel);
        HowOften = WhySoOftenQuery.Says(owed, rules);
        Duties = await db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == id && duty.State != DutyStates.Withdrawn && duty.From <= Today).OrderByDescending(duty => duty.Due).ThenBy(duty => duty.Ordinal).Take(14).ToListAsync(cancel);
        MayBeExcused = await excuse.Open(id).AnyAsync(cancel);
        if (MayBeExcused) Refused = await refusals.Run(child, cancel);
        var visits = db.Set<Visit>().AsNoTracking().Where(visit => visit.ChildId == id);
        if (before is { } last && await visits.Where(visit => visit.Id == last).Select(visit => (DateOnly?)visit.On).SingleOrDefaultAsync(cancel) is { } on) visits = visits.Where(visit => visit.On < on || visit.On == on && visit.Id.CompareTo(last) < 0);
        var found = await visits.OrderByDescending(visit => visit.On).ThenByDescending(visit => visit.Id).Take(Most + 1).ToListAsync(cancel);
        Older = found.Count > Most ? found[Most - 1].Id : null;
        Visits = [.. found.Take(Most).Select(visit => VisitCard.Of(visit, cipher, Today))];
        return Page();
    }
}
