using HuTong.Children.Files;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

public sealed class CorrectChildTests
{
    [Theory, BothEngines]
    public async Task A_new_file_is_a_lead_that_can_be_read_and_found(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        var file = await OneFile.Read(world, id);
        Assert.Equal(("陈雨桐", "lead", "3****************3"), (file.Head.Name, file.Head.State, file.Head.IdText));
        Assert.Equal("138******34", Assert.Single(file.Phones).Masked);
        await using var desk = OneFile.Supervisor(world);
        var line = await desk.Db.Set<RegisterLine>().SingleAsync(one => one.ChildId == id);
        Assert.Equal(("chenyutong yutong tong", "宋玉珍", "lead"), (line.Pinyin, line.GuardianName, line.State));
    }

    [Theory, BothEngines]
    public async Task A_form_sent_twice_makes_one_file(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        Assert.Equal(await OneFile.Create(world, form), await OneFile.Create(world, form));
        await using var desk = OneFile.Supervisor(world);
        Assert.Equal(1, await desk.Db.Set<Child>().CountAsync());
    }

    [Theory, BothEngines]
    public async Task A_double_is_taken_in_with_the_same_answer_and_told_to_the_office_over_both_places(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OneFile.Create(world);
        await OneFile.Create(world, OneFile.Form(village: OneFile.OtherVillage));
        await OneFile.RunChecks(world);
        await OneFile.RunChecks(world);
        await using var office = OneFile.Supervisor(world);
        var hit = Assert.Single(await office.Db.Set<DuplicateHit>().ToListAsync());
        Assert.Equal(OneFile.Township, hit.Region);
    }

    [Theory, BothEngines]
    public async Task The_record_holds_what_was_and_what_is(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Empty(await OneFile.Correct(world, id, "identity", input => input.Name = "陈雨彤"));
        var change = Assert.Single(await OneFile.LastChanges(world, id), one => one.Field == "child.name");
        Assert.Equal(("陈雨桐", "陈雨彤"), (change.Before, change.After));
    }

    [Theory, BothEngines]
    public async Task A_file_that_somebody_changed_meanwhile_is_not_overwritten(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        var mine = await OneFile.Begin(world, id, "household");
        Assert.Empty(await OneFile.Correct(world, id, "household", input => input.LivesWith = "alone"));
        mine.LivesWith = "both-parents";
        Assert.Equal(["stale"], await OneFile.Send(world, id, "household", mine));
        Assert.Equal("独居", (await OneFile.Read(world, id)).Home.LivesWith);
    }

    [Theory, BothEngines]
    public async Task A_correction_of_a_term_makes_the_file_another_version(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        var mine = await OneFile.Begin(world, id, "health");
        Assert.Empty(await OneFile.Correct(world, id, "schooling", input => (input.Stage, input.Status, input.School) = ("primary", "attending", "泉林镇中心小学")));
        mine.Code = "healthy";
        Assert.Equal(["stale"], await OneFile.Send(world, id, "health", mine));
    }

    [Theory, BothEngines]
    public async Task Nothing_is_corrected_without_a_reason_or_with_a_day_to_come(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Equal(["missing"], await OneFile.Correct(world, id, "household", input => (input.LivesWith, input.Reason) = ("alone", " ")));
        Assert.Equal(["date-in-future"], await OneFile.Correct(world, id, "household", input => (input.LivesWith, input.Way, input.On) = ("alone", CorrectionInput.Change, World.Day.AddDays(1))));
    }

    [Theory, BothEngines]
    public async Task A_change_ends_what_was_and_a_past_day_still_shows_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Empty(await OneFile.Correct(world, id, "schooling", input => (input.Stage, input.Status, input.School) = ("primary", "attending", "泉林镇中心小学")));
        world.MoveTo(World.Day.AddDays(40));
        Assert.Empty(await OneFile.Correct(world, id, "schooling", input => (input.School, input.Way, input.On) = ("泗水县实验小学", CorrectionInput.Change, World.Day.AddDays(30))));
        Assert.Equal("泗水县实验小学", (await OneFile.Read(world, id)).School!.School);
        Assert.Equal("泉林镇中心小学", (await OneFile.Read(world, id, World.Day.AddDays(29))).School!.School);
    }

    [Theory, BothEngines]
    public async Task Birth_that_contradicts_the_number_is_asked_about_and_both_kept_A_026(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Action<CorrectionInput> wrong = input => (input.Number, input.BornOn) = (OneFile.Number, new DateOnly(2015, 6, 8));
        Assert.Equal(["birth-contradicts-id"], await OneFile.Correct(world, id, "identity", wrong));
        Assert.Empty(await OneFile.Correct(world, id, "identity", input => { wrong(input); input.Keep = true; }));
        Assert.Equal(new DateOnly(2015, 6, 8), (await OneFile.Read(world, id)).Head.BornOn);
    }

    [Theory, BothEngines]
    public async Task A_child_moves_within_the_jurisdiction_with_every_row_and_not_beyond_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Equal(["outside-jurisdiction"], await OneFile.Correct(world, id, "residence", input => input.Place = OneFile.Elsewhere));
        Assert.Empty(await OneFile.Correct(world, id, "residence", input => input.Place = OneFile.OtherVillage));
        await using var village = world.As("village-director", OneFile.OtherVillage);
        Assert.Equal(1, await village.Db.Set<Child>().CountAsync(child => child.Id == id));
        Assert.Equal(1, await village.Db.Set<RelatedPerson>().CountAsync(person => person.ChildId == id));
        Assert.Equal(1, await village.Db.Set<Phone>().CountAsync(phone => phone.ChildId == id));
        Assert.Equal(1, await village.Db.Set<RegisterLine>().CountAsync(line => line.ChildId == id));
    }

    [Theory, BothEngines]
    public async Task Another_village_does_not_find_the_file(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        await using var other = world.As("village-director", OneFile.OtherVillage);
        Assert.Null((await other.Get<OpenFile>().Run(id, "overview")).Child);
        var outcome = await other.Get<CorrectChild>().Run(id, "household", new CorrectionInput { Key = Guid.CreateVersion7(), Version = 1, Way = "mistake", Reason = "看看", LivesWith = "alone" });
        Assert.Equal("child-not-found", Assert.Single(outcome.Problems).Code);
    }

    [Theory, BothEngines]
    public async Task The_timeline_masks_numbers_and_shows_no_code(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        Assert.Empty(await OneFile.Correct(world, id, "identity", input => (input.Number, input.BornOn, input.Sex) = ("37089920160901004X", new DateOnly(2016, 9, 1), "female")));
        await using var desk = OneFile.Supervisor(world);
        var lines = (await desk.Get<TimelineQuery>().Run(id)).Lines;
        var all = string.Join('\n', lines.Select(line => $"{line.What} {line.Says} {line.Why}"));
        Assert.Contains("3****************X", all, StringComparison.Ordinal);
        Assert.DoesNotContain("3708992", all, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", all, StringComparison.Ordinal);
        Assert.DoesNotMatch("[a-z]{3}", all);
    }

    [Theory, BothEngines]
    public async Task The_timeline_is_read_page_by_page_without_gap(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        foreach (var code in new[] { "alone", "father", "mother", "both-parents" }) Assert.Empty(await OneFile.Correct(world, id, "household", input => input.LivesWith = code));
        await using var desk = OneFile.Supervisor(world);
        var query = desk.Get<TimelineQuery>();
        var first = await query.Run(id, rows: 2);
        var second = await query.Run(id, first.Next, rows: 2);
        var third = await query.Run(id, second.Next, rows: 2);
        Assert.Null(third.Next);
        Assert.Equal(5, first.Lines.Count + second.Lines.Count + third.Lines.Count);
    }

    [Theory, BothEngines]
    public async Task Categories_that_exclude_each_other_do_not_stand_together(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        void Add(CorrectionInput input, string code) => (input.Code, input.On, input.Words) = (code, World.Day, "父母都外出务工");
        Assert.Empty(await OneFile.Correct(world, id, "category", input => Add(input, "left-behind")));
        Assert.Equal(["exclusive-categories"], await OneFile.Correct(world, id, "category", input => Add(input, "migrant")));
        Assert.Equal("留守儿童", Assert.Single((await OneFile.Read(world, id)).Head.Tags));
    }

    /// <summary>states.md 2: exclusions hold on every day, also on the days of a category that has ended .</summary>
    [Theory, BothEngines]
    public async Task A_category_from_an_earlier_day_meets_those_that_have_ended_since(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        void Add(CorrectionInput input, string code, DateOnly on) => (input.Code, input.On, input.Words) = (code, on, "父母都外出务工");
        Assert.Empty(await OneFile.Correct(world, id, "category", input => Add(input, "left-behind", World.Day.AddYears(-1))));
        Guid term;
        await using (var desk = OneFile.Supervisor(world)) term = (await desk.Db.Set<CategoryTerm>().SingleAsync(one => one.ChildId == id && one.Code == "left-behind")).Id;
        Assert.Empty(await OneFile.Correct(world, id, "category-end", input => (input.Row, input.Way, input.On, input.Code) = (term, CorrectionInput.Change, World.Day.AddMonths(-1), Core.Codes.FileCodes.TermEnds.All[0].Key)));
        Assert.Equal(["exclusive-categories"], await OneFile.Correct(world, id, "category", input => Add(input, "migrant", World.Day.AddMonths(-6))));
        Assert.Equal(["category-held"], await OneFile.Correct(world, id, "category", input => Add(input, "left-behind", World.Day.AddMonths(-6))));
        Assert.Empty(await OneFile.Correct(world, id, "category", input => Add(input, "migrant", World.Day.AddMonths(-1))));
    }
}
