using System.Diagnostics;
using HuTong.Children.Find;
using HuTong.Data;
using HuTong.Data.Demo;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.People.Seed;
using HuTong.Places.Seed;

namespace HuTong.Web.Verbs;

/// <summary>Creating, upgrading and filling a database.</summary>
internal static class SetUp
{
    public static async Task<int> Migrate(Settings settings, bool takeLogins, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out var sheet);
        Print(sheet);
        if (!await Migrate(services, takeLogins, cancel)) return 1;
        Console.WriteLine("库已是本版本。");
        return 0;
    }

    /// <returns>False when the log-ins of the server are another database's; standard error says what to do.</returns>
    public static async Task<bool> Migrate(IServiceProvider services, bool takeLogins, CancellationToken cancel)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("migrate");
            if (await scope.ServiceProvider.GetRequiredService<Migrate>().Run(takeLogins, cancel) is { } problem)
            {
                Console.Error.WriteLine(problem.Says);
                return false;
            }
        }
        await using var seeding = services.CreateAsyncScope();
        seeding.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("places", WholeCountry.Prefixes);
        await seeding.ServiceProvider.GetRequiredService<SeedRegions>().Run(cancel);
        await seeding.ServiceProvider.GetRequiredService<RefreshNameKeys>().Run(cancel);
        return true;
    }

    /// <param name="seed">Null: places, posts and accounts only, no child.</param>
    public static async Task<int> SeedDemo(Settings settings, string? seed, bool isSmall, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out var sheet);
        Print(sheet);
        if (!await Migrate(services, takeLogins: false, cancel)) return 1;
        var password = DemoPassword.For(services.GetRequiredService<Database>().Folder);
        if (seed is null) await DemoPlaces(services, password, cancel);
        else await DemoCity(services, new DemoPlan(services.GetRequiredService<ChinaClock>().Today, password, seed, isSmall), cancel);
        Console.WriteLine($"演示账号的密码：{password}");
        return 0;
    }

    public static async Task DemoPlaces(IServiceProvider services, string password, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("demo accounts", WholeCountry.Prefixes);
        await scope.ServiceProvider.GetRequiredService<SeedPlacesOnlyAccounts>().Run(password, cancel);
    }

    /// <summary>Each room's part in the order of the rooms, which is that of their registration in <see cref="House"/>.</summary>
    public static async Task DemoCity(IServiceProvider services, DemoPlan plan, CancellationToken cancel)
    {
        for (var at = 0; ; at++)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("demo city", WholeCountry.Prefixes);
            if (scope.ServiceProvider.GetServices<IDemoPart>().ElementAtOrDefault(at) is not { } part) return;
            var watch = Stopwatch.StartNew();
            if (await part.Run(plan, cancel) is { } written) Console.WriteLine($"  {written}（{watch.Elapsed.TotalSeconds:0.0} 秒）");
        }
    }

    private static void Print(string? recoverySheet)
    {
        if (recoverySheet is not null) Console.Error.WriteLine(recoverySheet);
    }
}
