using HuTong.Data.Schema;
using HuTong.Testing;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>Setting up a database: done again nothing changes, done by several at once all succeed.</summary>
public sealed class MigrateTests
{
    /// <summary>Log-ins are shared by all databases of a server: migrations that meet there must not fail.</summary>
    [Theory, BothEngines]
    public async Task Databases_of_one_server_can_be_migrated_at_the_same_time(Engine engine)
    {
        var worlds = new List<World>();
        for (var i = 0; i < 4; i++) worlds.Add(await World.Create(engine));
        await Task.WhenAll(worlds.Select(async world =>
        {
            for (var again = 0; again < 5; again++)
            {
                await using var owner = world.AsOperator();
                await owner.Get<Migrate>().Run();
            }
        }));
        foreach (var world in worlds)
        {
            await using (var owner = world.AsOperator()) Assert.True(await owner.Get<Migrate>().IsCurrent());
            await world.DisposeAsync();
        }
    }
}
