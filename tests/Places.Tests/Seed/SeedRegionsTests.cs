using System.Diagnostics;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Places.Calendar;
using HuTong.Places.Seed;
using HuTong.Places.Settings;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Places.Tests.Seed;

/// <summary>ORG-001: the places are in the database after set-up, on both engines; what officials change is read from there.</summary>
public sealed class SeedRegionsTests(ITestOutputHelper output)
{
    [Theory, BothEngines]
    public async Task Set_up_writes_every_place_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var start = Stopwatch.GetTimestamp();
        var written = await Seed(world);
        output.WriteLine($"{engine}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");

        Assert.Equal(67_280, written);
        Assert.Equal(0, await Seed(world));
        await using var desk = world.AsNobody();
        Assert.Equal(67_280, await desk.Db.Set<Region>().CountAsync());
        Assert.Equal(4_927, await desk.Db.Set<Region>().CountAsync(region => region.Code.StartsWith("3708") && region.Code.Length == 12));
        Assert.Equal(769, await desk.Db.Set<CalendarDay>().CountAsync());
        Assert.Equal(4, await desk.Db.Set<RegionSuccession>().CountAsync(row => row.Kind == RegionSuccession.HandedTo));

        string[] codes = ["37", "3708", "370811002", "370831101", "370831101201", "370891"];
        var stored = await desk.Db.Set<Region>().AsNoTracking().Where(region => codes.Contains(region.Code)).ToListAsync();
        Assert.Equal(codes.Select(RegionTree.Standard.Find), stored.OrderBy(region => region.Code, StringComparer.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_zone_added_in_the_table_manages_from_the_next_reading(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Seed(world);
        await using var desk = world.As("system-admin", "");
        desk.Db.Add(new Region("370893", "泉源新区", RegionKind.Zone, "3708", Own: true) { ValidFrom = new(2026, 1, 1) });
        var handed = await desk.Db.Set<Region>().SingleAsync(region => region.Code == "370831101");
        desk.Db.Entry(handed).Property(region => region.ManagingCode).CurrentValue = "370893";
        Assert.Null(await desk.Db.SaveAsync("region-added", new Subject("region", Guid.Empty)));
        await desk.Get<ReadPlaces>().Run(CancellationToken.None);

        var tree = desk.Get<RegionTree>();
        Assert.Equal(["370831101"], tree.Manages("370893"));
        Assert.False(tree.IsInside("370831101201", "370831"));
        Assert.True(tree.IsInside("370811002", "370891"));
    }

    /// <summary>W-7, A-256.</summary>
    [Theory, BothEngines]
    public async Task A_year_that_is_loaded_is_no_longer_provisional_and_can_be_corrected(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Seed(world);
        var eve = new DateOnly(2026, 12, 31);
        Assert.Equal("document-missing", Assert.Single((await Load(world, "2027-01-01 休 元旦", "")).Problems).Code);

        Assert.True((await Load(world, "2027-01-01 休 元旦\n2027-01-03 班 元旦", "国办发明电〔2026〕7号")).Ok);
        await using var desk = world.AsNobody();
        Assert.Equal(new CountedDay(new(2027, 1, 3), false), desk.Get<WorkingDays>().Add(eve, 1));

        Assert.True((await Load(world, "2027-01-01 班 元旦", "国办发明电〔2026〕8号")).Ok);
        Assert.Equal(new CountedDay(new(2027, 1, 1), false), desk.Get<WorkingDays>().Add(eve, 1));
        Assert.False(desk.Get<WorkingDays>().IsWorkingDay(new(2027, 1, 3)));
    }

    [Theory, BothEngines]
    public async Task A_setting_is_read_for_a_place_and_a_day(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("city-officer", "3708");
        desk.Db.Add(new Setting { Id = Guid.CreateVersion7(), Key = "review.months", Region = "3708", ValidFrom = new(2025, 1, 1), Value = "6", Document = "" });
        Assert.Null(await desk.Db.SaveAsync("setting-set", new Subject("setting", Guid.Empty)));
        Assert.Equal("6", await desk.Get<SettingQuery>().Run("review.months", "370831101", new(2025, 1, 1)));
        Assert.Null(await desk.Get<SettingQuery>().Run("review.months", "370831101", new(2024, 12, 31)));
    }

    private static async Task<int> Seed(World world)
    {
        await using var desk = world.AsSystem();
        return await desk.Get<SeedRegions>().Run();
    }

    private static async Task<Outcome<IReadOnlyList<CalendarDay>>> Load(World world, string text, string document)
    {
        await using var desk = world.As("system-admin", "");
        return await desk.Get<LoadCalendarYear>().Run(text, document);
    }
}
