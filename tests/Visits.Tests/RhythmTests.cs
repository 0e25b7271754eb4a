using CsCheck;
using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Places.Settings;
using HuTong.Testing;
using HuTong.Visits.Duties;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Duties made in sets are those of the rule (R-070…R-077), whatever a file holds.</summary>
public sealed class RhythmTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    /// <summary>A fact of a file, for a time.</summary>
    /// <param name="Kind">A key of <see cref="Kinds"/> or a category.</param>
    /// <param name="From">Days from the first of June.</param>
    /// <param name="Days">How long; 0 is open.</param>
    private sealed record Fact(string Kind, int From, int Days)
    {
        public DateOnly On => June.AddDays(From);
        public DateOnly? End => Days == 0 ? null : June.AddDays(From + Days);
    }

    private sealed record Facts(int Registered, string Hukou, Fact[] Categories, Fact[] Others)
    {
        public override string ToString() => $"registered {Registered}, {Hukou}; {string.Join(' ', Categories.Concat(Others).Select(one => $"{one.Kind}:{one.From}+{one.Days}"))}";
    }

    /// <summary>Every kind of fact that a file holds and the mark that it is (R-073); null: it looks like one and asks for nothing.</summary>
    private static readonly Dictionary<string, (string? Mark, Func<Fact, object> Row)> Kinds = new()
    {
        ["risk low"] = (null, Risk("low")), ["risk medium"] = (null, Risk("medium")), ["risk high"] = (VisitMarks.Risk, Risk("high")), ["risk urgent"] = (VisitMarks.Risk, Risk("urgent")),
        ["parent disabled"] = (VisitMarks.ParentDisabled, Parent(Circumstances.SeverelyDisabled)), ["parent ill"] = (VisitMarks.ParentIll, Parent(Circumstances.SeriouslyIll)), ["parent away"] = (null, Parent(Circumstances.WorkingAway)),
        ["disability"] = (VisitMarks.Disabled, _ => new Disability { Kind = "hearing" }),
        ["health ill"] = (VisitMarks.Ill, Of("seriously-ill")), ["health disabled"] = (VisitMarks.Disabled, Of("disabled")), ["healthy"] = (null, Of("healthy")),
        ["school left"] = (VisitMarks.OutOfSchool, _ => new Schooling { Status = "dropped-out" }), ["school attended"] = (null, _ => new Schooling { Status = "attending" }),
        ["guardian poor"] = (VisitMarks.PoorGuardianship, _ => new RelatedPerson { Role = "guardian", GuardianshipGrade = "poor" }), ["carer unable"] = (VisitMarks.PoorGuardianship, _ => new RelatedPerson { Role = "carer", Ability = "unable" }),
        ["guardian unfit"] = (VisitMarks.PoorGuardianship, _ => new RelatedPerson { Role = "guardian", Ability = "unfit" }), ["guardian weak"] = (null, _ => new RelatedPerson { Role = "guardian", GuardianshipGrade = "fair", Ability = "weak" }),
        ["father unable"] = (null, _ => new RelatedPerson { Role = "father", Ability = "unable", GuardianshipGrade = "poor" }),
        ["mind"] = (VisitMarks.Mind, Found("mood-trouble", FollowUpStates.Open)), ["mind done"] = (VisitMarks.Mind, Found("bullying", FollowUpStates.Done)), ["mind withdrawn"] = (null, Found("mood-trouble", FollowUpStates.Withdrawn)), ["other finding"] = (null, Found("health-untreated", FollowUpStates.Open)),
        ["category proposed"] = (null, _ => new CategoryTerm { Code = Categories.SevereDisability, State = "proposed" }), ["category voided"] = (null, _ => new CategoryTerm { Code = Categories.OrphanCommunity, State = "voided" }),
    };

    private static readonly string[] Held = [Categories.LeftBehind, Categories.Migrant, Categories.InDifficulty, Categories.DeFactoUnattended, Categories.OrphanCommunity, Categories.KeyDifficulty, .. Categories.All.Select(one => one.Code).Where(code => VisitRhythm.MarkOf(code) is not null)];

    private static Func<Fact, object> Risk(string level) => _ => new RiskLevel { Level = level };
    private static Func<Fact, object> Parent(string code) => _ => new ParentCircumstance { Parent = "father", Code = code };
    private static Func<Fact, object> Of(string code) => _ => new Health { Code = code };
    private static Func<Fact, object> Found(string finding, string state) => fact => new FollowUp { Finding = finding, State = state, OpenedOn = fact.On, ClosedOn = fact.End, Due = fact.On.AddDays(15) };

    private static Gen<Fact[]> Some(string[] kinds, int longest, int most) => Gen.Select(One(kinds), Gen.Int[-50, 25], Gen.OneOf(Gen.Const(0), Gen.Int[1, longest])).Select((kind, from, days) => new Fact(kind, from, days)).Array[0, most];

    private static readonly Gen<Facts> Files = Gen.Select(Gen.Int[-60, 14], One("rural", "rural", "rural", "none"), Some(Held, 60, 3), Some([.. Kinds.Keys], 40, 3), (registered, hukou, categories, others) => new Facts(registered, hukou, categories, others));

    private static Gen<T> One<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(at => of[at]);

    private static OwedVisits Owed(Facts facts, VisitSettings settings) => VisitRhythm.In(new Month(2026, 6), Read(facts), settings);

    private static (int, string, int, string) Said(OwedVisits owed) => (owed.Monthly, string.Join(' ', owed.Weeks.Select(day => $"{day:yyyy-MM-dd}")), owed.Quarterly, owed.Rhythm);

    /// <summary>Of very many files the first ones, and for everything that a file may hold some in which that alone decides: without it, or were a look-alike taken for a mark, other visits would be owed.</summary>
    private static List<Facts> Telling(VisitSettings settings)
    {
        var all = Files.Array[6000].Single(_ => true, "000ig7y5_2k4");
        List<Facts> told = [.. all.Take(40)];
        void Add(string what, Func<Facts, bool> decides)
        {
            var found = all.Where(decides).Take(2).ToList();
            Assert.True(found.Count == 2, $"No file in which {what} decides.");
            told.AddRange(found);
        }
        bool Differs(Facts one, Facts other) => Said(Owed(one, settings)) != Said(Owed(other, settings));
        var likeness = Kinds.First(kind => kind.Value.Mark is { } mark && settings.HighMarks.Contains(mark)).Key;
        foreach (var (kind, (mark, _)) in Kinds.Where(kind => kind.Value.Mark is null || settings.HighMarks.Contains(kind.Value.Mark) || kind.Key == "risk urgent"))
            Add(kind, file => file.Others.Any(one => one.Kind == kind) && Differs(file, file with { Others = [.. file.Others.Where(one => one.Kind != kind), .. mark is null ? file.Others.Where(one => one.Kind == kind).Select(one => one with { Kind = likeness }) : []] }));
        foreach (var category in Held) Add(category, file => file.Categories.Any(one => one.Kind == category) && Differs(file, file with { Categories = [.. file.Categories.Where(one => one.Kind != category)] }));
        if (settings.HighMarks.Contains(VisitMarks.Unregistered)) Add("no household", file => file.Hukou == "none" && Differs(file, file with { Hukou = "rural" }));
        foreach (var rhythm in new[] { VisitRhythm.Ordinary, VisitRhythm.Benefit, VisitRhythm.High, VisitRhythm.Urgent, VisitRhythm.Migrant, "" }) Add($"rhythm {rhythm}", file => Owed(file, settings).Rhythm == rhythm);
        return told;
    }

    [Theory, BothEngines]
    public async Task Duties_made_in_sets_are_those_of_the_rule(Engine engine)
    {
        await using var world = await World.Create(engine);
        List<(Guid Id, Facts Facts)> made = [];
        var here = VisitSettings.Read(key => Here.GetValueOrDefault(key));
        await using (var desk = world.AsSystem())
        {
            foreach (var facts in Telling(new VisitSettings()).Concat(Telling(here))) made.Add((Make(desk.Db, facts), facts));
            Assert.Null(await desk.Db.SaveAsync("child-corrected", new Subject("child", Guid.Empty)));
        }
        await Follow(world, made);
        await Follow(world, made);   // asked for twice it is the same
        await Agree(world, made, new VisitSettings());

        await using (var desk = world.AsOperator())
        {
            foreach (var (key, value) in Here) desk.Db.Add(new Setting { Id = Guid.CreateVersion7(), Key = key, Region = OneChild.County, ValidFrom = new(2026, 1, 1), Value = value, Document = "" });
            Assert.Null(await desk.Db.SaveAsync("child-corrected", new Subject("child", Guid.Empty)));
        }
        await Follow(world, made);
        await Agree(world, made, here);
    }

    /// <summary>A county that asks for more, by fewer marks: what was owed before is taken back.</summary>
    private static readonly Dictionary<string, string> Here = new() { ["visit.high.marks"] = "disabled", ["visit.high.per-month"] = "3", ["visit.benefit.per-month"] = "2", ["visit.urgent.per-week"] = "2", ["visit.migrant.per-quarter"] = "2", ["visit.min-days"] = "9" };

    private static async Task Follow(World world, List<(Guid Id, Facts Facts)> made)
    {
        await using var desk = world.AsSystem();
        await using var write = await WriteTransaction.Begin(desk.Db);
        await desk.Get<RegisterChanges>().Of(write, default, [.. made.Select(one => one.Id)]);
        await write.Commit();
    }

    private static async Task Agree(World world, List<(Guid Id, Facts Facts)> made, VisitSettings settings)
    {
        await using var desk = world.AsSystem();
        var duties = (await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month != null && duty.State != DutyStates.Withdrawn).ToListAsync()).ToLookup(duty => duty.ChildId);
        var children = await desk.Db.Set<Child>().AsNoTracking().ToDictionaryAsync(child => child.Id);
        var wrong = new List<string>();
        foreach (var (id, facts) in made)
        {
            var (owed, own) = (Owed(facts, settings), duties[id].ToList());
            var expected = (owed.Monthly, string.Join(' ', owed.Weeks.SelectMany(day => Enumerable.Repeat($"{day:yyyy-MM-dd}", settings.UrgentPerWeek))), owed.Quarterly, owed.Weeks.Count > 0 ? VisitRhythm.Urgent : owed.Rhythm);
            var found = (own.Count(duty => duty.Kind == DutyKinds.Monthly), string.Join(' ', own.Where(duty => duty.Kind == DutyKinds.Weekly).Select(duty => duty.Due).Order().Select(day => $"{day:yyyy-MM-dd}")), own.Count(duty => duty.Kind == DutyKinds.Quarterly),
                own.Exists(duty => duty.Kind == DutyKinds.Weekly) ? VisitRhythm.Urgent : own.Select(duty => duty.Rhythm).Distinct().SingleOrDefault(""));
            if (expected != found) wrong.Add($"{facts}: {expected} expected, {found} found");
            var shown = (await desk.Get<WhySoOftenQuery>().Run(children[id])).Owed;   // the file's own page reads the same facts
            if (Said(shown) != Said(owed)) wrong.Add($"{facts}: {Said(owed)} expected, {Said(shown)} shown");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory, BothEngines]
    public async Task A_month_that_begins_owes_what_a_change_of_each_file_would_owe(Engine engine)
    {
        await using var world = await World.Create(engine);
        List<Guid> ids;
        await using (var desk = world.AsSystem())
        {
            ids = [.. Telling(new VisitSettings()).Select(facts => Make(desk.Db, facts))];
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
        June.AddDays(facts.Registered), [.. facts.Categories.Select(one => new CategorySpan(one.Kind, one.On, one.End))],
        [.. facts.Others.Where(one => Kinds[one.Kind].Mark is not null).Select(one => new MarkSpan(Kinds[one.Kind].Mark!, one.On, one.End)), .. facts.Hukou == "none" ? [new MarkSpan(VisitMarks.Unregistered, June.AddDays(facts.Registered), null)] : Array.Empty<MarkSpan>()],
        [.. facts.Others.Where(one => one.Kind == "risk urgent").Select(one => new DaySpan(one.On, one.End))]);

    private static Guid Make(HuTongDb db, Facts facts)
    {
        var (id, on, village) = (Guid.CreateVersion7(), June.AddDays(facts.Registered), OneChild.Village);
        db.Add(new Child { Id = id, Name = "陈雨桐", Region = village, State = "registered", RegisteredOn = on, HukouKind = facts.Hukou });
        foreach (var (fact, row) in facts.Categories.Select(one => (one, (object)new CategoryTerm { Code = one.Kind, State = one.End is null ? "active" : "ended" })).Concat(facts.Others.Select(one => (one, Kinds[one.Kind].Row(one)))))
        {
            if (row is ChildTerm term) (term.Id, term.ChildId, term.Region, term.From, term.To) = (Guid.CreateVersion7(), id, village, fact.On, fact.End);
            if (row is FollowUp follow) (follow.Id, follow.ChildId, follow.Region) = (Guid.CreateVersion7(), id, village);
            db.Add(row);
        }
        db.Add(new RegisterLine { ChildId = id, Region = village, Name = "陈雨桐", State = "registered", RegisteredOn = on, UnseenSince = on, CategoryBits = Categories.Bits(facts.Categories.Where(one => one.End is null).Select(one => one.Kind)) });
        return id;
    }
}
