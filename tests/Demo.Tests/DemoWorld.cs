using HuTong.Data;
using HuTong.Data.Demo;
using HuTong.Testing;

namespace HuTong.Demo.Tests;

/// <summary>The demo city in a database of a test, filled as the verb fills it: each room's part in the order of the rooms.</summary>
internal static class DemoWorld
{
    public static DemoPlan Plan(bool isSmall, DateOnly? today = null) => new(today ?? World.Day, "Ht-tests-2026-eaves", IsSmall: isSmall);

    public static async Task<World> Create(Engine engine, DemoPlan plan)
    {
        var world = await World.Create(engine);
        await Fill(world, plan);
        return world;
    }

    /// <returns>What each part says it wrote; null where nothing was left to do.</returns>
    public static async Task<IReadOnlyList<string?>> Fill(World world, DemoPlan plan)
    {
        List<string?> said = [];
        for (var at = 0; ; at++)
        {
            await using var desk = world.AsSystem("demo city");
            if (desk.Get<IEnumerable<IDemoPart>>().ElementAtOrDefault(at) is not { } part) return said;
            said.Add(await part.Run(plan));
        }
    }
}

/// <summary>The whole city on SQLite, made once for the tests that read it.</summary>
public sealed class FullCity : IAsyncLifetime
{
    internal World World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: false));

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
