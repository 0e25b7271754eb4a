using HuTong.Children;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HuTong.Walls;

/// <summary>Which rows a page shows is never luck: a Take without an order is refused in every test, a capped count is not (tests/Testing/RowsInOrder.cs).</summary>
public sealed class TakesRowsInOrder
{
    [Theory, BothEngines]
    public async Task Some_rows_without_an_order_are_refused_and_a_capped_count_is_not(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        var lines = desk.Db.Set<RegisterLine>().AsNoTracking().Where(line => line.State == "registered");
        Assert.Equal(0, await lines.Take(1000).CountAsync());
        Assert.Equal(0, await lines.Select(line => line.ChildId).Take(1000).CountAsync());
        Assert.Equal(0, await lines.Select(_ => 1).Take(100).Concat(lines.Select(_ => 1).Take(100)).CountAsync());
        Assert.Empty(await lines.OrderBy(line => line.Region).Select(line => line.Name).Take(10).ToListAsync());
        Assert.Empty(await lines.OrderBy(line => line.Region).ThenBy(line => line.ChildId).Skip(5).Take(10).ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => lines.Take(10).ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => lines.Skip(10).CountAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Db.Set<Child>().Where(child => lines.Select(line => line.ChildId).Take(3).Contains(child.Id)).ToListAsync());
    }
}
