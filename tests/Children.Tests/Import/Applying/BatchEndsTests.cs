using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>Every way a ledger ends: cancelled, stopped, too old, taken back (states.md 3; REG-019).</summary>
public sealed class BatchEndsTests
{
    [Theory, BothEngines]
    public async Task Before_it_is_written_a_ledger_is_cancelled_and_its_file_is_gone(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Head + One);
        await using (var desk = world.As(County)) Assert.True((await desk.Get<CancelBatch>().Run(id)).Ok);
        Assert.Equal(BatchStates.Cancelled, (await Batch(world, id)).State);
        await using var after = world.As(County);
        Assert.True((await after.Db.Set<Attachment>().SingleAsync(file => file.Id == id)).IsDeleted);
        await Assert.ThrowsAnyAsync<IOException>(() => after.Get<FileStore>().Open(id));
        Assert.Equal("import-settled", (await after.Get<StartApply>().Run(id, 2)).Problems[0].Code);
        Assert.Equal("import-settled", (await after.Get<CancelBatch>().Run(id)).Problems[0].Code);
    }

    /// <summary>states.md 3: cancelled from any before applied; the job that waits finds nothing to do.</summary>
    [Theory, BothEngines]
    public async Task A_ledger_whose_check_or_write_is_still_queued_can_be_cancelled(Engine engine)
    {
        await using var world = await World.Create(engine);
        var unchecked_ = await Upload(world, Head + One, checks: false);
        await using (var desk = world.As(County)) Assert.True((await desk.Get<CancelBatch>().Run(unchecked_)).Ok);
        await RunJobs(world);
        Assert.Empty(await Rows(world, unchecked_));
        var asked = await Upload(world, Head + Two);
        await Ask(world, asked);
        await using (var desk = world.As(County)) Assert.True((await desk.Get<CancelBatch>().Run(asked)).Ok);
        await RunJobs(world);
        Assert.Equal([BatchStates.Cancelled, BatchStates.Cancelled], [(await Batch(world, unchecked_)).State, (await Batch(world, asked)).State]);
        await using var after = world.As(County);
        Assert.Equal(0, await after.Db.Set<Child>().CountAsync());
    }

    [Theory, BothEngines]
    public async Task While_it_is_written_and_afterwards_cancelling_is_refused_in_words(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Head + One);
        await Ask(world, id);
        await using (var system = world.AsSystem()) await system.Db.Set<Job>().Where(job => job.Kind == ApplyBatch.JobKind).ExecuteUpdateAsync(job => job.SetProperty(one => one.State, JobStates.Running));
        await using (var desk = world.As(County)) Assert.Contains("正在写入，取消不了", Says((await desk.Get<CancelBatch>().Run(id)).Problems), StringComparison.Ordinal);
        await using (var system = world.AsSystem()) await system.Db.Set<Job>().Where(job => job.Kind == ApplyBatch.JobKind).ExecuteUpdateAsync(job => job.SetProperty(one => one.State, JobStates.Ready));
        await RunJobs(world);
        await using var after = world.As(County);
        Assert.Equal("import-settled", (await after.Get<CancelBatch>().Run(id)).Problems[0].Code);
        Assert.Equal(1, await after.Db.Set<Child>().CountAsync());
    }

    /// <summary>import.md 1, states.md 3: what is written is what was looked at. Another office registered one of the children meanwhile.</summary>
    [Theory, BothEngines]
    public async Task A_write_stops_when_a_child_was_registered_meanwhile_and_a_new_dry_run_is_there(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Head + One + Two);
        await Apply(world, Head + Two, World.Worker("township-supervisor", "370831101"), "370831101");
        await Ask(world, id);
        await RunJobs(world);
        var batch = await Batch(world, id);
        Assert.Equal((BatchStates.Checked, 1, 1), (batch.State, batch.Accepted + batch.Fixed - 1, (await Rows(world, id)).Count(row => row.Codes.Contains("unchanged", StringComparison.Ordinal))));
        var note = Assert.Single(Ledgers.Notes(batch));
        Assert.Equal(("outcome-changed", "第 3 行"), (note.Code, note.Says));
        await using (var desk = world.As(County)) Assert.Equal(["张试二"], await desk.Db.Set<Child>().Select(child => child.Name).ToListAsync());
        await Ask(world, id);
        await RunJobs(world);
        await using var after = world.As(County);
        Assert.Equal((BatchStates.Applied, 2), ((await Batch(world, id)).State, await after.Db.Set<Child>().CountAsync()));
    }

    /// <summary>security.md 10: the file is deleted after seven days; a dry run left lying is then no more than a report.</summary>
    [Theory, BothEngines]
    public async Task A_ledger_left_lying_for_more_than_seven_days_is_to_be_uploaded_again(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Head + One);
        world.MoveTo(World.Day.AddDays(8));
        await using (var system = world.AsSystem()) await system.Get<SweepImports>().Run();
        var batch = await Batch(world, id);
        await using var desk = world.As(County);
        Assert.Equal("ledger-gone", (await desk.Get<StartApply>().Run(id, batch.Version)).Problems[0].Code);
        Assert.Equal("ledger-gone", (await desk.Get<SaveColumns>().Run(id, Ledgers.Maps(batch)[0].Layout, new Dictionary<int, string?>())).Problems[0].Code);
    }

    /// <summary>states.md 3: the importing office, 30 days.</summary>
    [Theory, BothEngines]
    public async Task Undoing_is_for_the_importing_office_for_thirty_days_and_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, Head + One);
        foreach (var other in new[] { World.Worker("county-reviewer", "370831"), World.Worker("city-officer", "3708") })
            await using (var desk = world.As(other)) Assert.Equal("not-yours", (await desk.Get<UndoImport>().Run(id, "传错了")).Problems[0].Code);
        foreach (var other in new[] { World.Worker("county-officer", "370832"), World.Worker("township-supervisor", "370831101") })
            await using (var desk = world.As(other)) Assert.Equal("import-not-found", (await desk.Get<UndoImport>().Run(id, "传错了")).Problems[0].Code);
        var kept = await Apply(world, Head + Two);
        world.MoveTo(World.Day.AddDays(29));
        await using (var desk = world.As(County))
        {
            Assert.Equal("missing", (await desk.Get<UndoImport>().Run(id, " ")).Problems[0].Code);
            var first = await desk.Get<UndoImport>().Run(id, "传错了");
            Assert.Equal(first.Value, (await desk.Get<UndoImport>().Run(id, "传错了")).Value);   // pressed twice
        }

        await RunJobs(world);
        await using var after = world.As(County);
        Assert.Equal((BatchStates.Undone, "dismissed"), ((await Batch(world, id)).State, (await after.Db.Set<Child>().SingleAsync(child => child.Name == "张试一")).State));
        Assert.Equal("import-settled", (await after.Get<UndoImport>().Run(id, "再撤一次")).Problems[0].Code);
        world.MoveTo(World.Day.AddDays(31));
        await using var late = world.As(County);
        Assert.Contains("已超过 30 天，不能整批撤回", Says((await late.Get<UndoImport>().Run(kept, "传错了")).Problems), StringComparison.Ordinal);
    }

    /// <summary>A row that a person merged into an older file (是同一个孩子) stays with it and is listed; the others go.</summary>
    [Theory, BothEngines]
    public async Task Undoing_leaves_and_lists_a_row_that_was_merged_into_another_file(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + "张试一,,2015-06-07,女,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n");
        var id = await Apply(world, Head + One.Replace("370899201506070015", "370899201506070023", StringComparison.Ordinal).Replace("泉林小学", "柳河小学", StringComparison.Ordinal) + "张试三,370899201606070012,,,泉林镇,卞桥一村,留守儿童,,,,,\n");
        Guid old;
        await using (var desk = world.As(County))
        {
            var row = await desk.Db.Set<ImportRow>().SingleAsync(one => one.State == "waiting");
            old = row.ChildId!.Value;
            var open = await desk.Get<ProposalsQuery>().Run(id);
            var decided = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [.. open.Select(one => one.Id)] });
            Assert.True(decided.Ok, Says(decided.Problems));
        }

        await using (var desk = world.As(County))
        {
            var preview = await desk.Get<UndoImport>().Preview(id);
            Assert.Equal((1, old), (preview.Reversible, Assert.Single(preview.Touched)));
            Assert.True((await desk.Get<UndoImport>().Run(id, "传错了")).Ok);
        }

        await RunJobs(world);
        Assert.Equal(["touched", "reversed"], (await Rows(world, id)).Select(row => row.State));
        await using var after = world.As(County);
        Assert.Equal(["张试一 registered", "张试三 dismissed"], (await after.Db.Set<Child>().Select(child => child.Name + " " + child.State).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal("柳河小学", (await after.Db.Set<RegisterLine>().SingleAsync(line => line.ChildId == old)).School);
    }

    /// <summary>Another ledger's changes to a file that was taken back wait for nobody: the row is then a new child's.</summary>
    [Theory, BothEngines]
    public async Task A_row_about_a_file_that_was_taken_back_becomes_a_new_childs(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Head + One);
        var later = await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(first, "传错了")).Ok);
        await RunJobs(world);
        var row = Assert.Single(await Rows(world, later));
        Assert.Equal(("waiting", null), (row.State, row.ChildId));
        await using (var desk = world.As(County))
        {
            Assert.Empty(await desk.Get<ProposalsQuery>().Run(later));
            var decided = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill });
            Assert.True(decided.Ok, Says(decided.Problems));
        }

        await using var after = world.As(County);
        Assert.Equal("柳河小学", (await after.Db.Set<RegisterLine>().SingleAsync(line => line.State == "registered")).School);
    }
}
