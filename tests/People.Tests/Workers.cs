using HuTong.Core;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Testing;

namespace HuTong.People.Tests;

/// <summary>Workers of a test, opened as the security administrator opens them.</summary>
internal static class Workers
{
    public const string Good = "Qiu-tian7-Liang", Better = "Dong-xue9-Bai-jing";

    public static Desk Security(this World world) => world.As(Roles.SecurityAdmin, "");

    public static NewAccount Asked(string username, string role, string? region, DateOnly? lastDay = null, string? idNumber = null, string name = "测试甲") =>
        new(name, idNumber, null, username, new NewPost(role, region is null ? [] : [region], World.Day, lastDay));

    /// <summary>An account with its own password, as after the first log-in.</summary>
    public static async Task<Opened> Open(this World world, string username, string role, string? region, DateOnly? lastDay = null)
    {
        Opened opened;
        await using (var desk = world.Security()) opened = (await desk.Get<OpenAccount>().Run(Asked(username, role, region, lastDay))).Value;
        var entered = await world.SignIn(username, opened.Password);
        await using var own = await world.Sitting(entered.Value.SessionId);
        Assert.True((await own.Get<ChangePassword>().Run(new(opened.Password, Good, Good))).Ok);
        return opened with { Password = Good };
    }

    public static async Task<Outcome<Entered>> SignIn(this World world, string username, string password)
    {
        await using var door = world.AsNobody();
        return await door.Get<SignIn>().Run(new Knock(username, password, "127.0.0.1", "test"));
    }

    /// <summary>The desk of a session, as the middleware would set it.</summary>
    public static async Task<Desk> Sitting(this World world, Guid sid)
    {
        var grant = await world.Scope(sid);
        Assert.NotNull(grant);
        return world.As(grant);
    }

    public static async Task<Data.Fence.ScopeGrant?> Scope(this World world, Guid sid)
    {
        await using var desk = world.AsNobody();
        await using var connection = await desk.Get<Data.Database>().OpenOfNobody(TestContext.Current.CancellationToken);
        return await desk.Get<Data.Fence.IScopeSource>().OfSession(sid, connection, TestContext.Current.CancellationToken);
    }
}
