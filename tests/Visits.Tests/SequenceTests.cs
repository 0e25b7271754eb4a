using CsCheck;
using HuTong.Children;
using HuTong.Children.Files;
using HuTong.Core;
using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Testing;
using HuTong.Visits.Duties;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>
/// Whatever happens in whatever order: a returned, voided or excused visit never counts, a contact neither; a child counts in one village a day however often it
/// moves; the counters are what a recount of the duties says (states.md 4).
/// </summary>
public sealed class SequenceTests
{
    /// <summary>One act on one of the children; the number chooses what it is about.</summary>
    private sealed record Act(int What, int Child, int Number);

    private static readonly Gen<Act[]> Acts = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 20], (what, child, number) => new Act(what, child, number)).Array[5, 14];

    private static readonly string[] Villages = [OneChild.Village, OneChild.OtherVillage];

    [Theory, BothEngines]
    public async Task Nothing_that_does_not_stand_is_counted_and_nobody_twice(Engine engine) =>
        await Acts.SampleAsync(async acts =>
        {
            await using var world = await World.Create(engine);
            var today = World.Day;
            await OneChild.Dawn(world, today);
            List<Guid> children = [];
            foreach (var (name, risk) in new[] { ("陈雨桐", "low"), ("高梓睿", "high"), ("孔子墨", "low") }) children.Add(await OneChild.Add(world, new DateOnly(2026, 3, 2), name: name, risks: risk == "high" ? [("high", new DateOnly(2026, 3, 2))] : []));
            foreach (var act in acts)
            {
                today = await Do(world, act, children[act.Child], today);
                await Holds(world, children);
            }
            return true;
        }, iter: engine == Engine.Sqlite ? 14 : 6, threads: 1);

    private static async Task<DateOnly> Do(World world, Act act, Guid child, DateOnly today)
    {
        switch (act.What)
        {
            case 0 or 1 or 2:
                var report = VisitTests.Report(today.AddDays(-act.Number % 4), act.Number % 7 == 6 ? "phone" : "home", act.Number % 5 == 4 ? "nobody" : "child");
                await using (var visiting = VisitTests.Director(world, Villages)) await visiting.Get<RecordVisit>().Run(child, report);
                break;
            case 3 or 4:
                await using (var deciding = world.As("county-officer", OneChild.County))
                {
                    var visits = await deciding.Db.Set<Visit>().AsNoTracking().Where(visit => visit.ChildId == child).OrderBy(visit => visit.Id).ToListAsync();
                    if (visits.Count > 0) await deciding.Get<DecideVisit>().Run(visits[act.Number % visits.Count].Id, act.What == 3 ? DecideVisit.Return : DecideVisit.Void, "核实没有见到", visits[act.Number % visits.Count].Version);
                }
                break;
            case 5:
                await using (var asking = VisitTests.Director(world, Villages)) await asking.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", today.AddDays(35), "县医院"));
                await using (var agreeing = world.As("township-supervisor", OneChild.Township)) await agreeing.Get<ExcuseDuty>().Decide(child, act.Number % 3 > 0, "还在家");
                break;
            case 6:
                await using (var looking = world.AsSystem())
                {
                    var here = await looking.Db.Set<RegisterLine>().Where(line => line.ChildId == child).Select(line => line.Region).SingleAsync();
                    await VisitTests.Move(world, child, Villages.First(village => village != here));
                }
                break;
            case 7:
                await using (var raising = world.AsSystem())
                {
                    foreach (var open in await raising.Db.Set<RiskLevel>().Where(term => term.ChildId == child && term.To == null).ToListAsync()) open.To = today.AddDays(-act.Number);
                    raising.Db.Add(new RiskLevel { Id = Guid.CreateVersion7(), ChildId = child, Region = (await raising.Db.Set<Child>().SingleAsync(one => one.Id == child)).Region, Level = (act.Number % 3) switch { 0 => "low", 1 => "high", _ => "urgent" }, From = today.AddDays(-act.Number) });
                    await OneChild.Save(raising, await raising.Db.Set<Child>().SingleAsync(one => one.Id == child));
                }
                break;
            case 8:
                await OneChild.Dawn(world, today = today.AddDays(1 + act.Number % 3));
                break;
            default:
                await OneChild.Dawn(world, today = today.AddDays(11));
                break;
        }
        return today;
    }

    private static async Task Holds(World world, List<Guid> children)
    {
        await VisitTests.Agrees(world);
        await using var desk = world.AsSystem();
        var duties = await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month != null && duty.State != DutyStates.Withdrawn).ToListAsync();
        var visits = await desk.Db.Set<Visit>().AsNoTracking().ToDictionaryAsync(visit => visit.Id);
        foreach (var duty in duties.Where(duty => duty.State == DutyStates.Done))
        {
            var visit = visits[duty.VisitId!.Value];
            Assert.True(visit is { Stands: true, IsFaceToFace: true } && visit.On >= duty.From && visit.On <= duty.Due, $"{duty.Period} is done by a visit of {visit.On} that {visit.State} and is {visit.Kind}");
        }
        Assert.All(duties.Where(duty => duty.VisitId is not null).GroupBy(duty => duty.VisitId), one => Assert.Single(one));   // one visit, one duty
        foreach (var month in duties.GroupBy(duty => (duty.ChildId, duty.Month)))
        {
            Assert.Single(month.Select(duty => duty.CountsAt).Distinct());
            Assert.Single(month.Select(duty => duty.Class).Distinct());
        }
        foreach (var month in duties.GroupBy(duty => duty.Month!.Value))
            Assert.Equal(month.Select(duty => duty.ChildId).Distinct().Count(), (await OneChild.Figures(world, OneChild.Township, month.Key)).Due);
        var lines = await desk.Db.Set<RegisterLine>().AsNoTracking().Where(line => children.Contains(line.ChildId)).ToListAsync();
        foreach (var line in lines)
        {
            var seen = visits.Values.Where(visit => visit.ChildId == line.ChildId && visit is { Stands: true, IsChildSeen: true }).Select(visit => (DateOnly?)visit.On).Max();
            Assert.Equal(seen, line.LastMet);
            Assert.Equal(seen ?? line.RegisteredOn, line.UnseenSince);
            var open = (await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == line.ChildId && (duty.State == DutyStates.Due || duty.State == DutyStates.Missed)).ToListAsync())
                .Where(duty => duty.Month is null || seen is null || seen <= duty.Due).Select(duty => (DateOnly?)duty.Due).Min();
            if (open is not null) Assert.Equal(open, line.NextDue);
            await IsMatched(desk, line, [.. visits.Values.Where(visit => visit.ChildId == line.ChildId && visit.Stands)]);
        }
    }

    /// <summary>Who fulfils what follows from what stands, whichever was written first.</summary>
    private static async Task IsMatched(Desk desk, RegisterLine line, List<Visit> visits)
    {
        var today = desk.Get<ChinaClock>().Today;
        var duties = (await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == line.ChildId && (duty.State == DutyStates.Due || duty.State == DutyStates.Done)).ToListAsync())
            .Where(duty => duty.Month is null || Months.IsOpen(Month.Of(duty.Month.Value), today)).ToDictionary(duty => new OpenDuty($"{duty.Period} {duty.Ordinal}", duty.Ordinal, duty.From, duty.Due, duty.Rhythm, duty.Month is null));
        var closed = (await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == line.ChildId && duty.State == DutyStates.Done && duty.Month != null).ToListAsync()).Where(duty => !Months.IsOpen(Month.Of(duty.Month!.Value), today)).Select(duty => duty.VisitId!.Value).ToHashSet();
        var found = VisitMatching.Of(duties.Keys, [.. visits.Select(visit => new StandingVisit(visit.Id, visit.On, visit.IsFaceToFace, false))], (await desk.Get<VisitSettingsQuery>().Of(line.Region, today)).Visits, closed);
        foreach (var (open, duty) in duties)
            Assert.True(found.TryGetValue(open, out var visit) ? duty.VisitId == visit : duty.State == DutyStates.Due, $"{open.Key} is {duty.State} by {duty.VisitId}, and would be {(found.ContainsKey(open) ? "done" : "due")}");
    }
}
