using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Testing;

namespace HuTong.People.Tests;

/// <summary>security.md 7: what a password must be, and when it must change.</summary>
public sealed class PasswordTests
{
    private static readonly PasswordOwner Owner = new("lin.wenhua", "林文华", "15400001234", IsAdmin: false);

    [Theory]
    [InlineData("Ab3-efghi", "password-short")]
    [InlineData("abcdefghijkl", "password-plain")]
    [InlineData("ABCDEF123456", "password-plain")]
    [InlineData("Password123!", "password-common")]
    [InlineData("Qwerty-12345", "password-common")]
    [InlineData("A1!1111111111", "password-common")]
    [InlineData("Wenhua-2026-x", "password-own")]
    [InlineData("Lin.Wenhua77", "password-own")]
    [InlineData("Z-15400001234", "password-own")]
    [InlineData("林文华-Ab12345", "password-own")]
    [InlineData(Workers.Good, null)]
    public void Weak_passwords_are_refused_with_what_to_mend(string password, string? code) => Assert.Equal(code, PasswordRules.Check(password, Owner)?.Code);

    [Fact]
    public void An_administrators_password_has_twelve_characters()
    {
        Assert.Null(PasswordRules.Check("Vu7-mqTz-4k", Owner));
        Assert.Equal("password-short", PasswordRules.Check("Vu7-mqTz-4k", Owner with { IsAdmin = true })?.Code);
    }

    [Fact]
    public async Task A_hash_fits_its_password_alone_and_two_of_the_same_differ()
    {
        using var hashes = new PasswordHash();
        var (first, second) = (await hashes.Of(Workers.Good), await hashes.Of(Workers.Good));
        Assert.NotEqual(first, second);
        Assert.StartsWith("argon2id$19456$2$1$", first, StringComparison.Ordinal);
        Assert.True(await hashes.Fits(first, Workers.Good));
        Assert.False(await hashes.Fits(first, Workers.Better));
        Assert.False(await hashes.Fits(null, Workers.Good));
    }

    [Theory, BothEngines]
    public async Task A_one_time_password_lets_in_for_72_hours_and_asks_for_an_own_one(Engine engine)
    {
        await using var world = await World.Create(engine);
        Opened opened;
        await using (var desk = world.Security()) opened = (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", Roles.CountyOfficer, "370831"))).Value;
        await using (var sitting = await world.Sitting((await world.SignIn("lin.one", opened.Password)).Value.SessionId))
        {
            Assert.True(sitting.Scope.MustChangePassword);
            Assert.Equal("password-wrong", (await sitting.Get<ChangePassword>().Run(new("other", Workers.Good, Workers.Good))).Problems[0].Code);
            Assert.Equal("password-differs", (await sitting.Get<ChangePassword>().Run(new(opened.Password, Workers.Good, Workers.Better))).Problems[0].Code);
        }
        world.Time.Advance(TimeSpan.FromHours(73));
        Assert.False((await world.SignIn("lin.one", opened.Password)).Ok);
    }

    [Theory, BothEngines]
    public async Task A_changed_password_ends_the_old_sid_and_the_last_five_do_not_come_back_T19(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        var sid = (await world.SignIn("lin.one", Workers.Good)).Value.SessionId;
        await using (var sitting = await world.Sitting(sid))
        {
            Assert.Equal("password-reused", (await sitting.Get<ChangePassword>().Run(new(Workers.Good, Workers.Good, Workers.Good))).Problems[0].Code);
            var next = (await sitting.Get<ChangePassword>().Run(new(Workers.Good, Workers.Better, Workers.Better))).Value;
            Assert.Null(await world.Scope(sid));
            Assert.NotNull(await world.Scope(next));
            sid = next;
        }
        await using var again = await world.Sitting(sid);
        Assert.False(again.Scope.MustChangePassword);
        Assert.Equal("password-reused", (await again.Get<ChangePassword>().Run(new(Workers.Better, Workers.Good, Workers.Good))).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task A_password_of_ninety_one_days_must_change(Engine engine)
    {
        await using var world = await World.Create(engine);
        await world.Open("lin.one", Roles.CountyOfficer, "370831");
        world.MoveTo(World.Day.AddDays(92));
        await using var sitting = await world.Sitting((await world.SignIn("lin.one", Workers.Good)).Value.SessionId);
        Assert.True(sitting.Scope.MustChangePassword);
    }
}
