using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.People.Tests;

/// <summary>Many tries at once at one door: security.md 7, T20.</summary>
public sealed class BurstTests
{
    private const int Burst = 50;

    [Theory, BothEngines]
    public async Task Fifty_wrong_passwords_at_once_lock_the_account_and_the_right_one_gets_the_same_answer_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var wrong = Enumerable.Range(0, Burst).Select(number => Task.Run(() => world.SignIn("lin.one", $"wrong-Word-{number}"))).ToList();
        while (wrong.Count(task => task.IsCompleted) < AccountTries.BeforeLock) await Task.WhenAny(wrong.Where(task => !task.IsCompleted));   // so the lock is set
        var right = await world.SignIn("lin.one", Workers.Good);
        var answers = (await Task.WhenAll(wrong)).Append(right).ToList();

        Assert.All(answers, answer => Assert.False(answer.Ok));
        Assert.Single(answers.Select(answer => Assert.Single(answer.Problems)).Distinct());
        await using var desk = world.AsSystem();
        var account = await desk.Db.Set<Account>().SingleAsync(row => row.Id == opened.AccountId);
        Assert.True(account.LockedUntil > world.Time.GetUtcNow().UtcDateTime, "the lock holds");
        var events = await desk.Db.Set<Event>().IgnoreQueryFilters().Where(one => one.SubjectId == opened.AccountId).Select(one => one.Action).ToListAsync();
        Assert.Equal(Burst + 1, events.Count(action => action == "sign-in-refused"));
        Assert.Single(events, "account-locked");
        Assert.Equal("login-refused", (await world.SignIn("lin.one", Workers.Good)).Problems[0].Code);
        world.Time.Advance(AccountTries.LockedFor + TimeSpan.FromMinutes(1));
        Assert.True((await world.SignIn("lin.one", Workers.Good)).Ok);
    }

    [Theory, BothEngines]
    public async Task No_more_than_five_of_a_burst_are_looked_at_wherever_the_right_one_stands_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var tries = await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => Task.Run(async () =>
        {
            await using var door = world.AsNobody();
            return await door.Get<AccountTries>().Take(opened.AccountId);
        })));
        Assert.Equal(AccountTries.BeforeLock, tries.Count(one => one.IsTaken));
        Assert.Single(tries, one => one.OwnLock is not null);

        // Only the fifth, which set the lock, may lift it; the four before it are too late.
        await using var desk = world.AsNobody();
        foreach (var late in tries.Where(one => one.OwnLock is null)) Assert.False(await desk.Get<AccountTries>().Forget(late));
        Assert.True(await desk.Get<AccountTries>().Forget(tries.Single(one => one.OwnLock is not null)));
        Assert.True((await world.SignIn("lin.one", Workers.Good)).Ok);
    }

    [Theory, BothEngines]
    public async Task Four_wrong_then_right_is_let_in_and_counting_begins_anew_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        for (var round = 0; round < 2; round++)
        {
            for (var tries = 1; tries < AccountTries.BeforeLock; tries++) Assert.False((await world.SignIn("lin.one", "wrong-Word-1")).Ok);
            Assert.True((await world.SignIn("lin.one", Workers.Good)).Ok);
        }
    }

    [Theory, BothEngines]
    public async Task Two_right_log_ins_at_once_leave_one_session_T12(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var entered = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.SignIn("lin.one", Workers.Good))));
        Assert.Contains(entered, one => one.Ok);
        await using var desk = world.AsSystem();
        Assert.Equal(1, await desk.Db.Set<Session>().CountAsync(row => row.UserId == opened.AccountId && row.RevokedAt == null));
    }

    [Theory, BothEngines]
    public async Task Guessing_the_present_password_at_once_locks_too_and_ends_the_session_T20(Engine engine)
    {
        await using var world = await World.Create(engine);
        var opened = await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var sid = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        var grant = await world.Scope(sid);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            await using var desk = world.As(grant!);
            return (await desk.Get<ChangePassword>().Run(new($"wrong-Word-{number}", Workers.Better, Workers.Better))).Problems.Single();
        })));
        Assert.Single(answers.Distinct());
        Assert.Null(await world.Scope(sid));
        Assert.False((await world.SignIn("lin.one", Workers.Good)).Ok);
        await using var system = world.AsSystem();
        Assert.Equal(20, await system.Db.Set<Event>().IgnoreQueryFilters().CountAsync(one => one.SubjectId == opened.AccountId && one.Action == "password-refused"));
    }

    [Fact]
    public void An_address_is_shut_by_the_tries_taken_not_by_those_answered_T20()
    {
        using var world = new ServiceCollection().AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 4, 0, 0, TimeSpan.Zero))).BuildServiceProvider();
        var tries = new FailedTries(new ChinaClock(world.GetRequiredService<TimeProvider>()));
        var places = new int[41];
        Parallel.For(0, places.Length, number => places[number] = tries.Take("10.0.0.7"));
        Assert.Equal(FailedTries.Most, places.Count(place => place <= FailedTries.Most));
        Assert.Equal(1, tries.Take("10.0.0.8"));
        tries.GiveBack("10.0.0.8");
        Assert.Equal(1, tries.Take("10.0.0.8"));
    }
}
