using System.CommandLine;
using System.Globalization;
using HuTong.Data.Demo;

namespace HuTong.Web.Verbs;

/// <summary>The verbs of `dotnet HuTong.Web.dll VERB`.</summary>
public static class Verbs
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "serve", "migrate", "seed-demo", "import-register", "verify-audit", "doctor", "--help", "-h", "-?", "--version" };

    public static Task<int> Run(string[] args)
    {
        if (args.Length == 0 || !Known.Contains(args[0])) return args.Any(arg => !arg.StartsWith('-')) && args.Length > 0 && !args[0].StartsWith('-') ? Unknown(args[0]) : Serve.Run(args, DemoWanted.None);
        var root = new RootCommand("护童：一人一档。不带动词就是 serve。环境变量 HUTONG_DB、HUTONG_DATA、HUTONG_TODAY、HUTONG_URLS 见 docs/operations.md。");
        foreach (var command in new[] { ServeCommand(), MigrateCommand(), SeedCommand(), ImportCommand(), AuditCommand(), DoctorCommand() }) root.Subcommands.Add(command);
        return root.Parse(args).InvokeAsync();
    }

    private static Task<int> Unknown(string verb)
    {
        Console.Error.WriteLine($"没有“{verb}”这个动词。看 --help。");
        return Task.FromResult(64);
    }

    private static Command ServeCommand()
    {
        var city = new Option<bool>("--demo") { Description = "没有数据库时先建库，放入整个演示城市" };
        var places = new Option<bool>("--demo-places") { Description = "没有数据库时先建库，放入区划、岗位和演示账号（没有儿童）" };
        var command = new Command("serve", "提供网页服务，默认 http://localhost:5080") { city, places };
        command.SetAction((parsed, _) => Serve.Run([], parsed.GetValue(city) ? DemoWanted.City : parsed.GetValue(places) ? DemoWanted.Places : DemoWanted.None));
        return command;
    }

    private static Command MigrateCommand()
    {
        var take = new Option<bool>("--take-logins") { Description = "登录角色是别的库在用的，也改成这个库的密码（那边会连不上）" };
        var command = new Command("migrate", "建库或升级到本版本；在 PostgreSQL 上还建立登录角色 hutong_app、hutong_job（名字可用 HUTONG_LOGINS 改）") { take };
        command.SetAction((parsed, cancel) => SetUp.Migrate(Settings.FromEnvironment(), parsed.GetValue(take), cancel));
        return command;
    }

    private static Command SeedCommand()
    {
        var placesOnly = new Option<bool>("--places-only") { Description = "只放区划、岗位和账号，不放儿童" };
        var seed = new Option<string>("--seed") { Description = "换一个种子，就是另一批编出来的人", DefaultValueFactory = _ => DemoPlan.ShippedSeed };
        var scale = new Option<string>("--scale") { Description = "full 全市；small 只放泗水县（和全市里的泗水县一样）", DefaultValueFactory = _ => "full" };
        scale.AcceptOnlyFromAmong("full", "small");
        var command = new Command("seed-demo", "放入演示城市；再跑一次什么也不变") { placesOnly, seed, scale, Today };
        command.SetAction((parsed, cancel) =>
            SetUp.SeedDemo(With(parsed.GetValue(Today)), parsed.GetValue(placesOnly) ? null : parsed.GetValue(seed), parsed.GetValue(scale) == "small", cancel));
        return command;
    }

    private static Command ImportCommand()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "台账：xlsx、xls 或 csv" };
        var region = new Option<string>("--region") { Description = "4、6、9 或 12 位区划代码：默认地点，也是边界", Required = true };
        var user = new Option<string>("--as") { Description = "以谁的岗位导入（账号）", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "只核对，不存" };
        var json = new Option<bool>("--json") { Description = "逐行结果用 JSON 打印" };
        var command = new Command("import-register", "把一份台账读成一人一档。退出码：0 读完，2 整份退回") { file, region, user, Today, dryRun, json };
        command.SetAction((parsed, cancel) => ImportRegisterVerb.Run(With(parsed.GetValue(Today)), parsed.GetValue(file)!, parsed.GetValue(region)!, parsed.GetValue(user)!, parsed.GetValue(dryRun), parsed.GetValue(json), cancel));
        return command;
    }

    private static Command AuditCommand()
    {
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "库外保存的存证文件，用来发现链尾被截掉" };
        var command = new Command("verify-audit", "重算事件链，指出第一处不对的地方。退出码：0 都对得上，1 对不上") { checkpoint };
        command.SetAction((parsed, cancel) => Inspect.VerifyAudit(Settings.FromEnvironment(), parsed.GetValue(checkpoint), cancel));
        return command;
    }

    private static Command DoctorCommand()
    {
        var command = new Command("doctor", "检查这套安装：库、钥匙、未入链的事件、围栏");
        command.SetAction((_, cancel) => Inspect.Doctor(Settings.FromEnvironment(), cancel));
        return command;
    }

    private static readonly Option<string?> Today = new("--today") { Description = "按哪一天计算年龄和期限，yyyy-MM-dd；默认中国时间的今天" };

    private static Settings With(string? today)
    {
        var settings = Settings.FromEnvironment();
        return today is null ? settings : settings with { Today = DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture) };
    }
}
