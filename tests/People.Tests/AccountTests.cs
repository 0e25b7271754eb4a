using HuTong.Data;
using HuTong.People.Accounts;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Tests;

/// <summary>Accounts and posts as the security administrator keeps them; ORG-018, T12, domain/demo.md 8.</summary>
public sealed class AccountTests
{
    private const string Someone = "370899198001010015";

    [Theory, BothEngines]
    public async Task The_three_administrators_are_three_and_have_no_business_post_ORG_018(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.Security();
        var admin = (await desk.Get<OpenAccount>().Run(Workers.Asked("adm.one", Roles.SystemAdmin, null))).Value;
        var officer = (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", Roles.CountyOfficer, "370831"))).Value;
        foreach (var (account, post) in new[]
        {
            (admin, new NewPost(Roles.AuditAdmin, [], World.Day)), (admin, new NewPost(Roles.SecurityAdmin, [], World.Day)), (admin, new NewPost(Roles.CountyOfficer, ["370831"], World.Day)),
            (admin, new NewPost(Roles.CountyOfficer, ["370831"], World.Day.AddDays(30))), (officer, new NewPost(Roles.SystemAdmin, [], World.Day)),
        })
            Assert.Equal("separation", (await desk.Get<AddPost>().Run(account.AccountId, post)).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task One_person_has_one_open_account_T12(Engine engine)
    {
        var number = Someone[..17] + Core.IdNumber.CheckDigit(Someone.AsSpan(0, 17));
        await using var world = await World.Create(engine);
        await using var desk = world.Security();
        var first = (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", Roles.CountyOfficer, "370831", idNumber: number))).Value;
        Assert.Equal("person-has-account", (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.two", Roles.CountyReviewer, "370831", idNumber: " " + number))).Problems[0].Code);
        Assert.Equal("username-taken", (await desk.Get<OpenAccount>().Run(Workers.Asked("LIN.ONE", Roles.CountyReviewer, "370831"))).Problems[0].Code);
        Assert.Equal("id-bad", (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.two", Roles.CountyReviewer, "370831", idNumber: number[..17] + (number[17] == '1' ? '2' : '1')))).Problems[0].Code);
        Assert.Null(await desk.Get<DisableAccount>().Run(first.AccountId, "离任"));
        Assert.True((await desk.Get<OpenAccount>().Run(Workers.Asked("lin.two", Roles.CountyReviewer, "370831", idNumber: number))).Ok);
    }

    [Theory, BothEngines]
    public async Task A_village_has_one_responsible_director_a_day(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.Security();
        var village = Places.RegionTree.Standard.Villages("370831101").First().Code;
        var first = (await desk.Get<OpenAccount>().Run(Workers.Asked("dir.one", Roles.VillageDirector, village))).Value;
        var second = Workers.Asked("dir.two", Roles.VillageDirector, village);
        Assert.Equal("village-has-director", (await desk.Get<OpenAccount>().Run(second)).Problems[0].Code);
        Assert.True((await desk.Get<OpenAccount>().Run(second with { UserName = "dir.help", Post = second.Post with { Kind = PostKinds.Assistant } })).Ok);

        var post = await desk.Db.Set<Post>().AsNoTracking().SingleAsync(row => row.UserId == first.AccountId);
        Assert.Equal("post-over", (await desk.Get<EndPost>().Run(Guid.CreateVersion7(), post.Id, World.Day.AddDays(10), "换届")).Problems[0].Code);   // another account's page
        Assert.True((await desk.Get<EndPost>().Run(post.UserId, post.Id, World.Day.AddDays(10), "换届")).Ok);
        Assert.Equal("village-has-director", (await desk.Get<OpenAccount>().Run(second with { Post = second.Post with { From = World.Day.AddDays(10) } })).Problems[0].Code);
        Assert.True((await desk.Get<OpenAccount>().Run(second with { Post = second.Post with { From = World.Day.AddDays(11) } })).Ok);
    }

    [Theory, BothEngines]
    public async Task The_table_itself_refuses_an_empty_prefix_and_two_open_responsible_directors(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var prefix in new[] { "", "3", "370831x", "3708311", "37083110120" })
        {
            await using var desk = world.Security();
            desk.Db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = Guid.CreateVersion7(), Prefix = prefix, ValidFrom = World.Day });
            await Assert.ThrowsAsync<DbUpdateException>(() => desk.Db.SaveAsync("test", new("account", Guid.Empty)));
        }
        await using var two = world.Security();
        for (var times = 0; times < 2; times++)
            two.Db.Add(new Jurisdiction { Id = Guid.CreateVersion7(), PostId = Guid.CreateVersion7(), Prefix = "370831101201", IsResponsible = true, ValidFrom = World.Day });
        await Assert.ThrowsAsync<DbUpdateException>(() => two.Db.SaveAsync("test", new("account", Guid.Empty)));
    }

    [Theory, BothEngines]
    public async Task A_post_needs_the_right_kind_of_place_and_an_audit_an_end(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.Security();
        foreach (var (role, region, code) in new[] { (Roles.CountyOfficer, "370831101", "place-level"), (Roles.VillageDirector, "370831", "place-level"), (Roles.CountyOfficer, (string?)null, "place-missing"), (Roles.CountyOfficer, "370899", "place-missing"), (Roles.SystemAdmin, "370831", "admin-place"), (Roles.Auditor, "3708", "audit-too-long"), ("king", "3708", "role-unknown") })
            Assert.Equal(code, (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", role, region))).Problems[0].Code);
        Assert.True((await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", Roles.Auditor, "3708", lastDay: World.Day.AddDays(89)))).Ok);
    }

    [Theory, BothEngines]
    public async Task The_list_is_narrowed_by_name_role_place_and_state(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using var desk = world.Security();
        var first = (await desk.Get<OpenAccount>().Run(Workers.Asked("lin.one", Roles.CountyOfficer, "370831", name: "林甲一"))).Value;
        await desk.Get<OpenAccount>().Run(Workers.Asked("lin.two", Roles.TownshipSupervisor, "370831101", name: "林乙二"));
        await desk.Get<OpenAccount>().Run(Workers.Asked("zone.one", Roles.CountyOfficer, "370891", name: "林丙三"));
        async Task<string> Names(AccountFilter filter) => string.Join(' ', (await desk.Get<AccountListQuery>().Run(filter)).Rows.Select(row => row.UserName));
        Assert.Equal("lin.one lin.two zone.one", await Names(new()));
        Assert.Equal("lin.two", await Names(new(Text: "乙")));
        Assert.Equal("lin.one lin.two", await Names(new(Text: "LIN.")));
        Assert.Equal("lin.one zone.one", await Names(new(Role: Roles.CountyOfficer)));
        Assert.Equal("lin.one lin.two", await Names(new(Region: "370831")));
        Assert.Equal("zone.one", await Names(new(Region: "370891")));
        Assert.Equal("lin.two zone.one", await Names(new(After: Account.Normalise("lin.one"))));
        await desk.Get<DisableAccount>().Run(first.AccountId, "离任");
        Assert.Equal("lin.one", await Names(new(State: AccountStates.Closed)));
        Assert.Equal("lin.two zone.one", await Names(new()));
    }
}
