using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>What becomes of a row that waits: settled at once, never over a newer value, over two counties by the city (import.md 9; REG-019).</summary>
public sealed class WaitingRowsTests
{
    private const string Payments = "姓名,身份证号,乡镇,村,类别,发放金额,发放月份,备注\n";

    /// <summary>import.md 9: the same child a second time in one file is settled by one press, and a second press changes nothing.</summary>
    [Theory, BothEngines]
    public async Task The_same_child_is_settled_by_one_press_although_the_file_knew_it_from_itself_only(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, Head + One + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        var row = (await Rows(world, id))[1];
        Assert.Equal(("waiting", null), (row.State, row.ChildId));
        await using (var desk = world.As(County))
        {
            var compared = await desk.Get<CompareQuery>().Run(row, showsOther: true);
            Assert.Equal(["school"], compared!.Choices.Keys);
            var same = new RowDecision { Kind = RowDecision.Same, Fields = ["school"], Shown = compared.ChildId };
            Assert.Equal(compared.ChildId, (await desk.Get<DecideRow>().Run(row.Id, same)).Value);
            Assert.Equal("row-decided", (await desk.Get<DecideRow>().Run(row.Id, same)).Problems[0].Code);
        }

        await using var after = world.As(County);
        Assert.Equal("柳河小学", (await after.Db.Set<RegisterLine>().SingleAsync()).School);
        Assert.Equal(1, await after.Db.Set<Event>().CountAsync(one => one.Action == "child-changed-by-ledger"));
        Assert.Equal((BatchStates.Closed, "applied"), ((await Batch(world, id)).State, (await Rows(world, id))[1].State));
    }

    [Theory, BothEngines]
    public async Task Two_people_who_settle_one_row_at_the_same_moment_settle_it_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, Head + One + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        var row = (await Rows(world, id))[1];
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            await using var desk = world.As(County);
            return await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "重复" });
        }));
        Assert.Single(answers, answer => answer.Ok);
        Assert.Equal("row-decided", answers.Single(answer => !answer.Ok).Problems[0].Code);
    }

    /// <summary>import.md 9: accepted changes never overwrite what was corrected since.</summary>
    [Theory, BothEngines]
    public async Task A_change_overtaken_by_a_correction_is_told_and_overwrites_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One + Two);
        var id = await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal) + Two.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        await Correct(world, "张试一", "泗水县实验小学");
        await using (var desk = world.As(County))
        {
            var accepting = desk.Get<AcceptProposals>();
            var open = await desk.Get<ProposalsQuery>().Run(id);
            Assert.Equal(new AcceptedProposals(0, 0, 1, 0), (await accepting.Run(id, [open.Single(one => one.ChildName == "张试一").Id], accepts: true)).Value);
        }

        await Correct(world, "张试二", "泗水县实验小学");
        await using (var desk = world.As(County)) Assert.Equal(new AcceptedProposals(0, 0, 1, 0), (await desk.Get<AcceptProposals>().Column(id, "school", accepts: true)).Value);
        await using var after = world.As(County);
        Assert.All(await after.Db.Set<RegisterLine>().Select(line => line.School).ToListAsync(), school => Assert.Equal("泗水县实验小学", school));
        Assert.Equal(BatchStates.Closed, (await Batch(world, id)).State);
    }

    [Theory, BothEngines]
    public async Task A_row_whose_change_was_overtaken_is_shown_anew_and_then_settled(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var id = await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        await Correct(world, "张试一", "泗水县实验小学");
        var row = Assert.Single(await Rows(world, id));
        await using (var desk = world.As(County))
        {
            var stale = (await desk.Get<ProposalsQuery>().Run(id)).Single().Id;
            Assert.Equal("overtaken", (await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [stale] })).Problems[0].Code);
        }

        await using (var desk = world.As(County))
        {
            Assert.Equal("泗水县实验小学", (await desk.Db.Set<RegisterLine>().SingleAsync()).School);
            var fresh = (await desk.Get<ProposalsQuery>().Run(id)).Single();
            Assert.Equal(("泗水县实验小学", "柳河小学"), (fresh.Old, fresh.New));
            Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [fresh.Id] })).Ok);
        }

        await using var after = world.As(County);
        Assert.Equal("柳河小学", (await after.Db.Set<RegisterLine>().SingleAsync()).School);
    }

    /// <summary>import.md 9, security.md 3.6, T13: the county sees no file of the other; the office over both sees both and decides.</summary>
    [Theory, BothEngines]
    public async Task A_child_of_another_county_is_moved_here_by_the_city_and_by_nobody_else(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, row) = await Elsewhere(world);
        await using (var county = world.As(County))
        {
            Assert.Null((await county.Get<CompareQuery>().Run(row, showsOther: true))!.ChildId);
            Assert.Equal("not-yours", (await county.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same })).Problems[0].Code);
            Assert.False((await county.Get<WaitingQuery>().One(row.Id))!.Value.IsMine);
        }

        await using (var city = world.As(City))
        {
            Assert.Equal(1, (await city.Get<WaitingQuery>().Counts(new WaitingFilter())).Mine);
            var compared = (await city.Get<CompareQuery>().Run(row, showsOther: true))!;
            Assert.Equal("张试一", compared.ChildName);
            Assert.Contains("regionCode", compared.Choices.Keys);
            var decided = await city.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Fields = ["regionCode"], Shown = compared.ChildId });
            Assert.True(decided.Ok, Says(decided.Problems));
        }

        await using var after = world.As(County);
        var child = await after.Db.Set<Child>().SingleAsync();
        Assert.StartsWith("370831101", child.Region, StringComparison.Ordinal);
        Assert.Equal(BatchStates.Closed, (await Batch(world, id)).State);
        await using var left = world.As(World.Worker("county-officer", "370832"));
        Assert.Equal(0, await left.Db.Set<Child>().CountAsync());
    }

    [Theory, BothEngines]
    public async Task A_child_that_stays_with_its_county_leaves_no_trace_with_the_other(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (_, row) = await Elsewhere(world);
        await using (var city = world.As(City)) Assert.True((await city.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same })).Ok);
        await using var county = world.As(County);
        Assert.Equal(0, await county.Db.Set<Child>().CountAsync());
        var settled = await county.Db.Set<ImportRow>().SingleAsync();
        Assert.Null(settled.ChildId);
        Assert.NotEqual("waiting", settled.State);
        Assert.Equal(0, await county.Db.Set<ChangeProposal>().CountAsync());
        await using var there = world.As(World.Worker("county-officer", "370832"));
        Assert.Equal("registered", (await there.Db.Set<Child>().SingleAsync()).State);
    }

    [Theory, BothEngines]
    public async Task The_city_dismisses_a_row_over_two_counties_with_a_reason(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (id, row) = await Elsewhere(world);
        await using var city = world.As(City);
        Assert.Equal("missing", (await city.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss })).Problems[0].Code);
        Assert.True((await city.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "由原县继续负责" })).Ok);
        Assert.Equal((BatchStates.Closed, "dismissed"), ((await Batch(world, id)).State, (await Rows(world, id))[0].State));
    }

    /// <summary>import.md 9: a further payment is a fact of the child's file, no second child and nobody's task; it goes the way of the row it waits for.</summary>
    [Theory, BothEngines]
    public async Task A_further_payment_waits_for_the_first_row_of_its_child_and_goes_its_way(Engine engine)
    {
        await using var world = await World.Create(engine);
        var book = Payments;
        foreach (var (name, number) in new[] { ("张试一", "370899201506070015"), ("张试二", "370899201506070023") })
            book += $"{name},{number},泉林镇,,困境儿童,800,2026年1月,\n{name},{number},泉林镇,卞桥一村,困境儿童,800,2026年2月,\n{name},{number},泉林镇,卞桥一村,困境儿童,800,2026年3月,\n";
        var id = await Apply(world, book);
        var rows = await Rows(world, id);
        Assert.All(rows, row => Assert.Equal("waiting", row.State));
        Assert.Equal(["needs-person", "fixed", "fixed", "needs-person", "fixed", "fixed"], rows.Select(row => row.Outcome));
        await using (var desk = world.As(County))
        {
            Assert.Equal(2, (await desk.Get<WaitingQuery>().Counts(new WaitingFilter())).Mine);
            Assert.Equal(2, (await desk.Get<WaitingQuery>().Run(new WaitingFilter())).Total);
            var village = rows[1].Region;
            var stored = await desk.Get<DecideRow>().Run(rows[0].Id, new RowDecision { Kind = RowDecision.Fill, Corrections = { ["regionCode"] = village } });
            Assert.True(stored.Ok, Says(stored.Problems));
        }

        await using (var desk = world.As(County)) Assert.True((await desk.Get<DecideRow>().Run(rows[3].Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "不是本镇的" })).Ok);
        Assert.Equal(["applied", "applied", "applied", "dismissed", "dismissed", "dismissed"], (await Rows(world, id)).Select(row => row.State));
        await using var after = world.As(County);
        var child = await after.Db.Set<Child>().SingleAsync();
        Assert.Equal(rows.Take(3).Select(row => (Guid?)row.Id).Order(), (await after.Db.Set<LedgerFact>().Where(fact => fact.ChildId == child.Id).Select(fact => fact.RowId).ToListAsync()).Select(id => (Guid?)id).Order());
        Assert.Equal(BatchStates.Closed, (await Batch(world, id)).State);
    }

    /// <summary>import.md 1: importing a file again changes nothing, not the queue either; rows without ID number among them.</summary>
    [Theory, BothEngines]
    public async Task The_same_file_again_does_not_double_the_queue(Engine engine)
    {
        await using var world = await World.Create(engine);
        const string book = Head + "张试三,,2015-06-08,男,泉林镇,,留守儿童,,,,,\n张试四,,,男,泉林镇,卞桥一村,留守儿童,,,,,\n张试五,,2015-07-08,女,泉林镇,卞桥一村,留守儿童,,,,,\n";
        await Apply(world, book);
        var again = await Apply(world, book);
        await using var desk = world.As(County);
        Assert.Equal(2, (await desk.Get<WaitingQuery>().Counts(new WaitingFilter())).Mine);
        Assert.Equal(1, await desk.Db.Set<Child>().CountAsync());
        Assert.All(await Rows(world, again), row => Assert.Equal(("needs-person", "dismissed"), (row.Outcome, row.State)));
    }

    private static async Task<(Guid Batch, ImportRow Row)> Elsewhere(World world)
    {
        var there = World.Worker("county-officer", "370832");
        var village = Places.RegionTree.Standard.Villages("370832").First(one => one.Name.EndsWith("村民委员会", StringComparison.Ordinal));
        await Apply(world, $"姓名,身份证号,乡镇,村,类别,学校\n张试一,370899201506070015,{Places.RegionTree.Standard.NameOf(village.Code[..9])},{village.Name},留守儿童,梁山小学\n", there, "370832");
        var id = await Apply(world, "姓名,身份证号,乡镇,村,类别\n张试一,370899201506070015,泉林镇,卞桥一村,留守儿童\n");
        var row = Assert.Single(await Rows(world, id));
        Assert.Contains("known-elsewhere", row.Codes, StringComparison.Ordinal);
        Assert.Equal("3708", row.DecidingRegion);
        return (id, row);
    }

    private static async Task Correct(World world, string name, string school)
    {
        await using var desk = world.As(County);
        var child = (await desk.Db.Set<Child>().SingleAsync(one => one.Name == name)).Id;
        var input = (await desk.Get<CorrectChild>().Begin(child, "schooling", null))!;
        (input.Way, input.Reason, input.School, input.Stage) = (CorrectionInput.Mistake, "按学籍核对", school, Core.Codes.LivingCodes.SchoolStages.All[0].Key);
        Assert.True((await desk.Get<CorrectChild>().Run(child, "schooling", input)) is { Ok: true });
    }
}
