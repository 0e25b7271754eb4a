using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Schema;
using HuTong.Places;

namespace HuTong.Web.Verbs;

/// <summary>What to put into a database that is made anew.</summary>
internal enum DemoWanted { None, Places, City }

/// <summary>Serves the site; starts on a matching schema or not at all.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args, DemoWanted demo)
    {
        var settings = Settings.FromEnvironment();
        var database = settings.Database();
        foreach (var open in PrivateFiles.Tighten(database)) Console.Error.WriteLine($"别人也能打开（{open}），改不了权限。请让运行程序的用户拥有数据文件夹。");
        var exists = database.Exists();
        var (master, sheet) = MasterKey.Open(settings.Folder, exists);
        if (sheet is not null) Console.WriteLine(sheet + "\n");
        var model = exists ? Task.Run(() => House.BuildModel(settings, database, master)) : Task.CompletedTask;   // beside the site, on the other core
        await using var app = Site.Build(args, settings, database, master);
        var parts = Task.Run(() => PrepareStart(app.Services));
        if (!exists)
        {
            Console.WriteLine("正在建库，放入全省区划 …");
            if (!await SetUp.Migrate(app.Services, takeLogins: false, default)) return 1;
        }
        else if (!await Open(app.Services, model)) return 1;
        if (demo != DemoWanted.None) await Welcome(app.Services, settings, exists ? DemoWanted.None : demo);
        await parts;
        var warming = app.Services.GetRequiredService<WarmUp>();
        warming.Announce();
        await app.StartAsync();
        await warming.Run(app);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);   // what only the start needed goes back (bench h4)
        Console.WriteLine($"护童在 {settings.Urls}　按 Ctrl+C 停下");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Makes what the start asks for first, while the model is still being built and the schema looked at; none of it asks the database.</summary>
    private static void PrepareStart(IServiceProvider services)
    {
        _ = RegionTree.Standard;
        _ = services.GetServices<IHostedService>().Count();
    }

    private static async Task<bool> Open(IServiceProvider services, Task model)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeOperator("start");
        var migrate = scope.ServiceProvider.GetRequiredService<Migrate>();
        migrate.OpenLogins();
        if (await migrate.LoginProblem() is { } shut)
        {
            Console.Error.WriteLine(shut.Says);
            return false;
        }
        await model;
        if (await migrate.IsCurrent()) return true;
        Console.Error.WriteLine("库的结构不是这个版本的。先备份，再运行 migrate。");
        return false;
    }

    private static async Task Welcome(IServiceProvider services, Settings settings, DemoWanted missing)
    {
        var password = DemoPassword.For(settings.Folder);
        if (missing == DemoWanted.Places) await SetUp.DemoPlaces(services, password, default);
        if (missing == DemoWanted.City)
        {
            Console.WriteLine("正在放入演示城市（济宁市一年的工作，人都是编的），要不了一分钟 …");
            await SetUp.DemoCity(services, new DemoPlan(services.GetRequiredService<ChinaClock>().Today, password), default);
        }
        Console.WriteLine($"""

              演示账号（密码都是 {password}）
                c370831             泗水县 县级经办：先用它登录
                r370831             泗水县 县级复核（第二个人）
                quanlin.supervisor  泉林镇 儿童督导员
                quanlin.director    泉林镇两个村的儿童主任
                jn.officer          济宁市 市级经办
                secadmin sysadmin auditadmin   三个管理员（看不到儿童）
                new.director        第一次登录要改密码
              看走访：用 quanlin.director 或 c370831 登录。看导入：用 c370831 登录，点“导入”，选 demo/泉林镇留守儿童台账.xlsx；别的台账和说明见 demo/README.md

            """);
    }
}
