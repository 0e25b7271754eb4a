using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Sealed;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>What undoing a ledger must leave: children of another standing ledger, sealed facts that a person accepted (states.md 3, security.md 4), on both engines.</summary>
public sealed class UndoTests
{
    private const string Three = "张试三,370899201606070012,,,泉林镇,卞桥一村,留守儿童,,,,,\n";

    private static ScopeGrant Township => World.Worker("township-supervisor", "370831101");

    /// <summary>A-035: the later ledger says 在册的没有动 of a child; taking the first one back must not take the child away from it.</summary>
    [Theory, BothEngines]
    public async Task A_child_that_another_standing_ledger_has_stays_and_is_listed_with_that_ledgers_name(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Head + One + Two, name: "七月.csv");
        var second = await Apply(world, Head + Two + Three, name: "八月.csv");
        await using (var desk = world.As(County))
        {
            var two = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == "张试二")).Id;
            var preview = await desk.Get<UndoImport>().Preview(first);
            Assert.Equal((1, 1, two), (preview.Reversible, preview.Staying, Assert.Single(preview.Touched)));
        }

        await Undo(world, first);
        Assert.Equal(["张试一 dismissed", "张试三 registered", "张试二 registered"], await Children(world));
        Assert.Equal(["reversed created", "touched created"], await States(world, first));
        await using (var desk = world.As(County))
        {
            var two = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == "张试二")).Id;
            Assert.Equal("《八月.csv》第 2 行也有这个孩子", (await desk.Get<StayedQuery>().Run(first, [two]))[two]);
        }

        await Undo(world, second);
        Assert.Equal(["reversed unchanged", "reversed created"], await States(world, second));
        Assert.Equal(["张试一 dismissed", "张试三 dismissed", "张试二 registered"], await Children(world));
    }

    /// <summary>The clock is nobody: a category that it ended at its age and a file that it moved to exit review are taken back like the rest.</summary>
    [Theory, BothEngines]
    public async Task What_the_clock_did_to_a_file_is_no_touch_of_anybody(Engine engine)
    {
        await using var world = await World.Create(engine);
        var sixteen = World.Day.AddDays(10);
        var batch = await Apply(world, Head + One + $"张试岁,,{sixteen.AddYears(-16):yyyy-MM-dd},女,泉林镇,卞桥一村,留守儿童,,,,,\n");
        world.MoveTo(sixteen);
        await using (var desk = world.AsSystem()) await desk.Get<DayBreak>().Ask();
        await world.RunJobs();
        Assert.Equal(["张试一 registered", "张试岁 exit-review"], await Children(world));
        await using (var desk = world.As(County))
        {
            var preview = await desk.Get<UndoImport>().Preview(batch);
            Assert.Equal((2, 0), (preview.Reversible, preview.Touched.Count));
        }

        await Undo(world, batch);
        Assert.Equal(["张试一 dismissed", "张试岁 dismissed"], await Children(world));
        await using var after = world.AsSystem();
        Assert.All(await after.Db.Set<CategoryTerm>().ToListAsync(), term => Assert.Equal("voided", term.State));
    }

    /// <summary>Once the ledger that also has the children is undone itself, the first can be taken back whole.</summary>
    [Theory, BothEngines]
    public async Task An_undone_ledger_holds_nobody(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Head + One + Two);
        var second = await Apply(world, Head + One + Two + Three);
        await using (var desk = world.As(County)) Assert.Equal(0, (await desk.Get<UndoImport>().Preview(first)).Reversible);
        await Undo(world, second);
        await Undo(world, first);
        Assert.Equal(["张试一 dismissed", "张试三 dismissed", "张试二 dismissed"], await Children(world));
    }

    /// <summary>The township's own ledger after the county's: the township sees the county's rows of its villages, not the county's batch.</summary>
    [Theory, BothEngines]
    public async Task A_townships_undo_keeps_what_the_countys_ledger_has(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Head + One + Two, who: Township, region: "370831101");
        await Apply(world, Head + One);
        await Undo(world, first, Township);
        Assert.Equal(["张试一 to-verify", "张试二 dismissed"], await Children(world));
        await using var desk = world.As(Township);
        var one = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == "张试一")).Id;
        Assert.Equal("另一级导入的台账里也有这个孩子", (await desk.Get<StayedQuery>().Run(first, [one]))[one]);
    }

    /// <summary>Security.md 4: a sealed fact that was accepted is nobody's to lose; the row with its other change still open counts as touched.</summary>
    [Theory, BothEngines]
    public async Task A_sealed_fact_that_a_person_accepted_outlives_the_undo_of_its_ledger(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var later = await Apply(world, Head + One.Replace("留守儿童", "留守儿童、受艾滋病影响儿童").Replace("泉林小学", "柳河小学") + Two.Replace("留守儿童", "受艾滋病影响儿童", StringComparison.Ordinal));
        Guid one;
        await using (var desk = world.As(County))
        {
            one = (await desk.Db.Set<Child>().SingleAsync(child => child.Name == "张试一")).Id;
            var categories = await desk.Db.Set<ChangeProposal>().Where(proposal => proposal.BatchId == later && proposal.Field == "categories").Select(proposal => proposal.Id).ToListAsync();
            Assert.NotEmpty(categories);
            Assert.Equal(categories.Count, (await desk.Get<AcceptProposals>().Run(later, categories, accepts: true)).Value.Accepted);
            Assert.Equal("waiting", (await desk.Db.Set<ImportRow>().AsNoTracking().SingleAsync(row => row.BatchId == later && row.ChildId == one)).State);
        }

        Assert.Equal(2, await SealedFacts(world));
        await using (var desk = world.As(County))
        {
            var preview = await desk.Get<UndoImport>().Preview(later);
            Assert.Equal((1, 1, one), (preview.Reversible, preview.Staying, Assert.Single(preview.Touched)));
        }

        await Undo(world, later);
        Assert.Equal(["touched changed", "reversed created"], await States(world, later));
        Assert.Equal(1, await SealedFacts(world));
        await using (var sweeping = world.AsSystem()) await sweeping.Get<SweepImports>().Run();
        Assert.Equal(1, await SealedFacts(world));
        await using var after = world.As(County);
        Assert.True(await after.Db.Set<CategoryTerm>().AnyAsync(term => term.ChildId == one && term.BatchId == later && term.State == "active" && term.To == null));
        Assert.Equal("overtaken", (await after.Db.Set<ChangeProposal>().SingleAsync(proposal => proposal.BatchId == later && proposal.Field == "school")).State);
    }

    private static async Task<int> SealedFacts(World world)
    {
        await using var desk = world.AsOperator();
        return world.Engine == Engine.Sqlite
            ? await desk.Get<SealedDb>().Set<SealedFact>().CountAsync()
            : await desk.Db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM sealed.sealed_fact").SingleAsync();
    }

    private static async Task<List<string>> Children(World world)
    {
        await using var desk = world.As(County);
        return [.. (await desk.Db.Set<Child>().Select(child => child.Name + " " + child.State).ToListAsync()).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> States(World world, Guid batch)
    {
        await using var desk = world.As(County);
        return await desk.Db.Set<ImportRow>().Where(row => row.BatchId == batch).OrderBy(row => row.No).Select(row => row.State + " " + row.Effect).ToListAsync();
    }

    private static async Task Undo(World world, Guid batch, ScopeGrant? who = null)
    {
        await using (var desk = world.As(who ?? County)) Assert.True((await desk.Get<UndoImport>().Run(batch, "发错了表")).Ok);
        await RunJobs(world, who);
    }
}
