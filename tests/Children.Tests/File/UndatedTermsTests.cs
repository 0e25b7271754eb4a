using HuTong.Children.Files;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

/// <summary>What a ledger says holds on its day; since when, nobody said. A change is told of the day on which it was true .</summary>
public sealed class UndatedTermsTests
{
    private static readonly DateOnly Changed = World.Day.AddDays(-14);

    private const string Line = "张试一,370899201506070015,,,泗河街道,仲子社区,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";

    private static async Task<Guid> Imported(World world, string book = LedgerSteps.Head + Line)
    {
        await LedgerSteps.Apply(world, book);
        world.MoveTo(World.Day.AddDays(1));
        await using var desk = OneFile.Supervisor(world);
        return await desk.Db.Set<Child>().Select(child => child.Id).SingleAsync();
    }

    private static void Move(CorrectionInput input, string village, DateOnly on) => (input.Place, input.Address, input.Way, input.On) = (village, null, CorrectionInput.Change, on);

    private static async Task<IReadOnlyList<string>> End(World world, Guid id, DateOnly on)
    {
        Guid term;
        await using (var desk = OneFile.Supervisor(world)) term = await desk.Db.Set<CategoryTerm>().Where(one => one.To == null).Select(one => one.Id).SingleAsync();
        return await OneFile.Correct(world, id, "category-end", input => (input.Row, input.Way, input.On, input.Code) = (term, CorrectionInput.Change, on, "circumstance-ended"));
    }

    private static async Task<List<T>> Terms<T>(World world) where T : ChildTerm
    {
        await using var desk = world.AsSystem();
        return await desk.Db.Set<T>().AsNoTracking().OrderBy(term => term.From).ToListAsync();
    }

    [Theory, BothEngines]
    public async Task A_move_two_weeks_ago_is_written_the_day_after_the_import_and_the_ledger_s_village_stays_before_it_R_028(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world);
        var known = Assert.Single(await Terms<ResidenceTerm>(world)).KnownFrom;
        var village = (await OneFile.Read(world, id)).Head.Village;
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.OtherVillage, Changed)));
        var homes = await Terms<ResidenceTerm>(world);
        Assert.Equal([(Changed.AddDays(-1), (DateOnly?)Changed), (Changed, null)], homes.Select(term => (term.From, term.To)));
        Assert.Equal((known, OneFile.OtherVillage), (homes[0].KnownFrom, homes[1].Village));
        Assert.Equal(OneFile.Village, homes[0].Village);
        Assert.NotEqual(village, (await OneFile.Read(world, id)).Head.Village);
    }

    [Theory, BothEngines]
    public async Task School_carer_and_circumstance_of_a_ledger_change_from_the_day_before_it_R_028(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world);
        Assert.Empty(await OneFile.Correct(world, id, "schooling", input => (input.Stage, input.Status, input.School, input.Way, input.On) = ("primary", "attending", "柳河小学", CorrectionInput.Change, World.Day)));
        Assert.Equal(["泉林小学", "柳河小学"], (await Terms<Schooling>(world)).Select(term => term.School));
        Assert.Equal(("泉林小学", true), ((await OneFile.Read(world, id, World.Day.AddDays(-1))).School!.School, (await OneFile.Read(world, id, World.Day.AddDays(-1))).School!.IsUndated));
        Assert.Equal(("柳河小学", false), ((await OneFile.Read(world, id, World.Day)).School!.School, (await OneFile.Read(world, id, World.Day)).School!.IsUndated));

        Guid carer;
        await using (var desk = OneFile.Supervisor(world)) carer = await desk.Db.Set<RelatedPerson>().Select(person => person.Id).SingleAsync();
        Assert.Empty(await OneFile.Correct(world, id, "person", input => (input.Row, input.Way, input.On, input.End) = (carer, CorrectionInput.Change, Changed, true)));
        Assert.Equal((Changed.AddDays(-1), (DateOnly?)Changed), Assert.Single((await Terms<RelatedPerson>(world)).Select(term => (term.From, term.To))));
    }

    [Theory, BothEngines]
    public async Task A_day_that_somebody_said_is_not_pushed_back(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world);
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.OtherVillage, Changed)));
        Assert.Equal(["date-before-start"], await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.Village, Changed)));
        Assert.Equal(["date-before-start"], await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.Village, Changed.AddDays(-3))));
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.Village, Changed.AddDays(1))));
    }

    /// <summary>A second ledger ended the first one's school on its own day; a change before that day pushes both back, none overlaps.</summary>
    [Theory, BothEngines]
    public async Task What_two_ledgers_said_stands_in_order_before_a_change_of_an_earlier_day(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world);
        var later = await LedgerSteps.Apply(world, LedgerSteps.Head + Line.Replace("泉林小学", "柳河小学", StringComparison.Ordinal));
        await using (var desk = world.As(LedgerSteps.County)) Assert.Equal(1, (await desk.Get<AcceptProposals>().Column(later, "school", accepts: true)).Value.Accepted);
        Assert.Empty(await OneFile.Correct(world, id, "schooling", input => (input.Stage, input.Status, input.School, input.Way, input.On) = ("primary", "attending", "实验小学", CorrectionInput.Change, Changed)));
        Assert.Equal(
            [("泉林小学", Changed.AddDays(-2), (DateOnly?)Changed.AddDays(-1)), ("柳河小学", Changed.AddDays(-1), Changed), ("实验小学", Changed, null)],
            (await Terms<Schooling>(world)).Select(term => (term.School!, term.From, term.To)));
    }

    [Theory, BothEngines]
    public async Task A_category_of_a_ledger_ends_on_the_day_it_ended_but_never_before_its_own_start(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world, "姓名,身份证号,乡镇,村,类别,纳入时间\n张试一,370899201506070015,泗河街道,仲子社区,留守儿童,\n");
        Assert.Empty(await End(world, id, Changed));
        Assert.Equal((Changed.AddDays(-1), (DateOnly?)Changed), Assert.Single((await Terms<CategoryTerm>(world)).Select(term => (term.From, term.To))));
    }

    [Theory, BothEngines]
    public async Task A_category_with_a_start_in_the_ledger_does_not_end_before_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world, "姓名,身份证号,乡镇,村,类别,纳入时间\n张试一,370899201506070015,泗河街道,仲子社区,留守儿童,2026-06-10\n");
        Assert.Contains("end-before-start", await End(world, id, Changed));
        Assert.Empty(await End(world, id, World.Day.AddDays(-3)));
    }

    [Theory, BothEngines]
    public async Task An_accepted_category_begins_on_the_start_that_the_ledger_names(Engine engine)
    {
        const string head = "姓名,身份证号,乡镇,村,类别,纳入时间\n";
        await using var world = await World.Create(engine);
        await Imported(world, head + "张试一,370899201506070015,泗河街道,仲子社区,困境儿童,2024-03-01\n");
        var later = await LedgerSteps.Apply(world, head + "张试一,370899201506070015,泗河街道,仲子社区,重点困境儿童、残疾儿童,2025.9.1\n");
        await using (var desk = world.As(LedgerSteps.County)) Assert.Equal(2, (await desk.Get<AcceptProposals>().Column(later, "categories", accepts: true)).Value.Accepted);
        Assert.Equal(
            [("in-difficulty", new DateOnly(2024, 3, 1)), ("disabled", new DateOnly(2025, 9, 1)), ("key-difficulty", new DateOnly(2025, 9, 1))],
            (await Terms<CategoryTerm>(world)).OrderBy(term => term.From).ThenBy(term => term.Code).Select(term => (term.Code, term.From)));
    }

    [Theory, BothEngines]
    public async Task A_new_file_s_home_has_no_said_beginning_either(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => Move(input, OneFile.OtherVillage, Changed)));
        Assert.Equal([(OneFile.Village, Changed.AddDays(-1), (DateOnly?)Changed), (OneFile.OtherVillage, Changed, null)], (await Terms<ResidenceTerm>(world)).Select(term => (term.Village, term.From, term.To)));
    }

    /// <summary>B6: who wrote a category on a form said that it held that day; it may end the same day, never before.</summary>
    [Theory, BothEngines]
    public async Task A_category_that_a_person_wrote_without_a_day_does_not_end_before_that_day(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        form.Situations = ["hardship"];
        var id = await OneFile.Create(world, form);
        Guid term;
        await using (var desk = OneFile.Supervisor(world)) term = await desk.Db.Set<CategoryTerm>().Select(one => one.Id).SingleAsync();
        Assert.Empty(await OneFile.Correct(world, id, "category-accept", input => input.Row = term));
        world.MoveTo(World.Day.AddDays(3));
        Assert.Contains("end-before-start", await End(world, id, World.Day.AddDays(-1)));
        Assert.Empty(await End(world, id, World.Day));
        Assert.Equal((World.Day.AddDays(-1), (DateOnly?)World.Day), Assert.Single((await Terms<CategoryTerm>(world)).Select(one => (one.From, one.To))));
    }

    /// <summary>B6: one act is one line of the timeline, and a first known day that moved back is said in words, not as a change of a date.</summary>
    [Theory, BothEngines]
    public async Task An_act_is_one_line_that_says_in_words_what_is_known_of_the_beginning(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Imported(world);
        Assert.Empty(await End(world, id, Changed));
        await using var desk = OneFile.Supervisor(world);
        var line = Assert.Single((await desk.Get<TimelineQuery>().Run(id)).Lines, one => one.What.StartsWith("类别结束", StringComparison.Ordinal));
        Assert.Contains("有效 → 已结束", line.Says, StringComparison.Ordinal);
        Assert.Contains("结束的日子 2026年6月1日", line.Says, StringComparison.Ordinal);
        Assert.Contains("从哪天起没有写明，不晚于 2026年5月31日", line.Says, StringComparison.Ordinal);
        Assert.DoesNotContain(line.Changes, change => change.Label is { } label && label.Contains("从哪天起", StringComparison.Ordinal));
    }
}
