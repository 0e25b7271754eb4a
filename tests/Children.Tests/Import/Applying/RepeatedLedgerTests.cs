using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>The same file loaded again: with the same columns nothing changes, with corrected ones what they say is not lost (import.md 1 and 4, REG-019).</summary>
public sealed class RepeatedLedgerTests
{
    private const string Heading = "姓名,身份证号,出生日期,性别,乡镇,村,类别,念书的地方\n";
    private const string Known = "张试一,370899201506070015,,,泉林镇,卞桥一村,留守儿童,泉林小学\n";
    private const string NoVillage = "张试三,,2015-06-08,男,泉林镇,,留守儿童,\n";
    private const string NoVillageAtSchool = "张试四,,2015-06-09,男,泉林镇,,留守儿童,柳河小学\n";
    private const string NoNumber = "张试五,,2015-07-08,女,泉林镇,卞桥一村,留守儿童,\n";
    private const string Book = Heading + Known + NoVillage + NoVillageAtSchool + NoNumber;

    [Theory, BothEngines]
    public async Task Corrected_columns_bring_their_values_and_only_rows_without_them_are_as_last_time(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Book);
        var again = await Upload(world, Book);
        Assert.Equal([RowFate.Unchanged, RowFate.Repeat, RowFate.Repeat, RowFate.Repeat], (await Rows(world, again)).Select(row => row.Effect));
        await Correct(world, again);
        Assert.Equal([null, RowFate.Repeat, null, RowFate.Repeat], (await Rows(world, again)).Select(row => row.Effect));
        await Ask(world, again);
        await RunJobs(world);
        Assert.Equal(["waiting", "dismissed", "waiting", "dismissed"], (await Rows(world, again)).Select(row => row.State));
        await using var desk = world.As(County);
        Assert.Equal("school", Assert.Single(await desk.Get<ChangesQuery>().Columns(again)).Field);
        Assert.Equal((1, 1), (await desk.Get<WaitingQuery>().Counts(new WaitingFilter(Batch: again)) is var counts) ? (counts.One, counts.Changes) : default);
    }

    /// <summary>Loaded a third time as corrected nothing is new, whichever of the two loadings a row stood in.</summary>
    [Theory, BothEngines]
    public async Task The_corrected_file_once_more_changes_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Book);
        var second = await Upload(world, Book);
        await Correct(world, second);
        await Ask(world, second);
        await RunJobs(world);
        var third = await Apply(world, Book);
        Assert.All(await Rows(world, third), row => Assert.Equal((RowFate.Repeat, "dismissed"), (row.Effect, row.State)));
        await using var desk = world.As(County);
        Assert.Equal((2, 1), (await desk.Db.Set<Child>().CountAsync(), await desk.Db.Set<ChangeProposal>().CountAsync()));
        Assert.Equal(3, (await desk.Get<WaitingQuery>().Counts(new WaitingFilter())).Mine);   // the row at school waits as corrected, not twice
    }

    /// <summary>A row that waited under wrong columns ends beside its corrected self, and waits again when the correction is taken back.</summary>
    [Theory, BothEngines]
    public async Task A_waiting_row_is_overtaken_by_its_corrected_self_until_that_is_taken_back(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Book);
        var second = await Upload(world, Book);
        await Correct(world, second);
        await Ask(world, second);
        Assert.Equal(["applied", "waiting", "waiting", "applied"], (await Rows(world, first)).Select(row => row.State));
        await RunJobs(world);
        Assert.Equal([("waiting", null), ("dismissed", RowFate.Overtaken)], (await Rows(world, first)).Skip(1).Take(2).Select(row => (row.State, row.Effect)));
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(second, "对错了列")).Ok);
        await RunJobs(world);
        Assert.Equal([("waiting", null), ("waiting", (string?)null)], (await Rows(world, first)).Skip(1).Take(2).Select(row => (row.State, row.Effect)));
    }

    /// <summary>A row that stood in no queue but as "as last time" was settled by nobody: once the first loading is taken back, it is asked.</summary>
    [Theory, BothEngines]
    public async Task After_the_first_loading_is_taken_back_its_rows_wait_again(Engine engine)
    {
        await using var world = await World.Create(engine);
        var first = await Apply(world, Book);
        await Apply(world, Book);
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(first, "传错了表")).Ok);
        await RunJobs(world);
        var third = await Apply(world, Heading + NoVillage + NoVillageAtSchool);
        Assert.All(await Rows(world, third), row => Assert.Equal("waiting", row.State));
        var fourth = await Apply(world, Book);
        Assert.Equal(2, (await Rows(world, fourth)).Count(row => row.State == "waiting" && row.Codes.Contains("village-missing", StringComparison.Ordinal)));
    }

    /// <summary>Two children alike in name, birth and village, one without a number (import.md 9): decided to be two, they stay two, from this file and the next.</summary>
    [Theory, BothEngines]
    public async Task Two_alike_that_were_decided_to_be_two_never_become_three(Engine engine)
    {
        await using var world = await World.Create(engine);
        const string WithNumber = "张试五,370899201507080020,2015-07-08,女,泉林镇,卞桥一村,留守儿童,\n";
        const string Both = Heading + NoNumber + WithNumber;
        var waiting = Assert.Single(await Rows(world, await Apply(world, Both)), row => row.State == "waiting");
        await using (var desk = world.As(County)) Assert.True((await desk.Get<DecideRow>().Run(waiting.Id, new RowDecision { Kind = RowDecision.Other })).Ok);
        Assert.DoesNotContain(await Rows(world, await Apply(world, Both)), row => row.Effect == RowFate.Created);
        var next = await Rows(world, await Apply(world, Both + Known));
        Assert.All(next[..2], row => Assert.Contains("probable-duplicate", row.Codes, StringComparison.Ordinal));
        Assert.Equal([null, null, RowFate.Created], next.Select(row => row.Effect));

        // Another ledger names one of the two: both are shown, and only who saw both may say that it is neither.
        var third = Assert.Single(await Rows(world, await Apply(world, Heading + NoNumber, name: "另一份.csv")), row => row.State == "waiting");
        await using var after = world.As(County);
        var compare = await after.Get<CompareQuery>().Run(third, showsOther: true);
        Assert.Equal(2, compare!.Alike.Count);
        var second = compare.Alike.Single(one => one.ChildId != compare.ChildId).ChildId;
        Assert.Equal(second, (await after.Get<CompareQuery>().Run(third, showsOther: true, file: second))!.ChildId);
        Assert.Equal("stale", Assert.Single((await after.Get<DecideRow>().Run(third.Id, new RowDecision { Kind = RowDecision.Other })).Problems).Code);
        Assert.Equal(3, await after.Db.Set<Child>().CountAsync());
        await using var deciding = world.As(County);
        Assert.Equal(second, (await deciding.Get<DecideRow>().Run(third.Id, new RowDecision { Kind = RowDecision.Same, Shown = second })).Value);
    }

    /// <summary>A child without number that has moved since is no longer alike to the row that made it: the same file makes no second one.</summary>
    [Theory, BothEngines]
    public async Task A_file_that_was_corrected_since_is_not_made_a_second_time(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Heading + NoNumber);
        await using (var desk = world.As(County))
        {
            var child = await desk.Db.Set<Child>().SingleAsync();
            child.BornOn = new DateOnly(2014, 3, 9);
            Assert.Null(await desk.Db.SaveAsync("child-corrected", Data.Record.Subject.Of(child)));
        }

        Assert.Equal((RowFate.Repeat, "dismissed"), Assert.Single(await Rows(world, await Apply(world, Heading + NoNumber))) is var row ? (row.Effect, row.State) : default);
    }

    [Theory, BothEngines]
    public async Task A_settled_row_is_not_asked_again_although_the_register_now_knows_its_child(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, Heading + "张试六,370899201506070023,,,泉林镇,,留守儿童,\n");
        await using (var desk = world.As(County))
        {
            var village = Places.RegionTree.Standard.Villages("370831").First(one => one.Name.StartsWith("卞桥一村", StringComparison.Ordinal)).Code;
            var stored = await desk.Get<DecideRow>().Run((await Rows(world, id))[0].Id, new RowDecision { Kind = RowDecision.Fill, Corrections = { ["regionCode"] = village } });
            Assert.True(stored.Ok, Says(stored.Problems));
        }

        var row = Assert.Single(await Rows(world, await Apply(world, Heading + "张试六,370899201506070023,,,泉林镇,,留守儿童,\n")));
        Assert.Equal((RowFate.Repeat, "dismissed"), (row.Effect, row.State));
    }

    private static async Task Correct(World world, Guid id)
    {
        await using (var desk = world.As(County))
        {
            var map = Ledgers.Maps(await Batch(world, id))[0];
            var saved = await desk.Get<SaveColumns>().Run(id, map.Layout, new Dictionary<int, string?> { [7] = "school" });
            Assert.True(saved.Ok, Says(saved.Problems));
        }

        await RunJobs(world);
    }
}
