using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.People.Seed;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Tests;

/// <summary>The accounts of the demo city (demo.md 7) and the scopes that come of them (security.md 2, codes.md 1.3).</summary>
public sealed class SeedTests
{
    [Theory, BothEngines]
    public async Task Seeded_twice_the_city_is_the_same_and_every_role_has_an_account(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var desk = world.AsSystem()) Assert.True(await desk.Get<SeedPlacesOnlyAccounts>().Run(Workers.Good) > 400);
        await using (var desk = world.AsSystem()) Assert.Equal(0, await desk.Get<SeedPlacesOnlyAccounts>().Run(Workers.Better));
        await using var look = world.AsSystem();
        var posts = await look.Db.Set<Post>().AsNoTracking().ToListAsync();
        Assert.Empty(FileCodes.Roles.All.Select(role => role.Key).Except(posts.Select(post => post.Role)));

        // demo.md 2: 388 directors for the 442 villages of 泗水, and 8: never two responsible on a day.
        var directors = posts.Where(post => post.Role == Roles.VillageDirector && post.HoldsOn(World.Day)).Select(post => post.Id).ToHashSet();
        var villages = await look.Db.Set<Jurisdiction>().AsNoTracking().Where(place => place.IsResponsible && place.ValidTo == null).Select(place => place.Prefix).ToListAsync();
        Assert.Equal((388, 442, 442), (directors.Count, villages.Count, villages.Distinct().Count()));
        Assert.Empty(RegionTree.Standard.Villages("370831").Select(village => village.Code).Except(villages));
        Assert.True((await world.SignIn("c370831", Workers.Good)).Ok);
        Assert.False((await world.SignIn("c370831", Workers.Better)).Ok);
        Assert.False((await world.SignIn("left.director", Workers.Good)).Ok);
    }

    [Theory, BothEngines]
    public async Task Scopes_of_zones_givers_and_administrators_are_what_they_manage(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var desk = world.AsSystem()) await desk.Get<SeedPlacesOnlyAccounts>().Run(Workers.Good);

        var zone = await Of(world, "c370891");
        Assert.Equal(["370811002", "370811109", "370891"], zone.Prefixes);
        var giver = await Of(world, "c370811");
        Assert.DoesNotContain("370811", giver.Prefixes);
        Assert.Contains("370811000000", giver.Prefixes);
        Assert.DoesNotContain(giver.Prefixes, prefix => prefix is "370811002" or "370811109");
        Assert.Equal(RegionTree.Standard.Stands("370829").Order(StringComparer.Ordinal), (await Of(world, "c370829")).Prefixes);
        Assert.Equal(["3708"], (await Of(world, "jn.officer")).Prefixes);

        var supervisor = await Of(world, "quanlin.supervisor");
        Assert.Equal(("泗水县 · 泉林镇", "儿童督导员", "周明远", "370831101"), (supervisor.PlaceName, supervisor.PostTitle, supervisor.WorkerName, supervisor.OfficeRegion));
        var director = await Of(world, "quanlin.director");
        Assert.Equal((2, "370831101"), (director.Prefixes.Count, director.OfficeRegion));
        Assert.True((await Of(world, "new.director")).MustChangePassword);

        foreach (var name in new[] { "sysadmin", "secadmin", "auditadmin", "sd.officer", "p370831", "jn.pc", "jn.home", "school", "social" })
        {
            var empty = await Of(world, name);
            Assert.Empty(empty.Prefixes);
            Assert.Equal(name == "auditadmin", empty.ReadsAllLogs);
        }
    }

    private static async Task<ScopeGrant> Of(World world, string username)
    {
        await using var desk = world.AsNobody();
        var id = await desk.Get<AccountByNameQuery>().Run(username);
        Assert.NotNull(id);
        return (await world.Scope((await world.SignIn(username, Workers.Good)).Value.SessionId))!;
    }
}
