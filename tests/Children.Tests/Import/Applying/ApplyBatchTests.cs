using System.Text;
using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Testing;
using HuTong.Visits.Coverage;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A ledger on the page's way: uploaded, checked, applied, settled, undone, on both engines (states.md 3, import.md 9; A-035).</summary>
public sealed class ApplyBatchTests
{
    private const string Heading = "姓名,身份证号,出生日期,性别,乡镇,村,类别,监护人,与儿童关系,监护人电话,学校,备注\n";
    private const string One = "张试一,370899201506070015,,,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";
    private const string Two = "张试二,370899201506070023,,,泉林镇,卞桥一村,受艾滋病影响儿童,张大山,爷爷,13800001234,泉林小学,\n";

    private static ScopeGrant County => World.Worker("county-officer", "370831");

    [Theory, BothEngines]
    public async Task An_uploaded_ledger_is_checked_then_applied_and_says_the_same_both_times(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, File.ReadAllBytes(DemoBooks.Shipped["泉林镇留守儿童台账.xlsx"].Path), "370831101");
        await using (var desk = world.As(County))
        {
            var batch = await desk.Db.Set<ImportBatch>().SingleAsync();
            Assert.Equal((BatchStates.Checked, 214, 96, 78, 28, 12), (batch.State, batch.Rows, batch.Accepted, batch.Fixed, batch.NeedsPerson, batch.Rejected));
            Assert.Equal(214, await desk.Db.Set<ImportRow>().CountAsync());
            Assert.Equal(0, await desk.Db.Set<Child>().CountAsync());
        }

        await Apply(world, id);
        await using var after = world.As(County);
        Assert.Equal(BatchStates.Applied, (await after.Db.Set<ImportBatch>().SingleAsync()).State);
        Assert.Equal(214, await after.Db.Set<ImportRow>().CountAsync());
        var created = await after.Db.Set<ImportRow>().CountAsync(row => row.State == "applied" && row.Effect == "created");
        Assert.Equal(created, await after.Db.Set<Child>().CountAsync(child => child.State == "registered" && child.FileNumber != null));
        Assert.Equal(28, await after.Db.Set<ImportRow>().CountAsync(row => row.State == "waiting"));
    }

    [Theory, BothEngines]
    public async Task The_same_file_again_is_told_and_leaves_nothing_more_to_do(Engine engine)
    {
        await using var world = await World.Create(engine);
        var book = Encoding.UTF8.GetBytes(Heading + One + Two + "张试三,,2015-06-08,男,泉林镇,不知何处村,留守儿童,,,,,\n");
        await Apply(world, await Upload(world, book));
        await using var desk = world.As(County);
        var uploaded = await desk.Get<UploadLedger>().Run(new LedgerUpload(Guid.CreateVersion7(), "名册.csv", new MemoryStream(book), "370831"));
        Assert.NotNull(uploaded.Value.SameAs);
        await RunJobs(world);
        await Apply(world, uploaded.Value.BatchId);
        await using var after = world.As(County);
        Assert.Equal(2, await after.Db.Set<Child>().CountAsync());
        Assert.Equal(["unchanged", "unchanged"], await after.Db.Set<ImportRow>().Where(row => row.BatchId == uploaded.Value.BatchId && row.State == "applied").Select(row => row.Effect).ToListAsync());
    }

    /// <summary>A visit is on its way when the undoing begins: it is waited for, and its file stays.</summary>
    [Theory, BothEngines]
    public async Task A_file_that_is_touched_while_a_batch_is_undone_stays(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Encoding.UTF8.GetBytes(Heading + One + Two));
        await Apply(world, id);
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(id, "发错了表")).Ok);
        await using var visitor = world.As(County);
        var touched = await visitor.Db.Set<Child>().SingleAsync(child => child.Name == "张试一");
        Task undoing;
        await using (var write = await WriteTransaction.Begin(visitor.Db))
        {
            await write.LockShared(CoverageTally.Lock, $"visits of {touched.Id}");
            Assert.Null(await visitor.Db.SaveAsync("visit-recorded", Subject.Of(touched)));
            undoing = Task.Run(() => RunJobs(world));
            await Task.WhenAny(undoing, Task.Delay(500));
            await write.Commit();
        }
        await undoing;
        await using var after = world.As(County);
        Assert.Equal(["dismissed", "registered"], await after.Db.Set<Child>().OrderBy(child => child.State).Select(child => child.State).ToListAsync());
        Assert.Equal("registered", (await after.Db.Set<Child>().SingleAsync(child => child.Id == touched.Id)).State);
    }

    /// <summary>States.md 3: every row nobody has touched since is reversed; the touched one is listed and stays.</summary>
    [Theory, BothEngines]
    public async Task Undo_takes_back_what_nobody_touched_and_leaves_the_touched_file(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Encoding.UTF8.GetBytes(Heading + One + Two));
        await Apply(world, id);
        Guid touched;
        await using (var desk = world.As(County))
        {
            touched = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == "张试一")).Id;
            var input = (await desk.Get<CorrectChild>().Begin(touched, "schooling", null))!;
            (input.Way, input.Reason, input.School, input.Stage) = (CorrectionInput.Mistake, "按学籍核对", "泉林中心小学", Core.Codes.LivingCodes.SchoolStages.All[0].Key);
            Assert.True((await desk.Get<CorrectChild>().Run(touched, "schooling", input)) is { Ok: true });
        }

        await using (var desk = world.As(County))
        {
            var preview = await desk.Get<UndoImport>().Preview(id);
            Assert.Equal((1, touched), (preview.Reversible, Assert.Single(preview.Touched)));
            Assert.True((await desk.Get<UndoImport>().Run(id, "发错了表")).Ok);
        }

        await RunJobs(world);
        await using var after = world.As(County);
        Assert.Equal(BatchStates.Undone, (await after.Db.Set<ImportBatch>().SingleAsync()).State);
        Assert.Equal("registered", (await after.Db.Set<Child>().SingleAsync(child => child.Id == touched)).State);
        var gone = await after.Db.Set<Child>().SingleAsync(child => child.Id != touched);
        Assert.Equal("dismissed", gone.State);
        Assert.Equal("dismissed", (await after.Db.Set<RegisterLine>().SingleAsync(line => line.ChildId == gone.Id)).State);
        Assert.All(await after.Db.Set<CategoryTerm>().Where(term => term.ChildId == gone.Id).ToListAsync(), term => Assert.Equal("voided", term.State));
        Assert.Equal(1, await after.Db.Set<Event>().CountAsync(one => one.Action == "child-import-undone" && one.ChildId == gone.Id));
        await using var system = world.AsSystem();
        Assert.Empty(await system.Get<ISealedIntake>().Batches());
        var again = await Upload(world, Encoding.UTF8.GetBytes(Heading + Two));
        await Apply(world, again);
        await using var last = world.As(County);
        Assert.Equal(1, await last.Db.Set<Child>().CountAsync(child => child.Name == "张试二" && child.State == "registered"));
    }

    /// <summary>A blank erases nothing; a filled cell that differs changes nothing until a person accepts it (import.md 9).</summary>
    [Theory, BothEngines]
    public async Task A_proposed_change_is_written_when_it_is_accepted_and_never_over_a_newer_value(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, await Upload(world, Encoding.UTF8.GetBytes(Heading + One + Two)));
        var later = await Upload(world, Encoding.UTF8.GetBytes(Heading + One.Replace("泉林小学", "柳河小学").Replace("13800001234", "13800009999") + Two.Replace("泉林小学", "")));
        await Apply(world, later);
        await using (var desk = world.As(County))
        {
            var open = await desk.Get<ProposalsQuery>().Run(later);
            Assert.Equal(["guardian.phone 13800001234 13800009999", "school 泉林小学 柳河小学"], open.Select(one => $"{one.Field} {one.Old} {one.New}").Order(StringComparer.Ordinal));
            Assert.Equal(new AcceptedProposals(1, 0, 0, 0), (await desk.Get<AcceptProposals>().Column(later, "school", accepts: true)).Value);
        }

        await using (var desk = world.As(County))
        {
            Assert.Equal("柳河小学", (await desk.Db.Set<RegisterLine>().SingleAsync(line => line.Name == "张试一")).School);
            Assert.Equal(new AcceptedProposals(0, 1, 0, 0), (await desk.Get<AcceptProposals>().Column(later, "guardian.phone", accepts: false)).Value);
            Assert.Equal("changed", (await desk.Db.Set<ImportRow>().SingleAsync(row => row.BatchId == later && row.State == "applied" && row.Effect != "unchanged")).Effect);
        }
    }

    [Theory, BothEngines]
    public async Task A_waiting_row_is_stored_when_the_missing_village_is_chosen(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Encoding.UTF8.GetBytes(Heading + One.Replace("卞桥一村", "")));
        await Apply(world, id);
        await using var desk = world.As(County);
        var row = await desk.Db.Set<ImportRow>().SingleAsync();
        Assert.Equal(["village-missing"], (await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill })).Problems.Select(problem => problem.Code));
        var village = (await WithVillage(world)).Code;
        var decided = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill, Corrections = { [RowAgainVillage] = village } });
        Assert.True(decided.Ok, string.Join('；', decided.Problems.Select(problem => problem.Says)));
        await using var after = world.As(County);
        Assert.Equal(village, (await after.Db.Set<Child>().SingleAsync()).Region);
        Assert.Equal(BatchStates.Closed, (await after.Db.Set<ImportBatch>().SingleAsync()).State);
    }

    [Theory, BothEngines]
    public async Task Rows_sent_back_read_as_a_ledger_again_and_hold_no_formula(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Encoding.UTF8.GetBytes(Heading + "=张试一,370899201506070014,,,泉林镇,卞桥一村,留守儿童,,,,,艾滋\n"));
        await Apply(world, id);
        await using var desk = world.As(County);
        using var book = new MemoryStream();
        await desk.Get<ReturnedRows>().Run(id, book);
        var rows = Tests.Import.LedgerRun.Bytes(book.ToArray(), "370831");
        var row = Assert.Single(rows.Rows);
        Assert.True(row.Has("id-check-digit"));
        Assert.Contains("封存", row.WrittenRemark!, StringComparison.Ordinal);
    }

    /// <summary>Two children of one village and one birth date, alike in name: a person says that they are two, and that is remembered.</summary>
    [Theory, BothEngines]
    public async Task Another_child_gets_a_file_of_its_own_and_the_two_are_not_taken_for_one_again(Engine engine)
    {
        await using var world = await World.Create(engine);
        const string withoutNumber = "张小一,,2015-06-07,男,泉林镇,卞桥一村,留守儿童,,,,,\n";
        await Apply(world, await Upload(world, Encoding.UTF8.GetBytes(Heading + One)));
        await Apply(world, await Upload(world, Encoding.UTF8.GetBytes(Heading + withoutNumber)));
        await using var desk = world.As(County);
        var row = await desk.Db.Set<ImportRow>().SingleAsync(one => one.State == "waiting");
        Assert.Contains("probable-duplicate", row.Codes, StringComparison.Ordinal);
        var decided = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Other });
        Assert.True(decided.Ok, string.Join('；', decided.Problems.Select(problem => problem.Says)));
        await using var after = world.As(County);
        Assert.Equal(["张小一", "张试一"], (await after.Db.Set<Child>().Select(child => child.Name).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(1, await after.Db.Set<Data.Doubles.NotSame>().CountAsync());
        Assert.Equal("row-decided", (await after.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "重复" })).Problems[0].Code);
    }

    /// <summary>Peers.md 3: the dry run and the real run are one code, row by row, on every sample ledger.</summary>
    [Theory, BothEngines]
    public async Task Dry_and_real_say_the_same_of_every_row_of_every_sample_ledger(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var book in DemoBooks.Shipped.Books)
        {
            List<string> dry = [], real = [];
            foreach (var (rows, isDry) in new[] { (dry, true), (real, false) })
            {
                await using var desk = world.As(World.Worker("county-officer", book.Region[..6]) with { Prefixes = Places.RegionTree.Standard.Stands(book.Region[..6]) });
                await using var file = File.OpenRead(book.Path);
                var outcome = await desk.Get<ImportRegister>().Run(new LedgerRequest(file, book.File, book.Region, World.Day, isDry), (chunk, _) =>
                {
                    rows.AddRange(chunk.Select(row => $"{row.Sheet}!{row.Number} {row.Outcome} {string.Join(',', row.Reasons.Select(reason => reason.Code))} {row.RegionCode}"));
                    return ValueTask.CompletedTask;
                });
                Assert.True(outcome.Ok, $"{book.File}: {string.Join('；', outcome.Problems.Select(problem => problem.Says))}");
            }

            Assert.NotEmpty(real);
            Assert.Equal(dry, real);
        }
    }

    private const string RowAgainVillage = "regionCode";

    private static Task<Places.Region> WithVillage(World world) => Task.FromResult(Places.RegionTree.Standard.Villages("370831").First());

    private static async Task<Guid> Upload(World world, byte[] book, string region = "370831")
    {
        await using var desk = world.As(County);
        var uploaded = await desk.Get<UploadLedger>().Run(new LedgerUpload(Guid.CreateVersion7(), "名册.csv", new MemoryStream(book), region));
        Assert.True(uploaded.Ok, string.Join('；', uploaded.Problems.Select(problem => problem.Says)));
        await RunJobs(world);
        return uploaded.Value.BatchId;
    }

    private static async Task Apply(World world, Guid id)
    {
        await using (var desk = world.As(County))
        {
            var batch = await desk.Db.Set<ImportBatch>().SingleAsync(one => one.Id == id);
            var started = await desk.Get<StartApply>().Run(id, batch.Version);
            Assert.True(started.Ok, string.Join('；', started.Problems.Select(problem => problem.Says)));
        }

        await RunJobs(world);
    }

    /// <summary>Does the work of the jobs as the worker would, under the scope of the office that asked.</summary>
    private static async Task RunJobs(World world)
    {
        List<Job> ready;
        await using (var system = world.AsSystem()) ready = await system.Db.Set<Job>().AsNoTracking().Where(job => job.State == JobStates.Ready && job.Kind.StartsWith("import-")).OrderBy(job => job.CreatedAt).ToListAsync();
        foreach (var job in ready)
        {
            await using (var desk = world.As(County))
            {
                desk.Scope.RunAsJob(job.Kind);
                await desk.Get<IEnumerable<IJobHandler>>().Single(one => one.Kind == job.Kind).Run(job, new JobProgress((_, _, _) => Task.CompletedTask), CancellationToken.None);
            }

            await using var ending = world.AsSystem();
            await ending.Db.Set<Job>().Where(one => one.Id == job.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, JobStates.Done));
        }
    }
}
