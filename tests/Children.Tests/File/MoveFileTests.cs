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
        var alone = OneFile.Form();
        (alone.CarerName, alone.CarerPhone) = (null, null);
        var id = await ToVerify(world, alone);
        Assert.Equal(["guardian-not-said"], await Move(world, id, "register"));
        Assert.Empty(await Move(world, id, "register", request => request.NoGuardianKnown = true));
        await using (var same = OneFile.Supervisor(world)) Assert.Equal(["own-proposal"], await Decide(same, id));
        await using (var other = OneFile.Officer(world)) Assert.Empty(await Decide(other, id));

        var head = (await OneFile.Read(world, id)).Head;
        Assert.Equal(("registered", "370831-2026-00001"), (head.State, head.FileNumber));
        await using var desk = OneFile.Supervisor(world);
        Assert.Contains((await desk.Get<TimelineQuery>().Run(id)).Lines, line => line.What.StartsWith("列入在册", StringComparison.Ordinal) && line.Why!.Contains("没有找到监护人", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_file_with_an_allowance_category_is_registered_by_the_county_only(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        Assert.Empty(await Category(world, id, "de-facto-unattended"));
        Assert.Empty(await Move(world, id, "to-verify"));
        Assert.Equal(["no-active-category"], await Move(world, id, "register", request => request.NoGuardianKnown = true));   // the township only proposes this category
        await Settle(world, id);
        Assert.Empty(await Move(world, id, "register", request => request.NoGuardianKnown = true));
        await using (var colleague = Colleague(world)) Assert.Equal(["role-not-allowed"], await Decide(colleague, id));
        await using (var county = OneFile.Officer(world)) Assert.Empty(await Decide(county, id));
        Assert.Equal("registered", (await OneFile.Read(world, id)).Head.State);
    }

    [Theory, BothEngines]
    public async Task The_county_stays_out_where_the_township_has_another_supervisor(Engine engine)
    {
        await using var world = await World.Create(engine);
        await OnePost.Add(world, "township-supervisor", OneFile.Township);
        var id = await ToVerify(world);
        Assert.Empty(await Move(world, id, "register", request => request.NoGuardianKnown = true));
        await using (var county = OneFile.Officer(world)) Assert.Equal(["role-not-allowed"], await Decide(county, id));
        await using (var colleague = Colleague(world)) Assert.Empty(await Decide(colleague, id));
    }

    [Theory, BothEngines]
    public async Task A_child_without_number_is_registered_with_a_plan_only(Engine engine)
    {
        await using var world = await World.Create(engine);
        var form = OneFile.Form();
        (form.Number, form.NoNumber, form.NoIdReason) = (null, true, "not-registered");
        var id = await OneFile.CreateSeen(world, form);
        Assert.Empty(await Category(world, id, "left-behind"));
        Assert.Empty(await Move(world, id, "to-verify"));
        Assert.Equal(["identity-not-checked"], await Move(world, id, "register", request => request.NoGuardianKnown = true));
        Assert.Empty(await Move(world, id, "register", request => (request.NoGuardianKnown, request.Plan) = (true, "做亲子鉴定后去派出所办")));
    }

    /// <summary>Who leaves as grown up is 18 on that day; the review may begin thirty days before (states.md 1, R-001).</summary>
    [Theory, BothEngines]
    public async Task A_child_does_not_leave_as_grown_up(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Registered(world);
        Assert.Equal(["not-adult"], await Move(world, id, "exit-review", request => request.ExitReason = "adult"));
        var born = (await OneFile.Read(world, id)).Head.BornOn!.Value;
        world.MoveTo(born.AddYears(18).AddDays(-10));
        Assert.Empty(await Move(world, id, "exit-review", request => request.ExitReason = "adult"));
        await EndCategory(world, id);
        Assert.Equal(["not-adult"], await Move(world, id, "leave", request => (request.ExitReason, request.On) = ("adult", born.AddYears(18).AddDays(-10))));
        world.MoveTo(born.AddYears(18));
        Assert.Empty(await Move(world, id, "leave", request => (request.ExitReason, request.On) = ("adult", born.AddYears(18))));
    }

    [Theory, BothEngines]
    public async Task A_file_leaves_with_its_papers_and_no_open_category_and_comes_back_with_its_number(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Registered(world);
        Assert.Empty(await Move(world, id, "exit-review", request => request.ExitReason = "deceased"));
        void Deceased(MoveRequest request) => (request.ExitReason, request.On) = ("deceased", World.Day);
        Assert.Equal(["document-missing", "active-category"], await Move(world, id, "leave", Deceased));
        await EndCategory(world, id);
        Assert.Equal(["document-missing"], await Move(world, id, "leave", Deceased));
        Assert.Equal(["missing"], await Move(world, id, "leave", request => (request.ExitReason, request.Documents) = ("deceased", ["death-proof"])));   // no date
        Assert.Empty(await Move(world, id, "leave", request => { Deceased(request); request.Documents = ["death-proof"]; }));
        await using (var county = OneFile.Officer(world)) Assert.Empty(await Decide(county, id));
        var left = (await OneFile.Read(world, id)).Head;
        Assert.Equal(("left", (DateOnly?)World.Day), (left.State, left.ExitOn));

        Assert.Equal(["no-active-category"], await Move(world, id, "reopen"));   // states.md 1.1
        Assert.Equal(["no-active-category"], await Move(world, id, "reopen", request => request.Category = "made-up"));
        Assert.Empty(await Move(world, id, "reopen", request => request.Category = "hardship-family"));
        await using (var same = OneFile.Supervisor(world)) Assert.Contains("own-proposal", await Decide(same, id));
        await using (var reviewer = world.As("county-reviewer", OneFile.County)) Assert.Empty(await Decide(reviewer, id));
        var back = (await OneFile.Read(world, id)).Head;
        Assert.Equal(("registered", left.FileNumber), (back.State, back.FileNumber));
        Assert.Null(back.ExitOn);
        var term = Assert.Single((await OneFile.Read(world, id)).OpenCategories);
        Assert.Equal(("hardship-family", World.Day), (term.Code, term.From));
    }

    [Theory, BothEngines]
    public async Task A_move_on_an_old_page_is_refused_and_one_sent_twice_is_one(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        await using var desk = OneFile.Supervisor(world);
        var once = Request("to-verify", 1);
        Assert.True((await desk.Get<MoveFile>().Run(id, once)).Value);
        await using (var again = OneFile.Supervisor(world)) Assert.True((await again.Get<MoveFile>().Run(id, once)).Value);
        await using (var late = OneFile.Supervisor(world)) Assert.Equal(["stale"], Codes((await late.Get<MoveFile>().Run(id, Request("dismiss", 1))).Problems));

        var proposal = Request("dismiss", 2);
        await using (var first = OneFile.Supervisor(world)) Assert.False((await first.Get<MoveFile>().Run(id, proposal)).Value);
        await using (var second = OneFile.Supervisor(world)) Assert.False((await second.Get<MoveFile>().Run(id, proposal)).Value);
        await using var count = OneFile.Supervisor(world);
        Assert.Equal(1, await count.Db.Set<MoveProposal>().CountAsync());
        var version = (await count.Db.Set<Child>().AsNoTracking().SingleAsync(child => child.Id == id)).Version;
        Assert.Equal(["move-waits"], Codes((await count.Get<MoveFile>().Run(id, Request("dismiss", version))).Problems));
        Assert.True((await count.Get<MoveFile>().Withdraw(id, (await count.Db.Set<MoveProposal>().SingleAsync()).Id)).Ok);
        Assert.Empty(await Move(world, id, "dismiss"));
    }

    [Theory, BothEngines]
    public async Task Another_villages_file_is_not_found_by_any_move_T13(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await ToVerify(world);
        Assert.Empty(await Move(world, id, "dismiss"));
        Guid proposal;
        await using (var desk = OneFile.Supervisor(world)) proposal = (await desk.Db.Set<MoveProposal>().SingleAsync()).Id;
        await using var other = world.As("township-supervisor", "370831002");
        var move = other.Get<MoveFile>();
        Assert.Equal(["child-not-found"], Codes((await move.Run(id, Request("dismiss", 1))).Problems));
        Assert.Equal(["child-not-found"], Codes((await move.Decide(id, proposal, true, null)).Problems));
        Assert.Equal(["child-not-found"], Codes((await move.Withdraw(id, proposal)).Problems));
        Assert.Equal(["child-not-found"], Codes((await other.Get<VoidTerm>().Run(id, proposal, true, null)).Problems));
    }

    [Theory, BothEngines]
    public async Task A_category_that_never_was_true_is_voided_by_a_second_person_of_the_county(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Registered(world);
        var term = Assert.Single((await OneFile.Read(world, id)).OpenCategories);
        Assert.Empty(await OneFile.Correct(world, id, "category-end", input => input.Row = term.Id));
        Assert.Single((await OneFile.Read(world, id)).OpenCategories);
        Guid proposal;
        await using (var same = OneFile.Supervisor(world))
        {
            proposal = (await same.Db.Set<MoveProposal>().SingleAsync(one => one.State == "open")).Id;
            Assert.Contains("own-proposal", Codes((await same.Get<VoidTerm>().Run(id, proposal, true, null)).Problems));
        }
        await using (var county = OneFile.Officer(world)) Assert.True((await county.Get<VoidTerm>().Run(id, proposal, true, null)).Value);
        var file = await OneFile.Read(world, id);
        Assert.Empty(file.OpenCategories);
        Assert.Equal("exit-review", file.Head.State);
    }

    [Theory, BothEngines]
    public async Task A_page_offers_a_role_only_its_own_moves(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await ToVerify(world);
        Assert.Equal(["register", "dismiss"], await Offered(world, id, "village-director", OneFile.Village));
        Assert.Empty(await Offered(world, id, "county-reviewer", OneFile.County));
        Assert.Empty(await Offered(world, id, "city-officer", "3708"));
        var registered = await Registered(world, OneFile.Form("370899201506070066"));
        Assert.Equal(["exit-review"], await Offered(world, registered, "township-supervisor", OneFile.Township));
    }

    [Theory, BothEngines]
    public async Task A_whole_number_is_shown_for_a_purpose_and_logged_first_thirty_times_an_hour(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        await using var desk = OneFile.Supervisor(world);
        var reveal = desk.Get<RevealNumber>();
        Assert.Equal("purpose-missing", Assert.Single((await reveal.Run(id, "id", "")).Problems).Code);
        for (var times = 0; times < RevealNumber.MostInAnHour; times++) Assert.Equal(OneFile.Number, (await reveal.Run(id, "id", "核对户口簿")).Value.Number);
        Assert.Equal("reveal-limit", Assert.Single((await reveal.Run(id, "id", "核对户口簿")).Problems).Code);
        Assert.Equal(RevealNumber.MostInAnHour, await desk.Db.Set<AccessEntry>().CountAsync(entry => entry.Action == "reveal" && entry.ChildId == id));
    }

    /// <summary>Asked many times at one moment, no more are shown than one after the other.</summary>
    [Theory, BothEngines]
    public async Task A_burst_shows_no_more_numbers_than_the_hour_allows(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        var who = World.Worker("township-supervisor", OneFile.Township);
        var answers = await Task.WhenAll(Enumerable.Range(0, RevealNumber.MostInAnHour + 20).Select(_ => Task.Run(async () =>
        {
            await using var desk = world.As(who);
            return (await desk.Get<RevealNumber>().Run(id, "id", "核对户口簿")).Ok;
        })));
        Assert.True(answers.Count(isShown => isShown) <= RevealNumber.MostInAnHour);
    }

    [Theory, BothEngines]
    public async Task The_city_says_why_once_a_day_before_a_file_opens(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await OneFile.CreateSeen(world);
        await using var city = world.As("city-officer", "3708");
        var open = city.Get<OpenFile>();
        Assert.True((await open.Run(id, "overview")).WantsPurpose);
        Assert.True((await open.Run(id, "overview", "回复来信")).IsOpen);
        Assert.True((await open.Run(id, "basic")).IsOpen);
        world.MoveTo(World.Day.AddDays(1));
        Assert.True((await open.Run(id, "overview")).WantsPurpose);
    }

    private static Desk Colleague(World world) => world.As(World.Worker("township-supervisor", OneFile.Township) with { UserId = Guid.CreateVersion7() });

    private static async Task<IReadOnlyList<string>> Offered(World world, Guid id, string role, string region)
    {
        await using var desk = world.As(role, region);
        return [.. (await desk.Get<MoveFile>().ToStart((await desk.Get<ChildFileQuery>().Find(id))!)).Select(move => move.Code)];
    }

    private static Task<IReadOnlyList<string>> Category(World world, Guid id, string code) =>
        OneFile.Correct(world, id, "category", input => (input.Code, input.On, input.Words) = (code, World.Day.AddDays(-30), "父母都外出务工"));

    private static async Task Settle(World world, Guid id)
    {
        await using var desk = OneFile.Officer(world);
        var term = await desk.Db.Set<CategoryTerm>().AsNoTracking().SingleAsync(one => one.ChildId == id);
        var input = (await desk.Get<CorrectChild>().Begin(id, "category-accept", term.Id))!;
        input.Reason = "材料看过";
        Assert.Empty((await desk.Get<CorrectChild>().Run(id, "category-accept", input)).Problems);
    }

    private static async Task EndCategory(World world, Guid id)
    {
        var term = Assert.Single((await OneFile.Read(world, id)).OpenCategories);
        Assert.Empty(await OneFile.Correct(world, id, "category-end", input => (input.Row, input.Way, input.On, input.Code) = (term.Id, CorrectionInput.Change, World.Day, "circumstance-ended")));
    }

    private static async Task<Guid> ToVerify(World world, NewFile? form = null)
    {
        var id = await OneFile.CreateSeen(world, form);
        Assert.Empty(await Category(world, id, "left-behind"));
        Assert.Empty(await Move(world, id, "to-verify"));
        return id;
    }

    private static async Task<Guid> Registered(World world, NewFile? form = null)
    {
        var id = await ToVerify(world, form);
        Assert.Empty(await Move(world, id, "register", request => request.NoGuardianKnown = true));
        await using var other = OneFile.Officer(world);
        Assert.Empty(await Decide(other, id));
        return id;
    }

    private static MoveRequest Request(string move, long version) => new() { Key = Guid.CreateVersion7(), Version = version, Move = move, Reason = "入户见到孩子，身份核对过" };

    private static async Task<IReadOnlyList<string>> Move(World world, Guid id, string move, Action<MoveRequest>? fill = null)
    {
        await using var desk = OneFile.Supervisor(world);
        var request = Request(move, (await desk.Db.Set<Child>().AsNoTracking().SingleAsync(child => child.Id == id)).Version);
        fill?.Invoke(request);
        return Codes((await desk.Get<MoveFile>().Run(id, request)).Problems);
    }

    private static async Task<IReadOnlyList<string>> Decide(Desk desk, Guid id)
    {
        var proposal = (await desk.Db.Set<MoveProposal>().AsNoTracking().SingleAsync(one => one.ChildId == id && one.State == "open")).Id;
        return Codes((await desk.Get<MoveFile>().Decide(id, proposal, agrees: true, null, noGuardianKnown: true)).Problems);
    }

    private static IReadOnlyList<string> Codes(IEnumerable<Core.Problem> problems) => [.. problems.Select(problem => problem.Code)];
}
