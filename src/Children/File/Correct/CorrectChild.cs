using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Children.Registration;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>What a form needs to be shown.</summary>
/// <param name="Title">就学.</param>
/// <param name="Tab">Where to return.</param>
/// <param name="IsShared">Brothers and sisters may get the same change.</param>
public sealed record PartForm(string Slug, string Title, string Tab, Ways Ways, bool IsShared);

/// <summary>Corrects one part of a file, or keeps what changed from a day on, with reason and before → after. Refuses when somebody saved before.</summary>
public sealed class CorrectChild(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree tree, RegisterLines lines, RegisterChanges changes)
{
    private const int MostReason = 200;

    private static readonly IPart[] Parts =
    [
        new CorrectIdentity(), new CorrectHukouRegion(), new MoveResidence(), new CorrectSchooling(), new CorrectHealth(), new CorrectDisability(), new CorrectHousehold(),
        new CorrectParent("father", "父亲"), new CorrectParent("mother", "母亲"), new CorrectPerson(), new CorrectPhone(), new AddCategory(), new AcceptCategory(), new EndCategory(), new SetRisk(),
    ];

    public static PartForm? Form(string slug) => Part(slug) is { } part ? new PartForm(part.Slug, part.Title, part.Tab, part.Ways, part.IsShared) : null;

    /// <summary>A fresh form with what is stored.</summary>
    public async Task<CorrectionInput?> Begin(Guid id, string slug, Guid? row, CancellationToken cancel = default)
    {
        if (Part(slug) is not { } part || await Load(id, cancel) is not { } child) return null;
        var input = new CorrectionInput { Key = Guid.CreateVersion7(), Version = child.Version, Row = row };
        await part.Fill(Work(child, input, cancel), input);
        return input;
    }

    public async Task<Outcome<Child>> Run(Guid id, string slug, CorrectionInput input, CancellationToken cancel = default)
    {
        if (Part(slug) is not { } part || await Load(id, cancel) is not { } child) return new Problem("child-not-found", "没有找到这份档案，可能已不在您的辖区。");
        if (await WasSent(child, OwnId.Of(scope, input.Key), cancel)) return child;
        if (child.Version != input.Version) return new Problem("stale", "这份档案在您填写的时候被别人改过。您填的还在，请看过下面的新内容再保存。");

        var works = await Works(child, part, input, cancel);
        foreach (var (work, own) in works)
        {
            CheckFrame(work, part, own);
            await part.Apply(work, own);
        }
        if (works.SelectMany(one => Named(one.Work, child)).ToList() is { Count: > 0 } problems) return problems;

        foreach (var (work, _) in works)
        {
            db.Entry(work.Child).Property(one => one.Version).IsModified = true;   // terms belong to the file's version
            await lines.Derive(work.Child, cancel);
            if (work.ChecksIdentity) db.Add(IdentityCheck.JobFor(work.Child.Id, clock));
        }
        var way = part.Ways == Ways.ChangeOnly || works[0].Work.IsChange ? "changed" : "corrected";
        await using var write = await changes.Begin(db, cancel);
        if (await db.SaveAsync(works.Select(one => ($"{part.Slug}-{way}", Subject.Of(one.Work.Child), (string?)input.Reason!.Trim())), cancel) is { } stale) return stale;
        await changes.Of(write, cancel, [.. works.Select(one => one.Work.Child.Id)]);
        await write.Commit(cancel);
        return child;
    }

    /// <summary>What a shared change would do to the brothers and sisters chosen, before anything is written (REG-005).</summary>
    public async Task<SharedPreview> Preview(Guid id, string slug, CorrectionInput input, CancellationToken cancel = default)
    {
        if (Part(slug) is not { IsShared: true } part || await Load(id, cancel) is not { } child) return SharedPreview.None;
        var rows = new List<SharedChange>();
        foreach (var (work, own) in (await Works(child, part, input, cancel)).Skip(1))
        {
            var (now, then) = await part.Preview(work, own);
            rows.Add(new SharedChange(work.Child.Name, now, then));
        }
        return new SharedPreview(rows);
    }

    // The child itself first; the rows of the others are looked for before the first is changed.
    private async Task<List<(PartWork Work, CorrectionInput Input)>> Works(Child child, IPart part, CorrectionInput input, CancellationToken cancel)
    {
        List<(PartWork, CorrectionInput)> works = [(Work(child, input, cancel), input)];
        if (!part.IsShared || input.With.Count == 0 || child.HouseholdId is not { } household) return works;
        var siblings = await db.Set<Child>().Where(one => one.HouseholdId == household && one.Id != child.Id && input.With.Contains(one.Id)).OrderBy(one => one.Id).ToListAsync(cancel);
        foreach (var sibling in siblings)
        {
            var own = input.For(sibling.Id, await part.SameRow(works[0].Item1, input, Work(sibling, input.For(sibling.Id, null), cancel)));
            works.Add((Work(sibling, own, cancel), own));
        }
        return works;
    }

    private static IEnumerable<Problem> Named(PartWork work, Child child) =>
        work.Child.Id == child.Id ? work.Problems : work.Problems.Select(problem => problem with { Says = $"{work.Child.Name}：{problem.Says}", Field = nameof(CorrectionInput.With) });

    private static IPart? Part(string slug) => Array.Find(Parts, part => part.Slug == slug);

    private Task<Child?> Load(Guid id, CancellationToken cancel) => db.Set<Child>().SingleOrDefaultAsync(child => child.Id == id, cancel);

    private PartWork Work(Child child, CorrectionInput input, CancellationToken cancel) => new(db, cipher, blind, clock, scope, tree, child, input, cancel);

    // The key became a row's id when the form was sent the first time.
    private async Task<bool> WasSent(Child child, Guid key, CancellationToken cancel)
    {
        return await db.Set<CategoryTerm>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<MoveProposal>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<Schooling>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<RelatedPerson>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<Phone>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<ParentCircumstance>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<RiskLevel>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<ResidenceTerm>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<Health>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel)
            || await db.Set<Disability>().AnyAsync(one => one.Id == key && one.ChildId == child.Id, cancel);
    }

    private static void CheckFrame(PartWork work, IPart part, CorrectionInput input)
    {
        if (work.Child.State is "left" or "merged" or "dismissed") work.Refuse("file-closed", "这份档案已经关闭，不能再改。要改，请先由县级重新启用。");
        if (input.Key == Guid.Empty) work.Refuse("key-missing", "这一页太旧了，请刷新后再填。");
        work.Text(input.Reason, nameof(input.Reason), MostReason, "请写明为什么改，比如：按户口簿核对。");
        if (part.Ways == Ways.ChangeOnly) input.Way = CorrectionInput.Change;
        if (part.Ways == Ways.NoDate) { (input.Way, input.On) = (CorrectionInput.Mistake, null); return; }
        if (input.Way is not (CorrectionInput.Mistake or CorrectionInput.Change)) work.Refuse("way-missing", "请选：是原来写错了，还是情况变了。", nameof(input.Way));
        if (input.Way == CorrectionInput.Change) CheckDay(work, input);
    }

    private static void CheckDay(PartWork work, CorrectionInput input)
    {
        if (input.On is not { } day) work.Refuse("missing", "请填从哪天起变的。", nameof(input.On));
        else if (day > work.Today) work.Refuse("date-in-future", $"日期是 {Ui.Words.Show.Date(day)}，晚于今天。还没有发生的事，到那天再登记。", nameof(input.On));
        else if (work.Child.BornOn is { } born && day < born) work.Refuse("date-before-birth", $"日期早于孩子的出生日期 {Ui.Words.Show.Date(born)}。", nameof(input.On));
    }
}
