using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>One number, two names: another child gets its own number or a reason for none, the same child may take the ledger's name (import.md 9, REG-003, R-069).</summary>
public sealed class AnotherChildTests
{
    private const string Fresh = "370899201506070066", Heading = "姓名,身份证号,出生日期,性别,乡镇,村,类别\n", Conflict = Heading + "周小莉,370899201506070015,,,泉林镇,卞桥一村,留守儿童\n";

    [Theory, BothEngines]
    public async Task Another_child_needs_a_number_of_its_own_that_nobody_has(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One + Two);
        var row = Assert.Single(await Rows(world, await Apply(world, Conflict)));
        foreach (var (number, none, code) in new[] { (null, null, "id-needed"), ("37089920150607006", null, "length"), ("370899201506070067", null, "check-digit"), ("370899201506070023", null, "id-taken"), ("370899201506070015", null, "id-taken"), (Fresh, "lost", "id-and-none") })
        {
            var problem = Assert.Single((await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Other, Number = number, NoIdReason = none })).Problems);
            Assert.True(problem.Field == nameof(RowDecision.Number) && problem.Code.EndsWith(code, StringComparison.Ordinal), problem.Code);
        }

        Assert.Equal("waiting", Assert.Single(await Rows(world, row.BatchId)).State);
        var stored = await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Other, Number = "3708 9920 1506 0700 66", Reason = "抄错了" });
        Assert.True(stored.Ok, Says(stored.Problems));
        await using var desk = world.As(County);
        var child = await desk.Db.Set<Child>().SingleAsync(one => one.Name == "周小莉");
        Assert.Equal(("registered", "resident-id", Fresh), (child.State, child.IdKind, desk.Get<Data.Crypto.FieldCipher>().Open(Data.Crypto.FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.IdEnc)));
        var first = await desk.Db.Set<Child>().SingleAsync(one => one.Name == "张试一");
        var pair = await desk.Db.Set<NotSame>().SingleAsync();
        Assert.Equal(new[] { first.Id, child.Id }.Order(), new[] { pair.FirstChildId, pair.SecondChildId }.Order());
    }

    [Theory, BothEngines]
    public async Task Another_child_without_a_number_needs_a_reason_and_its_birth(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var row = Assert.Single(await Rows(world, await Apply(world, Conflict)));
        var none = new RowDecision { Kind = RowDecision.Other, NoIdReason = "lost" };
        Assert.Contains((await Decide(world, County, row.Id, none)).Problems, problem => problem.Code == "no-id-no-birth");
        Assert.Equal("code-unknown", Assert.Single((await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Other, NoIdReason = "none-such" })).Problems).Code);
        (none.Corrections["birth"], none.Corrections["sex"]) = ("2015-07-09", "女");
        var stored = await Decide(world, County, row.Id, none);
        Assert.True(stored.Ok, Says(stored.Problems));
        await using var desk = world.As(County);
        var child = await desk.Db.Set<Child>().SingleAsync(one => one.Name == "周小莉");
        Assert.Equal(("none", "lost", new DateOnly(2015, 7, 9), "female"), (child.IdKind, child.NoIdReason, child.BornOn, child.Sex));
    }

    /// <summary>REG-003, security.md 3.6: the city stores it in the county of the row; the other county's file learns nothing.</summary>
    [Theory, BothEngines]
    public async Task The_city_makes_another_child_of_a_row_over_two_counties(Engine engine)
    {
        await using var world = await World.Create(engine);
        var there = World.Worker("county-officer", "370832");
        var village = Places.RegionTree.Standard.Villages("370832").First(one => one.Name.EndsWith("村民委员会", StringComparison.Ordinal));
        await Apply(world, $"姓名,身份证号,乡镇,村,类别\n张试一,370899201506070015,{Places.RegionTree.Standard.NameOf(village.Code[..9])},{village.Name},留守儿童\n", there, "370832");
        var row = Assert.Single(await Rows(world, await Apply(world, Conflict)));
        Assert.Equal(("3708", null), (row.DecidingRegion, row.ChildId));
        Assert.Equal("id-needed", Assert.Single((await Decide(world, City, row.Id, new RowDecision { Kind = RowDecision.Other })).Problems).Code);
        var after = Assert.Single(await Rows(world, row.BatchId));
        Assert.Null(after.ChildId);
        Assert.Equal(row.RowEnc!, after.RowEnc!);   // nothing of the other county's file is written beside the row
        var stored = await Decide(world, City, row.Id, new RowDecision { Kind = RowDecision.Other, Number = Fresh });
        Assert.True(stored.Ok, Says(stored.Problems));
        await using var other = world.As(there);
        var first = await other.Db.Set<Child>().SingleAsync();
        Assert.DoesNotContain((await other.Get<TimelineQuery>().Run(first.Id)).Lines, line => line.What.Contains("另一个孩子", StringComparison.Ordinal) || line.What.Contains("周小莉", StringComparison.Ordinal));
        await using var city = world.As(City);
        Assert.Equal(1, await city.Db.Set<NotSame>().CountAsync());
        Assert.StartsWith("370831", (await city.Db.Set<Child>().SingleAsync(one => one.Name == "周小莉")).Region, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task The_same_child_may_take_the_ledger_s_name_and_its_old_one_stands_on_the_timeline(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var row = Assert.Single(await Rows(world, await Apply(world, Conflict.Replace("周小莉", "张诗一", StringComparison.Ordinal))));
        await using (var desk = world.As(County))
        {
            var name = await desk.Db.Set<ChangeProposal>().SingleAsync(one => one.RowId == row.Id && one.Field == "name");
            Assert.Empty(await desk.Get<ChangesQuery>().Columns(row.BatchId));   // a name is taken row by row only
            var same = await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [name.Id] });
            Assert.True(same.Ok, Says(same.Problems));
        }

        await using var after = world.As(County);
        var child = await after.Db.Set<Child>().SingleAsync();
        Assert.Equal(("张诗一", "张诗一"), (child.Name, (await after.Db.Set<RegisterLine>().SingleAsync()).Name));
        Assert.Contains((await after.Get<TimelineQuery>().Run(child.Id)).Lines, line => line.Says.Contains("张试一 → 张诗一", StringComparison.Ordinal));
    }

    /// <summary>states.md 1: a file that left is reopened by its own move; until then the row waits, afterwards its changes are offered.</summary>
    [Theory, BothEngines]
    public async Task A_row_about_a_file_that_left_waits_until_it_is_reopened(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        await State(world, "left");
        var row = Assert.Single(await Rows(world, await Apply(world, Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal))));
        Assert.Contains("file-closed", row.Codes, StringComparison.Ordinal);
        Assert.Equal("file-closed", Assert.Single((await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Same })).Problems).Code);
        Assert.Equal("waiting", Assert.Single(await Rows(world, row.BatchId)).State);
        await State(world, "registered");
        await using (var desk = world.As(County))
        {
            var compared = (await desk.Get<CompareQuery>().Run(await desk.Db.Set<ImportRow>().SingleAsync(one => one.Id == row.Id), showsOther: true))!;
            Assert.Contains("school", compared.Choices.Keys);
        }

        var same = await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Same, Fields = ["school"] });
        Assert.True(same.Ok, Says(same.Problems));
        await using var after = world.As(County);
        Assert.Contains("柳河小学", await after.Db.Set<Schooling>().Where(term => term.To == null).Select(term => term.School).ToListAsync());
    }

    /// <summary>REG-003: a row that two files on the register could be is taken for neither; both are shown, and a person says which.</summary>
    [Theory, BothEngines]
    public async Task A_row_with_the_number_of_two_files_waits_for_a_person_who_is_shown_both(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var form = FileTests.OneFile.Form("370899201506070015", "370831001003");
        (form.Name, form.Sex) = ("张试一", "male");
        var second = await FileTests.OneFile.Create(world, form);
        var changed = Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal);
        Assert.DoesNotContain("number-doubled", Assert.Single(await Rows(world, await Apply(world, changed))).Codes, StringComparison.Ordinal);   // a lead beside a registered file: the file
        await State(world, "registered");
        var row = Assert.Single(await Rows(world, await Apply(world, changed + "\n")));
        Assert.Equal("waiting", row.State);
        Assert.Contains("number-doubled", row.Codes, StringComparison.Ordinal);
        Assert.Equal("number-doubled", Assert.Single((await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Same })).Problems).Code);
        await using (var desk = world.As(County))
        {
            var query = desk.Get<CompareQuery>();
            var stored = await desk.Db.Set<ImportRow>().SingleAsync(one => one.Id == row.Id);
            var shown = (await query.Run(stored, showsOther: true, file: second))!;
            Assert.Equal(2, shown.Doubled.Count);
            Assert.Equal(second, shown.ChildId);
            Assert.Contains("school", shown.Choices.Keys);
        }

        var same = await Decide(world, County, row.Id, new RowDecision { Kind = RowDecision.Same, Shown = second, Fields = ["school"] });
        Assert.True(same.Ok, Says(same.Problems));
        Assert.Equal(second, same.Value);
        await using var after = world.As(County);
        Assert.Equal("柳河小学", await after.Db.Set<Schooling>().Where(term => term.ChildId == second && term.To == null).Select(term => term.School).SingleAsync());
        Assert.Equal(1, await after.Db.Set<Schooling>().CountAsync(term => term.ChildId != second));
    }

    private static async Task<Core.Outcome<Guid?>> Decide(World world, ScopeGrant who, Guid row, RowDecision decision)
    {
        await using var desk = world.As(who);
        return await desk.Get<DecideRow>().Run(row, decision);
    }

    private static async Task State(World world, string state)
    {
        await using var desk = world.AsSystem();
        await desk.Db.Set<Child>().ExecuteUpdateAsync(child => child.SetProperty(one => one.State, state));
        await desk.Db.Set<IdentityIndex>().ExecuteUpdateAsync(entry => entry.SetProperty(one => one.State, state));
    }
}
