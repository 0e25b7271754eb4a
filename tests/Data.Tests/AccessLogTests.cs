using HuTong.Data.Access;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>Who looks is written before anything is shown, also when many look at once (security.md 6, decision 009).</summary>
public sealed class AccessLogTests
{
    private const string Village = "370831101001";

    [Theory, BothEngines]
    public async Task Whoever_opens_files_at_once_finds_each_opening_stored_when_the_file_is_shown(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        using var writer = await Working(desk);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var own = world.As("county-officer", "370831");
            var child = Guid.CreateVersion7();
            await own.Get<AccessLog>().Write("open", child, Village);
            Assert.Equal(1, await own.Db.Set<AccessEntry>().CountAsync(entry => entry.ChildId == child));
        }));
        await writer.StopAsync(CancellationToken.None);
        await desk.Get<AccessLog>().Write("open", Guid.CreateVersion7(), Village);   // nobody writes for others any more
        Assert.Equal(21, await desk.Db.Set<AccessEntry>().CountAsync(entry => entry.Action == "open"));
    }

    [Theory, BothEngines]
    public async Task An_opening_that_cannot_be_stored_is_told_and_the_next_one_is_stored(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.As("county-officer", "370831");
        using var writer = await Working(desk);
        await Assert.ThrowsAsync<DbUpdateException>(() => desk.Get<AccessLog>().Write(null!, Guid.CreateVersion7(), Village));
        await desk.Get<AccessLog>().Write("open", Guid.CreateVersion7(), Village);
        await writer.StopAsync(CancellationToken.None);
        Assert.Equal(1, await desk.Db.Set<AccessEntry>().CountAsync(entry => entry.Action == "open"));
    }

    private static async Task<AccessWriter> Working(Desk desk)
    {
        var writer = new AccessWriter(desk.Get<AccessQueue>(), desk.Get<IServiceScopeFactory>(), desk.Get<ILogger<AccessWriter>>());
        await writer.StartAsync(CancellationToken.None);
        while (!desk.Get<AccessQueue>().IsServed) await Task.Delay(1);
        return writer;
    }
}
