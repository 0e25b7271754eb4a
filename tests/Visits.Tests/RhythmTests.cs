using CsCheck;
using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Testing;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Duties made in sets are those of the rule (R-070…R-077), whatever a file holds.</summary>
public sealed class RhythmTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    private sealed record Facts(int Registered, (string Code, int From, int Days)[] Categories, (string Level, int From, int Days)[] Risks, (string Code, int From, int Days)[] Parents);

    // Days before and after the first of June; a length of 0 is open.
    private static readonly Gen<Facts> Files = Gen.Select(
        Gen.Int[-60, 14],
        Gen.Select(One(Categories.LeftBehind, Categories.Migrant, Categories.DeFactoUnattended, Categories.SevereDisability, Categories.InDifficulty), Gen.Int[-50, 25], Gen.OneOf(Gen.Const(0), Gen.Int[1, 60])).Array[0, 3],
        Gen.Select(One("low", "medium", "high", "urgent"), Gen.Int[-50, 25], Gen.OneOf(Gen.Const(0), Gen.Int[1, 40])).Array[0, 2],
        Gen.Select(One(Circumstances.SeverelyDisabled, Circumstances.SeriouslyIll, Circumstances.WorkingAway), Gen.Int[-50, 25], Gen.OneOf(Gen.Const(0), Gen.Int[1, 40])).Array[0, 2],
        (registered, categories, risks, parents) => new Facts(registered, categories, risks, parents));

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(at => of[at]);

    // What is compared has something of everything.
    private static bool HasAll(Facts[] files) => files.Select(facts => VisitRhythm.In(new Month(2026, 6), Read(facts), new VisitSettings())).ToList() is var owed
        && owed.Exists(one => one.Quarterly > 0) && owed.Exists(one => one.Monthly == 2) && owed.Exists(one => one.Monthly == 1) && owed.Exists(one => one.Weeks.Count > 0) && owed.Exists(one => one.Rhythm.Length == 0);

    private static DateOnly? End(int from, int days) => days == 0 ? null : June.AddDays(from + days);

    [Theory, BothEngines]
    public async Task Duties_made_in_sets_are_those_of_the_rule(Engine engine)
    {
        await using var world = await World.Create(engine);
        var files = Files.Array[60].Single(HasAll, "000ig7y5_2k4");
        List<(Guid Id, Facts Facts)> made = [];
        await using (var desk = world.AsSystem())
        {
            foreach (var facts in files) made.Add((Make(desk.Db, facts), facts));
            Assert.Null(await desk.Db.SaveAsync("child-corrected", new Subject("child", Guid.Empty)));
        }

        await using (var desk = world.AsSystem())
        {
            await using var write = await WriteTransaction.Begin(desk.Db);
            await desk.Get<RegisterChanges>().Of(write, default, [.. made.Select(one => one.Id)]);
            await desk.Get<RegisterChanges>().Of(write, default, [.. made.Select(one => one.Id)]);   // asked for twice it is the same
            await write.Commit();
        }

        var wrong = new List<string>();
        foreach (var (id, facts) in made)
        {
            var owed = VisitRhythm.In(new Month(2026, 6), Read(facts), new VisitSettings());
            var duties = (await OneChild.Duties(world, id)).Where(duty => duty.Month is not null).ToList();
            var expected = (owed.Monthly, string.Join(' ', owed.Weeks.Select(day => $"{day:yyyy-MM-dd}")), owed.Quarterly);
            var found = (duties.Count(duty => duty.Kind == DutyKinds.Monthly), string.Join(' ', duties.Where(duty => duty.Kind == DutyKinds.Weekly).Select(duty => duty.Due).Order().Select(day => $"{day:yyyy-MM-dd}")), duties.Count(duty => duty.Kind == DutyKinds.Quarterly));
            if (expected != found) wrong.Add($"{facts}: {expected} expected, {found} found");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory, BothEngines]
    public async Task A_month_that_begins_owes_what_a_change_of_each_file_would_owe(Engine engine)
    {
        await using var world = await World.Create(engine);
        var files = Files.Array[40].Single(HasAll, "000ig4cEJuR1");
        List<Guid> ids;
        await using (var desk = world.AsSystem())
        {
            ids = [.. files.Select(facts => Make(desk.Db, facts))];
            Assert.Null(await desk.Db.SaveAsync("child-corrected", new Subject("child", Guid.Empty)));
        }

        await using (var desk = world.AsSystem())
        {
            await using var write = await WriteTransaction.Begin(desk.Db);
            await desk.Get<DutyMaker>().Begin(new Month(2026, 6), World.Day);
            await write.Commit();
        }

        var begun = await All(world);
        await using (var desk = world.AsSystem())
        {
            await using var write = await WriteTransaction.Begin(desk.Db);
            await desk.Get<RegisterChanges>().Of(write, default, [.. ids]);
            await write.Commit();
        }

        Assert.Equal(begun, await All(world));
        Assert.NotEmpty(begun);
    }

    private static async Task<List<string>> All(World world)
    {
        await using var desk = world.AsSystem();
        return [.. (await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month != null && duty.State != DutyStates.Withdrawn).ToListAsync()).Select(duty => $"{duty.ChildId} {duty.Period} {duty.Ordinal} {duty.Kind} {duty.From} {duty.Due} {duty.State} {duty.Rhythm} {duty.Class} {duty.Region} {duty.CountsAt}").Order(StringComparer.Ordinal)];
    }

    private static VisitFacts Read(Facts facts) => new(
        June.AddDays(facts.Registered), [.. facts.Categories.Select(one => new CategorySpan(one.Code, June.AddDays(one.From), End(one.From, one.Days)))],
        [
            .. facts.Risks.Where(one => one.Level is "high" or "urgent").Select(one => new MarkSpan(VisitMarks.Risk, June.AddDays(one.From), End(one.From, one.Days))),
            .. facts.Parents.Where(one => one.Code != Circumstances.WorkingAway).Select(one => new MarkSpan(one.Code == Circumstances.SeriouslyIll ? VisitMarks.ParentIll : VisitMarks.ParentDisabled, June.AddDays(one.From), End(one.From, one.Days))),
        ],
        [.. facts.Risks.Where(one => one.Level == "urgent").Select(one => new DaySpan(June.AddDays(one.From), End(one.From, one.Days)))]);

    private static Guid Make(HuTongDb db, Facts facts)
    {
        var (id, on, village) = (Guid.CreateVersion7(), June.AddDays(facts.Registered), OneChild.Village);
        db.Add(new Child { Id = id, Name = "陈雨桐", Region = village, State = "registered", RegisteredOn = on });
        List<CategoryTerm> terms = [.. facts.Categories.Select(one => new CategoryTerm { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Code = one.Code, State = End(one.From, one.Days) is null ? "active" : "ended", From = June.AddDays(one.From), To = End(one.From, one.Days) })];
        db.AddRange(terms);
        db.AddRange(facts.Risks.Select(one => new RiskLevel { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Level = one.Level, From = June.AddDays(one.From), To = End(one.From, one.Days) }));
        db.AddRange(facts.Parents.Select(one => new ParentCircumstance { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Parent = "father", Code = one.Code, From = June.AddDays(one.From), To = End(one.From, one.Days) }));
        db.Add(new RegisterLine { ChildId = id, Region = village, Name = "陈雨桐", State = "registered", RegisteredOn = on, UnseenSince = on, CategoryBits = Categories.Bits(terms.Where(term => term.To is null).Select(term => term.Code)) });
        return id;
    }
}
