using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Files;
using HuTong.Ui.Frame;
using HuTong.Ui.Parts;
using HuTong.Ui.Words;
using HuTong.Visits.FollowUps;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>登记走访 (picture 08): the form beside what to keep in mind and the last visit.</summary>
[KeepWords(MostBytes), RequestSizeLimit(MostBytes), RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class RecordVisitPage(RecordVisit record, VisitPhotos photos, OpenFile open, ChildFileQuery query, VisitContextQuery context, ChinaClock clock) : PageModel
{
    /// <summary>Three photos and the words.</summary>
    private const long MostBytes = VisitPhotos.Most * (long)Photo.MostBytes + (1 << 20);

    [BindProperty] public VisitReport Report { get; set; } = new();

    public FileHead? Head { get; private set; }
    public VisitContext Context { get; private set; } = VisitContext.None;

    /// <summary>Photos that came with the form before it came back.</summary>
    public IReadOnlyList<Choice> Kept { get; private set; } = [];
    public DateOnly Today => clock.Today;

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

    public async Task<IActionResult> OnPostAsync(Guid id, List<IFormFile>? photo, CancellationToken cancel)
    {
        await Keep(id, photo ?? [], cancel);
        if (ModelState.ErrorCount > 0) return await Load(id, cancel) ? Page() : Lost();
        var outcome = await record.Run(id, Report, cancel);
        if (outcome.Ok)
        {
            this.Toast(outcome.Value.Says);
            return Redirect(outcome.Value.IsUrgent ? $"/children/{id}/danger?told=true" : $"/children/{id}/visits");
        }
        if (outcome.Problems[0].Code == VisitProblems.NoChild.Code) return Lost();
        if (outcome.Problems[0].Code == VisitProblems.SaidOtherwise)
            foreach (var changed in new[] { nameof(Report.Key), nameof(Report.Photos) }) ModelState.Remove($"{nameof(Report)}.{changed}");   // the form goes on with those of now
        ModelState.Add(outcome.Problems, nameof(Report));
        return await Load(id, cancel) ? Page() : Lost();   // what stands beside the form is read only to show it again
    }

    private async Task Keep(Guid id, List<IFormFile> sent, CancellationToken cancel)
    {
        void Refuse(int number, string says) => ModelState.AddModelError("Photo", $"第 {number} 张：{says}");
        foreach (var (at, file) in sent.Index())
        {
            if (Report.Photos.Count >= VisitPhotos.Most) { ModelState.AddModelError("Photo", $"最多 {VisitPhotos.Most} 张照片，第 {at + 1} 张起没有收。"); break; }
            if (file.Length > Photo.MostBytes) { Refuse(at + 1, $"有 {Show.Size(file.Length)}，太大了，一张最大 {Show.Size(Photo.MostBytes)}。请把手机相机的分辨率调低，再拍一张。"); continue; }
            await using var bytes = file.OpenReadStream();
            var kept = await photos.Keep(id, Report.Key, bytes, cancel);
            if (!kept.Has(out var key)) { if (kept.Problems[0].Code != VisitProblems.NoChild.Code) Refuse(at + 1, kept.Problems[0].Says); }
            else if (!Report.Photos.Contains(key)) Report.Photos.Add(key);
        }
        if (sent.Count > 0) ModelState.SetModelValue("Report.Photos", Report.Photos.Select(key => key.ToString()).ToArray(), string.Join(',', Report.Photos));
    }

    private IActionResult Lost() => this.GoneWith($"走访没有保存（{Show.Date(Report.On)}，{VisitCodes.Kinds.Words(Report.Kind)}）。", !string.IsNullOrWhiteSpace(Report.Danger), null, Report.Trouble, Report.Danger, Report.Opinion, Report.Note);

    private async Task<bool> Load(Guid id, CancellationToken cancel)
    {
        var door = await open.Run(id, "visit-form", cancel: cancel);
        if (door.Child is not { } child) return false;
        Head = (await query.Run(child, cancel: cancel)).Head;
        Context = await context.Run(child, cancel);
        Kept = [.. (await photos.Waiting(id, Report.Photos, cancel)).Select((one, at) => new Choice(one.Key.ToString(), $"照片 {at + 1}，{Show.Size(one.Row.Size)}"))];
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
