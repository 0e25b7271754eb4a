using System.Diagnostics;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Places.Calendar;
using HuTong.Places.Seed;
using HuTong.Places.Settings;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Places.Tests.Seed;

/// <summary>ORG-001: the places are in the database after set-up, on both engines.</summary>
public sealed class SeedRegionsTests(ITestOutputHelper output)
{
    [Theory, BothEngines]
    public async Task Set_up_writes_every_place_once_and_quickly(Engine engine)
    {
        await using var places = await PlacesDatabase.Empty(engine);
        var start = Stopwatch.GetTimestamp();
        var written = await Seed(places);
        output.WriteLine($"{engine}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");

        Assert.Equal(67_280, written);
        Assert.Equal(0, await Seed(places));
        await places.Do(async scope =>
        {
            var db = scope.GetRequiredService<HuTongDb>();
            Assert.Equal(67_280, await db.Set<Region>().CountAsync());
            Assert.Equal(4_927, await db.Set<Region>().CountAsync(region => region.Code.StartsWith("3708") && region.Code.Length == 12));
            Assert.Equal(769, await db.Set<CalendarDay>().CountAsync());
            Assert.Equal(4, await db.Set<RegionSuccession>().CountAsync(row => row.Kind == "handed-to"));
            return 0;
        });
    }

    [Theory, BothEngines]
    public async Task A_place_comes_back_from_the_table_as_the_tree_has_it(Engine engine)
    {
        await using var places = await PlacesDatabase.Empty(engine);
        await Seed(places);
        string[] codes = ["37", "3708", "370891", "370811002", "370831101", "370831101201"];
        var stored = await places.Do(scope => scope.GetRequiredService<HuTongDb>().Set<Region>().AsNoTracking()
            .Where(region => codes.Contains(region.Code)).OrderBy(region => region.Code).ToListAsync());
        Assert.Equal(codes.Order(StringComparer.Ordinal).Select(code => RegionTree.Standard.Find(code)), stored.OrderBy(region => region.Code, StringComparer.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_zone_added_in_the_table_manages_from_the_next_reading(Engine engine)
    {
        await using var places = await PlacesDatabase.Empty(engine);
        await Seed(places);
        await places.Do(async scope =>
        {
            var db = scope.GetRequiredService<HuTongDb>();
            db.Add(new Region("370893", "泉源新区", "zone", "3708", Own: true) { ValidFrom = new(2026, 1, 1) });
            var handed = await db.Set<Region>().SingleAsync(region => region.Code == "370831101");
            db.Entry(handed).Property(region => region.ManagingCode).CurrentValue = "370893";
            Assert.Null(await db.SaveAsync("region-added", new Subject("region", Guid.Empty)));
            await places.Now.Refresh(db);
            return 0;
        });

        Assert.Equal(["370831101"], places.Now.Tree.Manages("370893"));
        Assert.False(places.Now.Tree.IsInside("370831101201", "370831"));
        Assert.True(places.Now.Tree.IsInside("370811002", "370891"));
    }

    /// <summary>W-7, A-256.</summary>
    [Theory, BothEngines]
    public async Task A_year_that_is_loaded_is_no_longer_provisional_and_can_be_corrected(Engine engine)
    {
        await using var places = await PlacesDatabase.Empty(engine);
        await Seed(places);
        var refused = await Load(places, "2027-01-01 休 元旦", "");
        Assert.Equal("document-missing", Assert.Single(refused.Problems).Code);

        Assert.True((await Load(places, "2027-01-01 休 元旦\n2027-01-03 班 元旦", "国办发明电〔2026〕7号")).Ok);
        Assert.Equal(new CountedDay(new(2027, 1, 3), false), places.Now.Days.Add(new(2026, 12, 31), 1));

        Assert.True((await Load(places, "2027-01-01 班 元旦", "国办发明电〔2026〕8号")).Ok);
        Assert.Equal(new CountedDay(new(2027, 1, 1), false), places.Now.Days.Add(new(2026, 12, 31), 1));
        Assert.False(places.Now.Days.IsWorkingDay(new(2027, 1, 3)));
    }

    [Theory, BothEngines]
    public async Task A_setting_is_read_for_a_place_and_a_day(Engine engine)
    {
        await using var places = await PlacesDatabase.Empty(engine);
        var value = await places.Do(async scope =>
        {
            var db = scope.GetRequiredService<HuTongDb>();
            db.Add(new Setting { Id = Guid.CreateVersion7(), Key = "review.months", Region = "3708", ValidFrom = new(2025, 1, 1), Value = "6", Document = "" });
            Assert.Null(await db.SaveAsync("setting-set", new Subject("setting", Guid.Empty)));
            return await scope.GetRequiredService<SettingQuery>().Run("review.months", "370831101", new(2025, 1, 1));
        });
        Assert.Equal("6", value);
    }

    private static Task<int> Seed(PlacesDatabase places) => places.Do(scope => scope.GetRequiredService<SeedRegions>().Run());

    private static Task<Core.Outcome<IReadOnlyList<CalendarDay>>> Load(PlacesDatabase places, string text, string document) =>
        places.Do(scope => scope.GetRequiredService<LoadCalendarYear>().Run(text, document));
}
