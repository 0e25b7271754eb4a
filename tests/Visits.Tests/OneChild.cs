using HuTong.Children;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Testing;
using HuTong.Visits.Duties;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Invented children on the register of a real village, written as they stand, with the duties that follow.</summary>
internal static class OneChild
{
    public const string Village = "370831001003", OtherVillage = "370831001010", Township = "370831001", County = "370831", OtherTownship = "370831101", FarVillage = "370831101206";

    public static readonly string[] Names = ["陈雨桐", "高梓睿", "孔子墨", "孟欣怡", "颜浩宇", "王诗涵", "曹俊杰", "张可馨", "宋天佑", "李梦瑶"];

    /// <summary>The day's work of the clock, on a later day where one is named.</summary>
    public static async Task Dawn(World world, DateOnly? day = null)
    {
        if (day > TodayOf(world)) world.MoveTo(day.Value);
        await using var desk = world.AsSystem();
        await desk.Get<IEnumerable<IJobHandler>>().Single(one => one.Kind == DutyDay.JobKind).Run(new Job(), new JobProgress((_, _, _) => Task.CompletedTask), default);
    }

    /// <param name="registeredOn">Null: still to be verified.</param>
    public static async Task<Guid> Add(World world, DateOnly? registeredOn, string village = Village, string category = Categories.LeftBehind, string name = "陈雨桐", params (string Level, DateOnly From)[] risks)
    {
        await using var desk = world.AsSystem();
        var id = Guid.CreateVersion7();
        var now = desk.Get<ChinaClock>().Now;
        var child = new Child { Id = id, Name = name, Sex = "female", BornOn = new DateOnly(2015, 6, 7), Region = village, State = registeredOn is null ? "to-verify" : "registered", RegisteredOn = registeredOn, CreatedAt = now, IdKind = "none", NoIdReason = "other" };
        desk.Db.Add(child);
        desk.Db.Add(new CategoryTerm { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Code = category, State = registeredOn is null ? "proposed" : "active", From = registeredOn ?? TodayOf(world), KnownFrom = now });
        foreach (var (level, from) in risks) desk.Db.Add(new RiskLevel { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Level = level, From = from, KnownFrom = now });
        await Save(desk, child);
        return id;
    }

    private static DateOnly TodayOf(World world) => DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime.AddHours(8));

    /// <summary>Saves a file as a use case does: line, event, and what follows in later rooms.</summary>
    public static async Task Save(Desk desk, Child child)
    {
        await desk.Get<RegisterLines>().Derive(child);
        desk.Get<HuTong.Data.Crypto.KeyRing>().Active(child.Region, HuTong.Data.Crypto.KeyPurposes.Field);
        await using var write = await WriteTransaction.Begin(desk.Db);
        Assert.Null(await desk.Db.SaveAsync("child-corrected", Subject.Of(child)));
        await desk.Get<RegisterChanges>().Of(write, default, child.Id);
        await write.Commit();
    }

    public static async Task<List<VisitDuty>> Duties(World world, Guid child)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.ChildId == child && duty.State != DutyStates.Withdrawn).OrderBy(duty => duty.Period).ThenBy(duty => duty.Ordinal).ToListAsync();
    }

    public static async Task<RegisterLine> Line(World world, Guid child)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<RegisterLine>().AsNoTracking().SingleAsync(line => line.ChildId == child);
    }

    /// <summary>The village's figures of a month: due, excused, done.</summary>
    public static async Task<(int Due, int Excused, int Done)> Figures(World world, string place, DateOnly month)
    {
        await using var desk = world.AsSystem();
        var rows = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Level == "village" && row.Month == month && row.Region.StartsWith(place)).ToListAsync();
        return (rows.Sum(row => row.Due), rows.Sum(row => row.Excused), rows.Sum(row => row.Done));
    }
}
