using HuTong.Children;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>The fence (security.md 3): reading, writing by key, several prefixes, grants, nobody.</summary>
public sealed class FenceTests
{
    [Theory, BothEngines]
    public async Task A_village_sees_its_own_children_alone(Engine engine)
    {
        await using var world = await World.Create(engine);
        await RecordTests.Register(world, "370831101206", "张本村");
        await RecordTests.Register(world, "370831101207", "张邻村");
        await RecordTests.Register(world, "370832101202", "张邻县");
        await using var village = world.As("village-director", "370831101206");
        Assert.Equal(["张本村"], await village.Db.Set<Child>().Select(child => child.Name).ToListAsync());
        await using var county = world.As("county-officer", "370831");
        Assert.Equal(2, await county.Db.Set<Child>().CountAsync());
        await using var nobody = world.AsNobody();
        Assert.Equal(0, await nobody.Db.Set<Child>().CountAsync());
    }

    [Theory, BothEngines]
    public async Task Several_prefixes_and_grants_open_just_these(Engine engine)
    {
        await using var world = await World.Create(engine);
        await RecordTests.Register(world, "370831101206", "张甲");
        await RecordTests.Register(world, "370831101207", "张乙");
        await RecordTests.Register(world, "370831102201", "张丙");
        var far = await RecordTests.Register(world, "370832101202", "张远");
        await using var two = world.As(World.Worker("village-director", "370831101206") with { Prefixes = ["370831101206", "370831102201"] });
        Assert.Equal(["张丙", "张甲"], (await two.Db.Set<Child>().Select(child => child.Name).ToListAsync()).Order(StringComparer.Ordinal));
        await using var nested = world.As(World.Worker("city-officer", "3708") with { Prefixes = ["370831", "3708"] });
        Assert.Equal(4, await nested.Db.Set<Child>().CountAsync());
        await using var granted = world.As(World.Worker("county-officer", "370811") with { GrantedIds = [far.Id] });
        Assert.Equal(["张远"], await granted.Db.Set<Child>().Select(child => child.Name).ToListAsync());
    }

    [Theory, BothEngines]
    public async Task A_write_by_key_outside_the_jurisdiction_is_refused(Engine engine)
    {
        await using var world = await World.Create(engine);
        var foreign = await RecordTests.Register(world, "370832101202", "张邻县");
        await using var desk = world.As("county-officer", "370831");
        desk.Db.Update(new Child { Id = foreign.Id, Name = "张越界", Region = foreign.Region, Version = 1 });
        await Assert.ThrowsAsync<OutsideFenceException>(() => desk.Db.SaveAsync("child-corrected", Subject.Of(foreign)));
    }

    [Theory, BothEngines]
    public async Task A_forged_region_meets_no_row(Engine engine)
    {
        await using var world = await World.Create(engine);
        var foreign = await RecordTests.Register(world, "370832101202", "张邻县");
        await using var desk = world.As("county-officer", "370831");
        desk.Db.Update(new Child { Id = foreign.Id, Name = "张越界", Region = "370831101206", Version = 1 });
        Assert.Equal("stale", (await desk.Db.SaveAsync("child-corrected", new Subject("child", foreign.Id, foreign.Id, "370831101206")))?.Code);
        await using var owner = world.As("county-officer", "370832");
        Assert.Equal("张邻县", (await owner.Db.Set<Child>().SingleAsync()).Name);
    }

    [Theory, BothEngines]
    public async Task Bulk_rows_outside_the_jurisdiction_stop_the_whole(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        await using var write = await WriteTransaction.Begin(desk.Db);
        var lines = new[] { "370831101206", "370832101202" }.Select(region => new RegisterLine { ChildId = Guid.CreateVersion7(), Region = region, Name = "张" });
        await Assert.ThrowsAsync<OutsideFenceException>(() => new Bulk.BulkWriter<RegisterLine>(desk.Db).Write(lines));
    }

    /// <summary>The filter's form is fixed at a context's first use; a wider hull must never be used for several places.</summary>
    [Theory, BothEngines]
    public async Task A_scope_that_changes_its_form_after_the_first_query_is_refused(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        Assert.Equal(0, await desk.Db.Set<Child>().CountAsync());
        desk.Scope.Become(World.Worker("village-director", "370831101206") with { Prefixes = ["370831101206", "370831102201"] });
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Db.Set<Child>().CountAsync());
    }
}
