using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Tests;

/// <summary>security.md 7; T4, T12, T19, T20.</summary>
public sealed class SignInTests
{
    [Theory, BothEngines]
    public async Task The_sixth_try_meets_the_lock_and_a_quarter_of_an_hour_lifts_it_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        for (var tries = 0; tries < AccountTries.BeforeLock; tries++) Assert.False((await world.SignIn("lin.one", "wrong-Word-1")).Ok);
        var locked = await world.SignIn("lin.one", Workers.Good);
        Assert.Equal("login-refused", locked.Problems[0].Code);
        world.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.True((await world.SignIn("LIN.one ", Workers.Good)).Ok);
    }

    [Theory, BothEngines]
    public async Task Wrong_unknown_locked_and_closed_get_one_and_the_same_answer_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var answers = new List<Core.Problem> { (await world.SignIn("lin.one", "wrong-Word-1")).Problems[0], (await world.SignIn("nobody.here", Workers.Good)).Problems[0], (await world.SignIn("", "")).Problems[0] };
        for (var tries = 0; tries < AccountTries.BeforeLock; tries++) answers.Add((await world.SignIn("lin.one", "wrong-Word-1")).Problems[0]);
        await using (var desk = world.Security()) Assert.Null(await desk.Get<DisableAccount>().Run(opened.AccountId, "离任"));
        answers.Add((await world.SignIn("lin.one", Workers.Good)).Problems[0]);
        Assert.Single(answers.Distinct());
    }

    [Theory, BothEngines]
    public async Task A_second_log_in_ends_the_first_and_has_another_sid_T12_T19(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var first = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        Assert.NotNull(await world.Scope(first));
        var second = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        Assert.NotEqual(first, second);
        Assert.Null(await world.Scope(first));
        Assert.NotNull(await world.Scope(second));
    }

    /// <summary>The first browser is told why it is out; one whose time was over is not told of another place.</summary>
    [Theory, BothEngines]
    public async Task Who_is_put_out_by_a_second_log_in_is_told_so_at_the_door_T12(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var first = await site.LogIn("c370831");
        using var second = await site.LogIn("c370831");
        Assert.Contains("您的账号在别处登录了", (await first.Get("/children?category=left-behind")).Text, StringComparison.Ordinal);
        Assert.StartsWith("/login?", first.Page.Address, StringComparison.Ordinal);
        Assert.True((await second.Get("/children")).IsOk);
        site.World.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.DoesNotContain("在别处", (await second.Get("/children")).Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task A_session_ends_after_twenty_idle_minutes_and_after_eight_hours_of_work(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var idle = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        world.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.Null(await world.Scope(idle));

        var busy = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        for (var minutes = 0; minutes < 7 * 60 + 45; minutes += 15)
        {
            world.Time.Advance(TimeSpan.FromMinutes(15));
            Assert.NotNull(await world.Scope(busy));
        }
        world.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(await world.Scope(busy));
    }

    [Theory, BothEngines]
    public async Task Disabling_acts_on_a_living_session_and_on_queued_work_at_once_T4(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var sid = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        Assert.NotNull(await world.Scope(sid));
        await using var desk = world.Security();
        Assert.Equal("reason-missing", (await desk.Get<DisableAccount>().Run(opened.AccountId, " "))!.Code);
        Assert.Null(await desk.Get<DisableAccount>().Run(opened.AccountId, "手机丢失"));
        Assert.Null(await world.Scope(sid));
        Assert.Null(await desk.Get<Data.Fence.IScopeSource>().OfUser(opened.AccountId, null, TestContext.Current.CancellationToken));
    }

    [Theory, BothEngines]
    public async Task After_the_last_day_of_its_only_post_a_session_is_over_and_log_in_is_refused_T4(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831", lastDay: World.Day);
        var sid = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        world.Time.SetUtcNow(new DateTimeOffset(2026, 6, 15, 23, 50, 0, TimeSpan.FromHours(8)));
        sid = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        Assert.NotNull(await world.Scope(sid));
        world.Time.Advance(TimeSpan.FromMinutes(12));
        Assert.Null(await world.Scope(sid));
        Assert.Equal("login-refused", (await world.SignIn("lin.one", Workers.Good)).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task With_two_posts_one_is_chosen_and_rights_do_not_add_up(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.TownshipSupervisor, "370831101");
        await using (var desk = world.Security()) Assert.True((await desk.Get<AddPost>().Run(opened.AccountId, new(Roles.CountyOfficer, ["370826"], World.Day))).Ok);
        var entered = (await world.SignIn("lin.one", Workers.Good)).Value;
        Assert.Equal(Roles.Unposted, entered.Role);
        await using var waiting = await world.Sitting(entered.SessionId);
        Assert.Empty(waiting.Scope.Prefixes);
        var choices = await waiting.Get<ChoosePost>().Choices();
        var chosen = (await waiting.Get<ChoosePost>().Run(choices.Single(post => post.Role == Roles.CountyOfficer).Id)).Value;
        await using var sitting = await world.Sitting(chosen.SessionId);
        Assert.Equal(["370826"], sitting.Scope.Prefixes);
        Assert.Null(await world.Scope(entered.SessionId));
        Assert.False((await waiting.Get<ChoosePost>().Run(Guid.NewGuid())).Ok);
    }

    [Theory, BothEngines]
    public async Task Every_log_in_and_every_refusal_leaves_an_event_without_a_name(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        await world.SignIn("lin.one", "wrong-Word-1");
        await world.SignIn("unknown.person", "wrong-Word-1");
        await using var desk = world.AsSystem();
        var events = await desk.Db.Set<Event>().IgnoreQueryFilters().ToListAsync();
        Assert.Contains(events, one => one.Action == "signed-in");
        var refused = events.Where(one => one.Action == "sign-in-refused").ToList();
        Assert.Equal(2, refused.Count);
        var cipher = desk.Get<Data.Crypto.FieldCipher>();
        Assert.DoesNotContain(events, one => one.Text(cipher).Changes.Any(change => change.Field.Contains("password_h", StringComparison.Ordinal) || change.After == Workers.Good));
        Assert.DoesNotContain(refused, one => System.Text.Json.JsonSerializer.Serialize(one.Text(cipher)).Contains("unknown", StringComparison.Ordinal));
    }
}
