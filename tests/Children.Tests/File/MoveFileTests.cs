using HuTong.Children.Files;
using HuTong.Children.Print;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

public sealed class MoveFileTests
{
    [Theory, BothEngines]
    public async Task A_file_is_registered_by_another_person_than_who_asked_for_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await ToVerify(world);
        Assert.Equal(["guardian-missing"], await Move(world, id, "register", noGuardian: false));
        Assert.Empty(await Move(world, id, "register", noGuardian: true));

        await using (var same = OneFile.Supervisor(world))
            Assert.Equal("same-person", Assert.Single((await same.Get<MoveFile>().Decide(id, await Proposal(same), agrees: true, null)).Problems).Code);
        await using (var other = OneFile.Officer(world))
            Assert.True((await other.Get<MoveFile>().Decide(id, await Proposal(other), agrees: true, null)).Value);

        var head = (await OneFile.Read(world, id)).Head;
        Assert.Equal(("registered", "370831-2026-00001"), (head.State, head.FileNumber));
    }

    [Theory, BothEngines]
    public async Task A_file_does_not_leave_while_a_category_is_open(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await ToVerify(world);
        Assert.Empty(await Move(world, id, "register", noGuardian: true));
        await using (var other = OneFile.Officer(world)) Assert.True((await other.Get<MoveFile>().Decide(id, await Proposal(other), agrees: true, null)).Ok);
        Assert.Empty(await Move(world, id, "exit-review"));
        Assert.Equal(["category-open"], await Move(world, id, "leave"));
    }

    [Theory, BothEngines]
    public async Task A_whole_number_is_shown_for_a_purpose_and_logged_first_thirty_times_an_hour(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        await using var desk = OneFile.Supervisor(world);
        var reveal = desk.Get<RevealNumber>();
        Assert.Equal("purpose-missing", Assert.Single((await reveal.Run(id, "id", "")).Problems).Code);
        for (var times = 0; times < RevealNumber.MostInAnHour; times++) Assert.Equal(OneFile.Number, (await reveal.Run(id, "id", "核对户口簿")).Value.Number);
        Assert.Equal("reveal-limit", Assert.Single((await reveal.Run(id, "id", "核对户口簿")).Problems).Code);
        Assert.Equal(RevealNumber.MostInAnHour, await desk.Db.Set<AccessEntry>().CountAsync(entry => entry.Action == "reveal" && entry.ChildId == id));
    }

    [Theory, BothEngines]
    public async Task The_city_says_why_once_a_day_before_a_file_opens(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.Create(world);
        await using var city = world.As("city-officer", "3708");
        var open = city.Get<OpenFile>();
        Assert.True((await open.Run(id, "overview")).WantsPurpose);
        Assert.True((await open.Run(id, "overview", "回复来信")).IsOpen);
        Assert.True((await open.Run(id, "basic")).IsOpen);
        world.MoveTo(World.Day.AddDays(1));
        Assert.True((await open.Run(id, "overview")).WantsPurpose);
    }

    private static async Task<Guid> ToVerify(World world)
    {
        var id = await OneFile.Create(world);
        Assert.Empty(await OneFile.Correct(world, id, "category", input => (input.Code, input.On, input.Words) = ("left-behind", World.Day, "父母都外出务工")));
        Assert.Empty(await Move(world, id, "to-verify"));
        return id;
    }

    private static async Task<IReadOnlyList<string>> Move(World world, Guid id, string move, bool noGuardian = false)
    {
        await using var desk = OneFile.Supervisor(world);
        var version = (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(child => child.Id == id)).Version;
        var request = new MoveRequest { Key = Guid.CreateVersion7(), Version = version, Move = move, Reason = "入户见到孩子，身份核对过", ExitReason = "independent-living", Documents = "无", NoGuardianKnown = noGuardian };
        return [.. (await desk.Get<MoveFile>().Run(id, request)).Problems.Select(problem => problem.Code)];
    }

    private static async Task<Guid> Proposal(Desk desk) => (await desk.Db.Set<MoveProposal>().SingleAsync(one => one.State == "open")).Id;
}
