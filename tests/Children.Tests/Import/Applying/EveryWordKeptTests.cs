using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>No word of a ledger is lost to another column of the same heading, or for want of one (import.md 4).</summary>
public sealed class EveryWordKeptTests
{
    private const string Twice = "姓名,身份证号,乡镇,村,类别,某某情形,某某情形,,感染途径,\n";

    [Theory, BothEngines]
    public async Task Two_columns_of_one_heading_and_one_without_are_each_kept_with_the_child_but_nothing_beside_a_sealed_column(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Twice + "张试一,370899201506070015,泉林镇,卞桥一村,留守儿童,第一段话,第二段话,没有表头的话,不可外传,旁边的话\n");
        await using var desk = world.As(County);
        var said = await desk.Get<LedgerSaidQuery>().Run((await desk.Db.Set<Child>().SingleAsync()).Id);
        Assert.Equal(["H 列 没有表头的话", "某某情形 第一段话", "某某情形（G 列） 第二段话"], Assert.Single(said.Rows).Facts.Select(fact => $"{fact.Name} {fact.Text}").Order(StringComparer.Ordinal));
    }

    [Theory, BothEngines]
    public async Task Rows_go_back_with_every_cell_under_its_own_heading_although_two_headings_are_alike(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, "姓名,身份证号,乡镇,村,类别,父亲姓名,身份证号,母亲姓名,身份证号,备注,备注\n张试一,,泉林镇,没有这个村,留守儿童,张大山,370899198001010012,李秀兰,370899198202020022,甲,乙\n");
        await using var desk = world.As(County);
        using var book = new MemoryStream();
        await desk.Get<ReturnedRows>().Run(id, book);
        book.Position = 0;
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);   // the product has done it only once it has read a book
        using var reader = ExcelDataReader.ExcelReaderFactory.CreateReader(book);
        List<string?> Line()
        {
            Assert.True(reader.Read());
            return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
        }
        var (headings, cells) = (Line(), Line());
        Assert.Equal(2, headings.Count(heading => heading == "身份证号"));
        Assert.All(["张大山", "370899198001010012", "李秀兰", "370899198202020022", "甲", "乙"], word => Assert.Contains(word, cells));
    }

    /// <summary>Two ledgers say the same of one child; the first is taken back before anybody decided.</summary>
    [Theory, BothEngines]
    public async Task A_change_that_two_ledgers_propose_can_be_taken_from_the_second_when_the_first_is_undone(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var changed = Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal);
        var first = await Apply(world, changed + Two, name: "一.csv");
        var second = await Apply(world, changed, name: "二.csv");
        await using (var desk = world.As(County)) Assert.True((await desk.Get<UndoImport>().Run(first, "传错了")).Ok);
        await using (var desk = world.As(County))
        {
            var row = Assert.Single(await Rows(world, second));
            var compared = await desk.Get<CompareQuery>().Run(row, showsOther: true);
            var choice = Assert.Single(compared!.Choices);
            Assert.Equal("school", choice.Key);
            Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same, Accepted = [.. choice.Value], Shown = compared.ChildId, Seen = compared.Version })).Ok);
        }
        await using var after = world.As(County);
        Assert.Equal("柳河小学", (await after.Db.Set<RegisterLine>().SingleAsync(line => line.Name == "张试一")).School);
    }

    [Theory, BothEngines]
    public async Task The_same_change_of_two_ledgers_is_made_once_and_the_second_row_then_says_nothing_new(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        var changed = Head + One.Replace("泉林小学", "柳河小学", StringComparison.Ordinal);
        var (first, second) = (await Apply(world, changed, name: "一.csv"), await Apply(world, changed + Two, name: "二.csv"));
        await using (var desk = world.As(County)) Assert.Equal(1, (await desk.Get<AcceptProposals>().Column(first, "school", accepts: true)).Value.Accepted);
        await using (var desk = world.As(County)) Assert.Equal(new AcceptedProposals(0, 0, 1, 0), (await desk.Get<AcceptProposals>().Column(second, "school", accepts: true)).Value);
        Assert.All(await Rows(world, second), row => Assert.NotEqual("waiting", row.State));
    }

    /// <summary>A-281 as import.md 9 has it: two spellings of one birth date in one village wait for a person; in two villages they are two files, counted as two, until one leaves as written twice; both keep their history (decision 012).</summary>
    [Theory, BothEngines]
    public async Task One_child_under_two_spellings_waits_in_one_village_and_is_two_files_in_two_until_a_person_settles_it_A_281(Engine engine)
    {
        await using var world = await World.Create(engine);
        const string row = "林小燕,,2015-06-07,女,泉林镇,卞桥一村,留守儿童,张大山,爷爷,13800001234,泉林小学,\n";
        await Apply(world, Head + row);
        var waits = await Apply(world, Head + row.Replace("林小燕", "林晓燕", StringComparison.Ordinal));
        Assert.Equal(("waiting", "probable-duplicate"), (await Rows(world, waits)) is [var one] ? (one.State, one.Codes.Split(',').Single(code => code == "probable-duplicate")) : default);
        await Apply(world, Head + row.Replace("林小燕", "林晓燕", StringComparison.Ordinal).Replace("卞桥一村", "卞桥二村", StringComparison.Ordinal));
        await using var desk = world.As(County);
        var files = await desk.Db.Set<Child>().OrderBy(child => child.Id).ToListAsync();
        Assert.Equal(["registered", "registered"], files.Select(child => child.State));
        var (kept, gone) = (files[0], files[1]);
        (gone.State, gone.MergedInto) = ("merged", kept.Id);
        (await desk.Db.Set<RegisterLine>().SingleAsync(line => line.ChildId == gone.Id)).State = "merged";
        Assert.Null(await desk.Db.SaveAsync("child-corrected", Data.Record.Subject.Of(gone), "同一个孩子"));
        Assert.Equal(1, (await desk.Get<Find.ChildListQuery>().Run(new Find.ChildFilter())).Count);
        Assert.All(files, child => Assert.True(desk.Db.Set<Data.Record.Event>().Any(told => told.ChildId == child.Id && told.Action == "child-imported")));
    }

    /// <summary>A tick says that an unusual name is one; it does not make a page of text one.</summary>
    [Theory, BothEngines]
    public async Task A_name_longer_than_a_file_holds_is_refused_in_words_whoever_confirms_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Apply(world, Head + One.Replace("张试一", new string('长', 3000), StringComparison.Ordinal));
        var row = Assert.Single(await Rows(world, id));
        await using var desk = world.As(County);
        var problem = Assert.Single((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill, Confirms = true })).Problems);
        Assert.Equal(("name-unclear", "姓名最多 60 个字，现在 3000 个。"), (problem.Code, problem.Says));
        Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill, Confirms = true, Corrections = { ["name"] = "张试一" } })).Ok);
    }

    [Theory, BothEngines]
    public async Task A_waiting_row_of_a_book_that_counts_from_1904_keeps_its_birth_date_when_it_is_decided(Engine engine)
    {
        await using var world = await World.Create(engine);
        var book = new Tests.Import.TinyBook { BookProperties = "<workbookPr date1904=\"1\"/>" };
        var day = new DateOnly(2015, 6, 7).DayNumber - new DateOnly(1904, 1, 1).DayNumber;
        book.Sheet(Tests.Import.TinyBook.Row(1, "姓名", "出生日期", "性别", "乡镇", "村", "类别")
            + Tests.Import.TinyBook.Row(2, "张试九", Tests.Import.TinyBook.Number(day.ToString(System.Globalization.CultureInfo.InvariantCulture)), "男", "泉林镇", "卞桥一村", null));
        Guid id;
        await using (var desk = world.As(County)) id = (await desk.Get<UploadLedger>().Run(new LedgerUpload(Guid.CreateVersion7(), "名册.xlsx", new MemoryStream(book.Bytes()), "370831"))).Value.BatchId;
        await RunJobs(world);
        await Ask(world, id);
        await RunJobs(world);
        var row = Assert.Single(await Rows(world, id));
        await using var deciding = world.As(County);
        var decided = await deciding.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Fill, Corrections = { ["category"] = "留守儿童" } });
        Assert.True(decided.Ok, Says(decided.Problems));
        await using var after = world.As(County);
        Assert.Equal(new DateOnly(2015, 6, 7), (await after.Db.Set<Child>().SingleAsync()).BornOn);
    }
}
