using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Record;
using HuTong.Data.Schema;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Web.Verbs;

/// <summary>Looking after an installation: the chain of events, the state of things.</summary>
internal static class Inspect
{
    public static async Task<int> VerifyAudit(Settings settings, FileInfo? checkpoint, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out _);
        await using var scope = Opened(services, "verify-audit");
        var outside = checkpoint is null ? null : CheckpointFile.Read(await File.ReadAllTextAsync(checkpoint.FullName, cancel));
        var finding = await scope.ServiceProvider.GetRequiredService<VerifyAudit>().Run(outside, cancel);
        Console.WriteLine(finding.Says);
        return finding.Holds ? 0 : 1;
    }

    public static async Task<int> Doctor(Settings settings, CancellationToken cancel)
    {
        await using var services = House.Services(settings, out _);
        await using var scope = Opened(services, "doctor");
        var db = scope.ServiceProvider.GetRequiredService<HuTongDb>();
        var isCurrent = await scope.ServiceProvider.GetRequiredService<Migrate>().IsCurrent(cancel);
        var unsealed = await db.Set<Event>().CountAsync(one => one.SealNo == null, cancel);
        Console.WriteLine($"库：{(db.Engine == Engine.Sqlite ? "SQLite" : "PostgreSQL")}，结构{(isCurrent ? "是" : "不是")}本版本的");
        Console.WriteLine($"主密钥：在（{services.GetRequiredService<Data.Crypto.MasterKey>().Fingerprint}）；还没入链的事件：{unsealed}");
        var open = PrivateFiles.OpenToOthers(services.GetRequiredService<Database>());
        Console.WriteLine(open.Count == 0 ? "数据文件夹：只有运行程序的用户能打开" : $"数据文件夹：有 {open.Count} 处这台机器上的别人也能打开，重新启动或运行 migrate 就会收回，例如\n  {string.Join("\n  ", open.Take(5))}");
        return isCurrent && open.Count == 0 ? 0 : 1;
    }

    public static AsyncServiceScope Opened(IServiceProvider services, string reason)
    {
        using (var start = services.CreateScope())
        {
            start.ServiceProvider.GetRequiredService<Scope>().BecomeOperator(reason);
            start.ServiceProvider.GetRequiredService<Migrate>().OpenLogins();
        }
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Scope>().BecomeSystem(reason, WholeCountry.Prefixes);
        return scope;
    }
}
