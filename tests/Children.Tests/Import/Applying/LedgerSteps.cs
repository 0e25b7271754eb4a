using System.Text;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>The steps of a ledger for tests: each under the scope of the office that does it, jobs too.</summary>
internal static class LedgerSteps
{
    public const string Head = "姓名,身份证号,出生日期,性别,乡镇,村,类别,监护人,与儿童关系,监护人电话,学校,备注\n";
    public const string One = "张试一,370899201506070015,,,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";
    public const string Two = "张试二,370899201506070023,,,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";

    public static ScopeGrant County => World.Worker("county-officer", "370831");

    public static ScopeGrant City => World.Worker("city-officer", "3708");

    public static async Task<Guid> Upload(World world, string book, ScopeGrant? who = null, string region = "370831", bool checks = true, string name = "名册.csv")
    {
        await using (var desk = world.As(who ?? County))
        {
            var uploaded = await desk.Get<UploadLedger>().Run(new LedgerUpload(Guid.CreateVersion7(), name, new MemoryStream(Encoding.UTF8.GetBytes(book)), region));
            Assert.True(uploaded.Ok, Says(uploaded.Problems));
            if (!checks) return uploaded.Value.BatchId;
            await RunJobs(world, who);
            return uploaded.Value.BatchId;
        }
    }

    public static async Task Ask(World world, Guid id, ScopeGrant? who = null)
    {
        await using var desk = world.As(who ?? County);
        var started = await desk.Get<StartApply>().Run(id, (await desk.Db.Set<ImportBatch>().SingleAsync(one => one.Id == id)).Version);
        Assert.True(started.Ok, Says(started.Problems));
    }

    public static async Task<Guid> Apply(World world, string book, ScopeGrant? who = null, string region = "370831", string name = "名册.csv")
    {
        var id = await Upload(world, book, who, region, name: name);
        await Ask(world, id, who);
        await RunJobs(world, who);
        return id;
    }

    public static async Task<ImportBatch> Batch(World world, Guid id)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<ImportBatch>().AsNoTracking().SingleAsync(one => one.Id == id);
    }

    public static async Task<List<ImportRow>> Rows(World world, Guid id)
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == id).OrderBy(row => row.No).ToListAsync();
    }

    /// <summary>Does the ready work as the worker would; what each told last is in its result.</summary>
    public static async Task<List<string>> RunJobs(World world, ScopeGrant? who = null)
    {
        List<Job> ready;
        List<string> says = [];
        await using (var system = world.AsSystem()) ready = await system.Db.Set<Job>().AsNoTracking().Where(job => job.State == JobStates.Ready && job.Kind.StartsWith("import-")).OrderBy(job => job.CreatedAt).ToListAsync();
        foreach (var job in ready)
        {
            var told = "";
            await using (var desk = world.As(who ?? County))
            {
                desk.Scope.RunAsJob(job.Kind);
                await desk.Get<IEnumerable<IJobHandler>>().Single(one => one.Kind == job.Kind).Run(job, new JobProgress((_, _, words) => { told = words; return Task.CompletedTask; }), CancellationToken.None);
            }

            await using var ending = world.AsSystem();
            await ending.Db.Set<Job>().Where(one => one.Id == job.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, JobStates.Done).SetProperty(one => one.Says, told));
            says.Add(told);
        }

        return says;
    }

    public static string Says(IEnumerable<Core.Problem> problems) => string.Join('；', problems.Select(problem => problem.Code + " " + problem.Says));
}
