using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using HuTong.Visits.FollowUps;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>登记走访 (picture 08): the form beside what to keep in mind and the last visit.</summary>
public sealed class RecordVisitPage(RecordVisit record, OpenFile open, ChildFileQuery query, VisitContextQuery context, ChinaClock clock) : PageModel
{
    [BindProperty] public VisitReport Report { get; set; } = new();

    public FileHead? Head { get; private set; }
    public VisitContext Context { get; private set; } = VisitContext.None;
    public DateOnly Today => clock.Today;

    /// <summary>The child can no longer be found: what was written is shown, so that it can be handed on.</summary>
    public bool IsGone { get; private set; }

    public static readonly IReadOnlyList<Choice> Kinds = [.. VisitCodes.Kinds.All.Where(kind => kind.Key != "message").Select(kind => new Choice(kind.Key, kind.Words))];
    public static readonly IReadOnlyList<Choice> Conditions = [new(VisitCheck.Fine, "都好"), new(VisitCheck.Trouble, "有困难"), new(VisitCheck.Danger, "有危险")];
    public static readonly IReadOnlyList<Choice> Answers = [new(VisitCheck.Fine, "好"), new(VisitCheck.Attend, "要留意"), new(VisitCheck.NotAsked, "没问到")];

    public static IReadOnlyList<Choice> Findings(params string[] levels) => [.. VisitCodes.Findings.All.Where(code => levels.Contains(code.Marks)).Select(code => new Choice(code.Key, code.Words))];

    public static IReadOnlyList<Choice> Of(CodeTable table) => [.. table.All.Select(code => new Choice(code.Key, code.Words))];

    public IReadOnlyList<Choice> People =>
        [new("child", "孩子本人"), .. Context.People.Select(person => new Choice(person.Id.ToString(), person.Words)), new("teacher", "老师"), new("other", "别人"), new("nobody", "没见到人"), new("refused", "不让见")];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        Report = new VisitReport { Key = Guid.CreateVersion7(), On = clock.Today };
        return await Load(id, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (ModelState.ErrorCount > 0) return await Load(id, cancel) ? Page() : Gone();
        var outcome = await record.Run(id, Report, cancel);
        if (outcome.Ok)
        {
            this.Toast(outcome.Value.Says);
            return Redirect(outcome.Value.IsUrgent ? $"/children/{id}/danger?told=true" : $"/children/{id}/visits");
        }
        if (outcome.Problems[0].Code == VisitProblems.NoChild.Code) return Gone();
        ModelState.Add(outcome.Problems, nameof(Report));
        return await Load(id, cancel) ? Page() : Gone();   // what stands beside the form is read only to show it again
    }

    // Whoever wrote nothing loses nothing, and is answered like anybody who asks for what is not there.
    private IActionResult Gone()
    {
        if (new[] { Report.Trouble, Report.Danger, Report.Opinion, Report.Note }.All(string.IsNullOrWhiteSpace)) return NotFound();
        IsGone = true;
        Response.StatusCode = 404;
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        var door = await open.Run(id, "visit-form", cancel: cancel);
        if (door.Child is not { } child) return false;
        Head = (await query.Run(child, cancel: cancel)).Head;
        Context = await context.Run(child, cancel);
        return true;
    }
}

/// <summary>What stands beside the form: who may have been met, what to keep in mind, the last visit, what is owed.</summary>
/// <param name="People">Of the file: parents, guardian, carer.</param>
public sealed record VisitContext(IReadOnlyList<PersonToMeet> People, IReadOnlyList<FollowUp> Open, VisitCard? Last, int Visits, IReadOnlyList<VisitDuty> Owed)
{
    public static readonly VisitContext None = new([], [], null, 0, []);
}

public sealed record PersonToMeet(Guid Id, string Words);

/// <summary>Reads <see cref="VisitContext"/>.</summary>
public sealed class VisitContextQuery(HuTongDb db, FieldCipher cipher, ChinaClock clock)
{
    private static readonly string[] Roles = ["guardian", "carer", "father", "mother"];

    public async Task<VisitContext> Run(Child child, CancellationToken cancel)
    {
        var today = clock.Today;
        var people = await db.Set<RelatedPerson>().AsNoTracking().Where(person => person.ChildId == child.Id && (person.To == null || person.To > today) && Roles.Contains(person.Role) && person.Name != null).OrderBy(person => person.Role).ThenBy(person => person.Id).Take(6).ToListAsync(cancel);
        var open = await db.Set<FollowUp>().AsNoTracking().Where(follow => follow.ChildId == child.Id && follow.State == FollowUpStates.Open).OrderByDescending(follow => follow.Level).ThenBy(follow => follow.Due).Take(5).ToListAsync(cancel);
        var visits = db.Set<Visit>().AsNoTracking().Where(visit => visit.ChildId == child.Id);
        var last = await visits.Standing().OrderByDescending(visit => visit.On).ThenByDescending(visit => visit.Id).FirstOrDefaultAsync(cancel);
        var owed = await db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == child.Id && duty.State == DutyStates.Due && duty.From <= today).OrderBy(duty => duty.Due).ThenBy(duty => duty.Ordinal).ToListAsync(cancel);
        return new VisitContext([.. people.DistinctBy(person => person.Name).Select(person => new PersonToMeet(person.Id, $"{(person.Relation is { } relation ? PersonCodes.Relations.Words(relation) : FileWords.Of("person-role", person.Role))} {person.Name}"))],
            open, last is null ? null : VisitCard.Of(last, cipher, today), await visits.CountAsync(cancel), owed);
    }
}
