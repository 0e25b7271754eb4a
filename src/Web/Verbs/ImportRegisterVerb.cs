using HuTong.Children.Import;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.Places;

namespace HuTong.Web.Verbs;

/// <summary>`import-register`: the same check and the same writing as the pages (import.md 1).</summary>
internal static class ImportRegisterVerb
{
    /// <returns>0 when the file was read, whatever became of its rows; 2 when refused.</returns>
    public static async Task<int> Run(Settings settings, FileInfo file, string region, string user, bool dryRun, bool json, CancellationToken cancel)
    {
        await using var output = Console.OpenStandardOutput();
        using var report = new ImportReport(output);
        if (!file.Exists) return Refuse(report, json, new Problem("no-file", $"没有这个文件：{file.Name}"));
        if (!Exists(settings)) return Refuse(report, json, new Problem("no-database", "这里还没有库。先运行 migrate 和 seed-demo，或用 HUTONG_DB、HUTONG_DATA 指到已有的库。"));
        await using var services = House.Services(settings, out _);
        await using var scope = Inspect.Opened(services, "import");
        if (!await services.GetRequiredService<ReadPlaces>().Run(cancel)) return Refuse(report, json, new Problem("no-places", "库里还没有区划，认不出地方。先运行 migrate，它会放入区划。"));
        if (await Grant(settings, user, cancel) is not { } grant) return Refuse(report, json, new Problem("outside-jurisdiction", $"账号 {user} 不存在、已停用，或现在没有岗位。"));
        scope.ServiceProvider.GetRequiredService<Scope>().Become(grant);
        scope.ServiceProvider.GetRequiredService<Scope>().RunAsJob("import-register");

        await using var stream = file.OpenRead();
        var today = scope.ServiceProvider.GetRequiredService<ChinaClock>().Today;
        var outcome = await scope.ServiceProvider.GetRequiredService<ImportRegister>().Run(new LedgerRequest(stream, file.Name, region, today, dryRun), json ? report.Take : null, cancel: cancel);
        if (!outcome.Ok) return Refuse(report, json, outcome.Problems[0]);
        if (json) report.End(outcome.Value);
        else Console.WriteLine($"{outcome.Value.Rows} 行：接受 {outcome.Value.Accepted}，整理后接受 {outcome.Value.Fixed}，待人工核对 {outcome.Value.NeedsPerson}，退回 {outcome.Value.Rejected}{(dryRun ? "（试运行，没有写入）" : "")}");
        return 0;
    }

    private static bool Exists(Settings settings) => settings.Db?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true || settings.Database().Exists();

    /// <summary>Account, post and jurisdiction are judged on the real day, whatever --today says.</summary>
    private static async Task<ScopeGrant?> Grant(Settings settings, string user, CancellationToken cancel)
    {
        await using var services = House.Services(settings with { Today = null }, out _);
        await using var scope = Inspect.Opened(services, "import");
        var account = await scope.ServiceProvider.GetRequiredService<AccountByNameQuery>().Run(user, cancel);
        return account is { } id ? await services.GetRequiredService<IScopeSource>().OfUser(id, null, cancel) : null;
    }

    private static int Refuse(ImportReport report, bool json, Problem problem)
    {
        if (json) report.Refuse(problem);
        else Console.Error.WriteLine(problem.Says);
        return 2;
    }
}
