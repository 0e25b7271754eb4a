using HuTong.Children.Find;
using HuTong.Data;
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

    public static async Task<int> SeedDemo(Settings settings, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out var sheet);
        Print(sheet);
        if (!await Migrate(services, takeLogins: false, cancel)) return 1;
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
