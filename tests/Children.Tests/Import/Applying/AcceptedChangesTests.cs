using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>What a later ledger's changes do to a file once they are accepted, on both engines (import.md 9, states.md 2).</summary>
public sealed class AcceptedChangesTests
{
    private const string Wide = "姓名,身份证号,出生日期,性别,乡镇,村,组,类别,监护人,监护人身份证号,与儿童关系,监护人电话,学校\n";

    private static string Line(string category = "留守儿童", string village = "卞桥一村", string group = "2组", string guardian = "张大山,370899195001011230,爷爷,13800001234", string school = "泉林小学", string id = "370899201506070015,,", string name = "张试一") =>
        $"{name},{id},泉林镇,{village},{group},{category},{guardian},{school}\n";

    /// <summary>A-054, R-026: two categories that exclude each other never stand together, whichever way they come.</summary>
    [Theory, BothEngines]
    public async Task A_category_that_the_file_s_own_excludes_stays_open_and_says_why(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line("散居孤儿"));
        var later = await Apply(world, Wide + Line("留守儿童", school: "柳河小学"));
        await using (var desk = world.As(County))
        {
            var done = (await desk.Get<AcceptProposals>().Column(later, "categories", accepts: true)).Value;
            Assert.Equal((0, 1), (done.Accepted, done.Kept));
            Assert.Contains("不能同时有", done.Why, StringComparison.Ordinal);
        }

        Assert.Equal("orphan-community", Assert.Single(await Terms<CategoryTerm>(world)).Code);
        Assert.Equal("waiting", Assert.Single(await Rows(world, later)).State);
        await using var again = world.As(County);
        var row = await again.Db.Set<ImportRow>().SingleAsync(one => one.State == "waiting");
        var all = await again.Db.Set<ChangeProposal>().Where(one => one.State == "open").Select(one => one.Id).ToListAsync();
        Assert.Equal("change-kept", Assert.Single((await again.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = all })).Problems).Code);
        Assert.Equal("orphan-community", Assert.Single(await Terms<CategoryTerm>(world)).Code);
    }

    /// <summary>A row that waits for another reason too is decided by itself: its changes are in no column .</summary>
    [Theory, BothEngines]
    public async Task Rows_that_wait_for_more_than_their_changes_are_in_no_column(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line("困境儿童") + Line("困境儿童", id: "37089920091001001X,,", name: "张试五"));
        var later = await Apply(world, Wide + Line("留守儿童、流动儿童", school: "柳河小学") + Line("留守儿童", id: "37089920091001001X,,", name: "张试五"));
        await using (var desk = world.As(County))
        {
            var codes = await desk.Db.Set<ImportRow>().Where(row => row.BatchId == later).OrderBy(row => row.No).Select(row => row.Codes).ToListAsync();
            Assert.Equal(["exclusive-categories,changes-proposed", "over-16,changes-proposed"], codes.Select(text => string.Join(',', text.Split(',').Where(code => ReasonCodes.Of(code) == RowOutcome.NeedsPerson))));
            Assert.Empty(await desk.Get<ChangesQuery>().Columns(later));
            var all = await desk.Db.Set<ChangeProposal>().Where(one => one.State == "open").Select(one => one.Id).ToListAsync();
            Assert.Equal(4, all.Count);
            Assert.Equal(new AcceptedProposals(0, 0, 0, 0), (await desk.Get<AcceptProposals>().Column(later, "categories", accepts: true)).Value);
            Assert.Equal(new AcceptedProposals(0, 0, 0, 0), (await desk.Get<AcceptProposals>().OfColumns(later, all, accepts: true)).Value);
        }

        foreach (var row in await Rows(world, later))
        {
            await using var desk = world.As(County);
            var categories = await desk.Db.Set<ChangeProposal>().Where(one => one.RowId == row.Id && one.Field == "categories").Select(one => one.Id).ToListAsync();
            Assert.Equal("change-kept", Assert.Single((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = categories })).Problems).Code);
        }

        Assert.Equal(["in-difficulty", "in-difficulty"], (await Terms<CategoryTerm>(world)).Select(term => term.Code));
    }

    /// <summary>R-028: another carer is another person; nothing of the one before goes on under the new name.</summary>
    [Theory, BothEngines]
    public async Task Another_carer_takes_over_no_number_relation_or_phone(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line());
        await Accept(world, Wide + Line(guardian: "刘奶奶,,奶奶,"), "guardian.name");
        var people = (await Terms<RelatedPerson>(world)).Where(person => person.Role == "guardian").ToList();
        var now = Assert.Single(people, person => person.To is null);
        Assert.Equal(("刘奶奶", "grandmother", null, null), (now.Name, now.Relation, now.IdEnc, now.IdBlind));
        var before = Assert.Single(people, person => person.To is not null);
        Assert.Equal(("张大山", "grandfather", World.Day), (before.Name, before.Relation, before.To));
        Assert.NotNull(before.IdBlind);
        Assert.DoesNotContain(await Terms<Phone>(world), phone => phone.To is null);
        await using (var desk = world.As(County)) Assert.Equal(("刘奶奶", "grandmother"), await desk.Db.Set<RegisterLine>().Select(line => new ValueTuple<string?, string?>(line.GuardianName, line.GuardianRelation)).SingleAsync());

        await Accept(world, Wide + Line(guardian: "张大山,370899195001011230,爷爷,13800001234") + "\n", "guardian.name");   // not the bytes of the first ledger
        var back = Assert.Single(await Terms<RelatedPerson>(world), person => person.Role == "guardian" && person.To is null);
        Assert.Equal("grandfather", back.Relation);
        Assert.Equal(before.IdBlind, back.IdBlind);
        Assert.Equal(back.Id, Assert.Single(await Terms<Phone>(world), phone => phone.To is null).PersonId);
        Assert.Equal(["unchanged"], (await Rows(world, await Apply(world, Wide + Line()))).Select(row => row.Effect));
    }

    /// <summary>The same number under another spelling is the same person: only the name changes.</summary>
    [Theory, BothEngines]
    public async Task A_carer_s_name_written_otherwise_keeps_the_person(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line());
        var before = Assert.Single(await Terms<RelatedPerson>(world), person => person.Role == "guardian");
        await Accept(world, Wide + Line(guardian: "张达山,370899195001011230,爷爷,13800001234"), "guardian.name");
        var now = Assert.Single(await Terms<RelatedPerson>(world), person => person.Role == "guardian" && person.To is null);
        Assert.Equal(("张达山", "grandfather"), (now.Name, now.Relation));
        Assert.Equal(before.IdBlind, now.IdBlind);
        Assert.Single(await Terms<Phone>(world), phone => phone.To is null);
    }

    /// <summary>import.md 9: a changed village is a dated correction of residence; the old house number does not move along.</summary>
    [Theory, BothEngines]
    public async Task A_move_leaves_the_old_house_behind_and_takes_the_ledger_s_own(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line());
        Assert.Equal("2组", await Address(world));
        await Accept(world, Wide + Line(village: "卞桥二村", group: ""), "regionCode");
        Assert.Null(await Address(world));
        var homes = await Terms<ResidenceTerm>(world);
        Assert.Null(Assert.Single(homes, home => home.To is null).AddressEnc);
        Assert.NotNull(Assert.Single(homes, home => home.To is not null).AddressEnc);

        await Accept(world, Wide + Line(village: "卞桥一村", group: "4组"), "regionCode");
        Assert.Equal("4组", await Address(world));
        await Accept(world, Wide + Line(village: "卞桥一村", group: "5组"), "group");
        Assert.Equal("5组", await Address(world));
        Assert.Equal(["unchanged"], (await Rows(world, await Apply(world, Wide + Line(village: "卞桥一村", group: "5组")))).Select(row => row.Effect));
    }

    /// <summary>security.md 4: a sealed kind of a registered child is no choice of a column; it goes with the row, and its cover with it.</summary>
    [Theory, BothEngines]
    public async Task A_sealed_kind_goes_with_its_row_unseen_and_uncounted(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line());
        var first = await Apply(world, Wide + Line("留守儿童、受艾滋病影响儿童", school: "柳河小学"));
        await using (var desk = world.As(County))
        {
            Assert.Equal(("school", 1), Assert.Single((await desk.Get<ChangesQuery>().Columns(first)).Select(column => (column.Field, column.Count))));
            Assert.Equal("已在册，有 1 项内容不同，请逐项确认。", Says(desk, (await Rows(world, first))[0]));
            Assert.Equal(new AcceptedProposals(0, 0, 0, 0), (await desk.Get<AcceptProposals>().Column(first, "categories", accepts: true)).Value);
            Assert.DoesNotContain(first, await Sealed(world));
            Assert.Equal(new AcceptedProposals(1, 0, 0, 0), (await desk.Get<AcceptProposals>().Column(first, "school", accepts: true)).Value);
        }

        Assert.Equal(("applied", "changed"), ((await Rows(world, first))[0].State, (await Rows(world, first))[0].Effect));
        Assert.Contains(first, await Sealed(world));
        Assert.Equal(["in-difficulty", "left-behind"], (await Terms<CategoryTerm>(world)).Select(term => term.Code).Order(StringComparer.Ordinal));

        var second = await Apply(world, Wide + Line("涉案未成年人", school: "柳河小学"));
        var row = Assert.Single(await Rows(world, second));
        await using (var desk = world.As(County))
        {
            Assert.Empty(await desk.Get<ChangesQuery>().Columns(second));
            Assert.Equal("已在册，请核对。", Says(desk, row));
            Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same })).Ok);
        }

        Assert.Contains(second, await Sealed(world));
        Assert.Contains("watch", (await Terms<CategoryTerm>(world)).Select(term => term.Code));
        Assert.Equal("changed", (await Rows(world, second))[0].Effect);
        await using var events = world.As(County);
        var reader = events.Get<FieldCipher>();
        Assert.DoesNotContain((await events.Db.Set<Event>().ToListAsync()).SelectMany(one => one.Text(reader).Changes), change => change.After is "sealed" or "hiv-affected" or "juvenile-case");
    }

    /// <summary>R-068: birth and sex that contradict the file's own number are not proposed.</summary>
    [Theory, BothEngines]
    public async Task Birth_against_the_file_s_number_is_no_change(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Wide + Line());
        var later = await Apply(world, Wide + Line(id: ",2015-06-08,女", school: "柳河小学"));
        Assert.Contains("probable-duplicate", Assert.Single(await Rows(world, later)).Codes, StringComparison.Ordinal);
        await using var desk = world.As(County);
        Assert.Equal("school", await desk.Db.Set<ChangeProposal>().Select(one => one.Field).SingleAsync());
    }

    // One decision as the page takes it: nothing but this column is proposed, and all of it is accepted.
    private static async Task Accept(World world, string book, string column)
    {
        var id = await Apply(world, book);
        await using var desk = world.As(County);
        Assert.Equal(column, Assert.Single(await desk.Get<ChangesQuery>().Columns(id)).Field);
        Assert.Equal(new AcceptedProposals(1, 0, 0, 0), (await desk.Get<AcceptProposals>().Column(id, column, accepts: true)).Value);
    }

    private static async Task<List<T>> Terms<T>(World world) where T : ChildTerm
    {
        await using var desk = world.As(County);
        return await desk.Db.Set<T>().AsNoTracking().ToListAsync();
    }

    private static async Task<string?> Address(World world)
    {
        await using var desk = world.As(County);
        var child = await desk.Db.Set<Child>().AsNoTracking().SingleAsync();
        return desk.Get<FieldCipher>().Open(FieldPlace.Of<Child>(nameof(Child.AddressEnc), child.Id), child.AddressEnc);
    }

    private static string Says(Desk desk, ImportRow row) => StoredRow.Open(row, desk.Get<FieldCipher>()).Reasons.Single(reason => reason.Code == "changes-proposed").Says;

    private static async Task<List<Guid>> Sealed(World world)
    {
        await using var system = world.AsSystem();
        return await system.Get<ISealedIntake>().Batches();
    }
}
