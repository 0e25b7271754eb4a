using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Ui.Frame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>/visits/{id}: one visit whole; the township and the county decide on it here.</summary>
public sealed class VisitPage(HuTongDb db, OpenFile open, DecideVisit decide, FieldCipher cipher, VisitPhotos photos, Rights rights, Scope scope, ChinaClock clock) : PageModel
{
    public VisitCard Card { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public IReadOnlyList<VisitDuty> Fulfils { get; private set; } = [];
    public IReadOnlyList<string> Met { get; private set; } = [];
    public int Photos => Card.Notes.Photos?.Count ?? 0;
    public bool MaySeePhotos => photos.MaySee(Card.Visit);
    public DateOnly Today => clock.Today;
    public bool MayDecide => rights.Allows(scope.Role, "visits-decide") && Card.Visit.Stands && Card.Visit.By != scope.UserId;
    public bool MayVoid => MayDecide && scope.Role == RoleCodes.CountyOfficer;

    /// <summary>It was returned, and the child was not seen since.</summary>
    public bool MustGoAgain { get; private set; }

    [BindProperty] public string? Verdict { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public long Version { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return NotFound();
        Version = Card.Visit.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await Load(id, cancel)) return Lost();
        var outcome = await decide.Run(id, Verdict ?? "", Reason, Version, cancel);
        if (outcome.Ok)
        {
            this.Toast(Verdict switch { DecideVisit.Accept => "已审核通过", DecideVisit.Return => "已退回，等重访", _ => "已作废" });
            return Redirect(Verdict == DecideVisit.Accept ? "/visits/waiting" : $"/children/{Card.Visit.ChildId}/visits");
        }
        ModelState.Add(outcome.Problems);
        if (outcome.Problems[0].Code != "stale") return Page();
        Response.StatusCode = StatusCodes.Status409Conflict;
        if (!await Load(id, cancel)) return Lost();
        ModelState.Remove(nameof(Version));
        Version = Card.Visit.Version;   // pressing again says: seen, mine still holds
        return Page();
    }

    private IActionResult Lost() => this.GoneWith("这次走访没有退回，也没有作废。", Reason);

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        if (await db.Set<Visit>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } visit) return false;
        if ((await open.Run(visit.ChildId, "visit", cancel: cancel)).Child is not { } child) return false;
        (Card, Name) = (VisitCard.Of(visit, cipher, Today), child.Name);
        Fulfils = await db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == child.Id && duty.VisitId == id).OrderBy(duty => duty.Due).ToListAsync(cancel);
        MustGoAgain = visit.State == VisitStates.Returned && await db.Set<VisitDuty>().AnyAsync(duty => duty.ChildId == child.Id && duty.Kind == DutyKinds.Revisit && duty.State == DutyStates.Due, cancel);
        var ids = Card.Notes.Met.Select(one => Guid.TryParse(one, out var person) ? person : Guid.Empty).Where(one => one != Guid.Empty).ToArray();
        var people = await db.Set<Children.RelatedPerson>().AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => $"{(person.Relation is { } relation ? PersonCodes.Relations.Words(relation) : FileWords.Of("person-role", person.Role))} {person.Name}", cancel);
        Met = [.. Card.Notes.Met.Select(one => one switch { "child" => "孩子本人", "teacher" => "老师", "other" => "别人", "nobody" => "没见到人", "refused" => "不让见", _ => Guid.TryParse(one, out var person) && people.TryGetValue(person, out var words) ? words : "家里人" })];
        return true;
    }
}

/// <summary>/visits/{id}/photo?number=1: one photo of a visit, for who may read the visit. Looked at is written down as any opening.</summary>
public sealed class VisitPhotoPage(HuTongDb db, OpenFile open, FieldCipher cipher, VisitPhotos photos, ChinaClock clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel, int number = 1)
    {
        if (await db.Set<Visit>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } visit || await photos.Open(VisitCard.Of(visit, cipher, clock.Today), number, cancel) is not { } jpeg) return NotFound();
        if ((await open.Run(visit.ChildId, "visit-photo", cancel: cancel)) is not { IsOpen: true }) return NotFound();
        Response.Headers.ContentDisposition = "inline";
        return File(jpeg, "image/jpeg");
    }
}
