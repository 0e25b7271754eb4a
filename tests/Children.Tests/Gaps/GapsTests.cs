using HuTong.Children.Files;
using HuTong.Children.FileTests;
using HuTong.Children.Gaps;
using HuTong.Children.Print;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.GapsTests;

public sealed class GapsTests
{
    [Theory, BothEngines]
    public async Task A_registered_file_without_director_or_carer_is_listed_with_since_when_REG_020(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Registered(world);
        Assert.Equal([("没有儿童主任", (DateOnly?)World.Day.AddDays(-200))], await Gaps(world));   // the carer of the form is there

        await OnePost.Add(world, "village-director", OneFile.Village, from: World.Day.AddDays(-300), to: World.Day.AddDays(-10));
        Assert.Equal([("没有儿童主任", (DateOnly?)World.Day.AddDays(-10))], await Gaps(world));

        await OnePost.Add(world, "village-director", OneFile.Village, from: World.Day.AddDays(-9));
        Assert.Empty(await Gaps(world));

        world.MoveTo(World.Day.AddDays(5));
        Assert.Empty(await EndCarer(world, id, World.Day.AddDays(4)));
        Assert.Equal([("没有监护人、照护人", (DateOnly?)World.Day.AddDays(4))], await Gaps(world));
    }

    [Theory, BothEngines]
    public async Task The_gaps_of_another_township_are_not_seen(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Registered(world);
        await using var other = world.As("township-supervisor", "370831002");
        Assert.Empty(await other.Get<GapsQuery>().Gaps());
    }

    [Theory, BothEngines]
    public async Task A_certificate_that_expires_within_ninety_days_is_listed_REG_006(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Registered(world);
        Assert.Empty(await Certificate(world, id, World.Day.AddDays(GapsQuery.DaysAhead + 1)));
        Assert.Empty(await Expiring(world));
        Assert.Empty(await Certificate(world, id, World.Day.AddDays(GapsQuery.DaysAhead)));
        var line = Assert.Single(await Expiring(world));
        Assert.Equal(("陈雨桐", World.Day.AddDays(GapsQuery.DaysAhead)), (line.Name, line.ExpiresOn));
    }

    [Fact]
    public async Task The_head_of_a_file_names_who_answers_for_it_and_says_when_nobody_does()
    {
        await using var world = await World.Create(Engine.Sqlite);
        var id = await Registered(world);
        await OnePost.Add(world, "township-supervisor", OneFile.Township, "马文静");
        await using var site = await FileSite.Open(world, "county-officer", OneFile.County);
        var page = (await site.Browser.Get($"/children/{id}")).Text;
        Assert.Matches(@"儿童主任\s*空缺", page);
        Assert.Matches(@"儿童督导员\s*马文静", page);
        Assert.Contains("没有儿童主任", (await site.Browser.Get("/children/gaps")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_blank_form_for_paper_asks_living_guardianship_schooling_and_contacts_REG_004()
    {
        await using var world = await World.Create(Engine.Sqlite);
        await using var site = await FileSite.Open(world, "village-director", OneFile.Village);
        var page = await site.Browser.Get("/children/blank");
        Assert.True(page.IsOk, page.Text);
        Assert.Equal(["儿童", "生活", "监护", "就学", "联系"], BlankForm.Blocks.Select(block => block.Title));
        foreach (var row in BlankForm.Blocks.SelectMany(block => block.Rows)) Assert.Contains(row.Label, page.Text, StringComparison.Ordinal);
    }

    private static async Task<Guid> Registered(World world)
    {
        var id = await OneFile.Create(world);
        await using var desk = OneFile.Supervisor(world);
        var child = await desk.Db.Set<Child>().SingleAsync(one => one.Id == id);
        (child.State, child.RegisteredOn) = ("registered", World.Day.AddDays(-200));
        await desk.Get<RegisterLines>().Derive(child);
        Assert.Null(await desk.Db.SaveAsync("state-registered", Subject.Of(child)));
        return id;
    }

    private static async Task<IReadOnlyList<(string, DateOnly?)>> Gaps(World world)
    {
        await using var desk = OneFile.Supervisor(world);
        return [.. (await desk.Get<GapsQuery>().Gaps()).Select(line => (line.What, line.Since))];
    }

    private static async Task<IReadOnlyList<ExpiringLine>> Expiring(World world)
    {
        await using var desk = OneFile.Supervisor(world);
        return await desk.Get<GapsQuery>().Expiring();
    }

    private static Task<IReadOnlyList<string>> Certificate(World world, Guid id, DateOnly until) =>
        OneFile.Correct(world, id, "disability", input => (input.Code, input.Grade, input.Until) = (FileWords.Choices("disability-kind")[0].Value, FileWords.Choices("disability-grade")[0].Value, until));

    private static async Task<IReadOnlyList<string>> EndCarer(World world, Guid id, DateOnly day)
    {
        var carer = Assert.Single((await OneFile.Read(world, id)).Of("carer"));
        return await OneFile.Correct(world, id, "person", input => (input.Row, input.End, input.Way, input.On) = (carer.Id, true, CorrectionInput.Change, day));
    }
}
