using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Schema;
using HuTong.People.Seed;
using HuTong.Places.Seed;

namespace HuTong.Web.Verbs;

/// <summary>Creating, upgrading and filling a database.</summary>
internal static class SetUp
{
    public static async Task<int> Migrate(Settings settings, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out var sheet);
        Print(sheet);
        await Migrate(services, cancel);
        Console.WriteLine("库已是本版本。");
        return 0;
    }

    public static async Task Migrate(IServiceProvider services, CancellationToken cancel)
    {
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("migrate");
            await scope.ServiceProvider.GetRequiredService<Migrate>().Run(cancel);
        }
        await using var seeding = services.CreateAsyncScope();
        seeding.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("places", WholeCountry.Prefixes);
        await seeding.ServiceProvider.GetRequiredService<SeedRegions>().Run(cancel);
    }

    public static async Task<int> SeedDemo(Settings settings, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out var sheet);
        Print(sheet);
        await Migrate(services, cancel);
        var password = DemoPassword.For(services.GetRequiredService<Database>().Folder);
        await Demo(services, password, cancel);
        Console.WriteLine($"演示账号的密码：{password}");
        return 0;
    }

    public static async Task Demo(IServiceProvider services, string password, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem("demo accounts", WholeCountry.Prefixes);
        await scope.ServiceProvider.GetRequiredService<SeedPlacesOnlyAccounts>().Run(password, cancel);
    }

    private static void Print(string? recoverySheet)
    {
        if (recoverySheet is not null) Console.Error.WriteLine(recoverySheet);
    }
}
