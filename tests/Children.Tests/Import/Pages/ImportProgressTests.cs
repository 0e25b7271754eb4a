using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A write that holds the one writer of SQLite is followed on its page all the same; a killed one begins anew (states.md 3, architecture.md 8).</summary>
public sealed class ImportProgressTests
{
    [Fact]
    public async Task While_the_one_writer_is_held_the_page_shows_how_far_the_write_has_come()
    {
        await using var site = await LiveSite.Start(Engine.Sqlite);
        using var browser = await site.LogIn("c370831");
        var dry = await ImportSteps.Upload(browser, LedgerSteps.Head + LedgerSteps.One);
        await using var system = site.World.AsSystem();
        var id = Guid.Parse(dry.Address.Split('/')[2]);
        var job = (await system.Db.Set<ImportBatch>().AsNoTracking().SingleAsync(batch => batch.Id == id)).JobId!.Value;
        await system.Db.Set<Job>().Where(one => one.Id == job).ExecuteUpdateAsync(one => one.SetProperty(row => row.State, JobStates.Running).SetProperty(row => row.LeaseUntil, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        await using var write = await WriteTransaction.Begin(system.Db);
        system.Get<JobBoard>().Tell(job, 300, 400, "正在写入，第 300 行，共 400 行 …");
        var page = await browser.Get(dry.Address);
        Assert.Contains("正在写入，第 300 行，共 400 行", page.Text, StringComparison.Ordinal);
        Assert.Equal(("300", "400"), (page.One("progress")!.GetAttribute("value"), page.One("progress")!.GetAttribute("max")));
    }

    [Theory, BothEngines]
    public async Task What_ran_when_the_one_server_was_killed_begins_anew_at_its_next_start(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var system = world.AsSystem())
        {
            system.Db.Add(new Job { Id = Guid.CreateVersion7(), Kind = "import-apply", State = JobStates.Running, LeaseUntil = system.Get<ChinaClock>().Now.AddMinutes(1), CreatedAt = system.Get<ChinaClock>().Now });
            await system.Db.SaveChangesAsync();
            await system.Get<JobWorker>().TakeBack(CancellationToken.None);
        }

        await using var after = world.AsSystem();
        Assert.Equal(engine == Engine.Sqlite ? JobStates.Ready : JobStates.Running, (await after.Db.Set<Job>().SingleAsync()).State);   // on PostgreSQL another server may be at it: its lease decides
    }
}
