using System.Net;
using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Register;
using HuTong.Testing;
using HuTong.Visits.Posts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests.Posts;

/// <summary>R-138, T-68: what passes on when a director leaves, and that it is seen when nobody confirmed it.</summary>
public sealed class HandoverTests
{
    [Theory, BothEngines]
    public async Task The_list_holds_the_children_of_the_villages_with_their_open_duties_and_follow_ups(Engine engine)
    {
        await using var world = await World.Create(engine);
        var left = await Held.Add(world, Roles.VillageDirector, [Held.Village, Held.NextVillage], "宋巧云", to: World.Day);
        await Held.Director(world, Held.NextVillage, "李玉兰", from: World.Day);
        var child = await Child(world, "陈雨桐", Held.Village, World.Day.AddDays(15), followUp: true);
        await Child(world, "高梓睿", Held.NextVillage, due: null, followUp: false);
        await Child(world, "旁村孩", Held.ThirdVillage, World.Day, followUp: true);

        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        var handover = (await desk.Get<HandoverQuery>().Run(left.Post))!;
        Assert.Equal(["陈雨桐", "高梓睿"], handover.Children.Select(one => one.Name));
        Assert.Equal((child, 1, 1, true), (handover.Children[0].Id, handover.Duties, handover.FollowUps, handover.Children[0].HasUrgent));
        Assert.Equal([(0, Held.Village), (1, Held.NextVillage)], handover.Head.Villages.Select(village => (village.Now.Count, village.Code)));
        Assert.Equal(["李玉兰"], handover.Head.Villages[1].Now);

        await using var other = world.As(Roles.TownshipSupervisor, Held.OtherTownship);
        Assert.Null(await other.Get<HandoverQuery>().Run(left.Post));
        Assert.Equal("post-not-found", (await other.Get<ConfirmHandover>().Run(left.Post, "别人")).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task A_post_that_ended_is_listed_until_its_handover_is_confirmed_and_that_is_kept_once_T_68(Engine engine)
    {
        await using var world = await World.Create(engine);
        var left = await Held.Add(world, Roles.VillageDirector, [Held.Village, Held.NextVillage], "宋巧云", to: World.Day.AddDays(-1));
        await Held.Add(world, Roles.VillageDirector, [Held.ThirdVillage], "协助的人", PostKinds.Assistant, to: World.Day.AddDays(-1));
        await Held.Add(world, Roles.VillageDirector, [Held.OtherVillage], "别镇的人", to: World.Day.AddDays(-1));
        Assert.Equal([(left.Post, World.Day.AddDays(-1), 2)], (await Left(world)).Select(one => (one.PostId, one.EndedOn, one.Villages.Count)));

        await using (var desk = world.As(Roles.TownshipSupervisor, Held.Township))
        {
            Assert.Equal("taker-missing", (await desk.Get<ConfirmHandover>().Run(left.Post, " ")).Problems[0].Code);
            Assert.Equal("too-long", (await desk.Get<ConfirmHandover>().Run(left.Post, new string('长', 101))).Problems[0].Code);
            Assert.True((await desk.Get<ConfirmHandover>().Print(left.Post)).Ok);
        }
        Assert.Single(await Left(world));   // printed is not yet handed over
        for (var times = 0; times < 2; times++)
        {
            await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
            Assert.True((await desk.Get<ConfirmHandover>().Run(left.Post, "李玉兰")).Ok);
        }
        Assert.Empty(await Left(world));

        await using var officer = world.As(Roles.CountyOfficer, "370831");
        var said = await officer.Db.Set<Event>().Where(one => one.SubjectId == left.Post && one.SubjectKind == "post").OrderBy(one => one.At).ToListAsync();
        Assert.Equal(["handover-printed", "handover-confirmed"], said.Select(one => one.Action));
        Assert.Equal("交给：李玉兰", said[1].Text(officer.Get<FieldCipher>()).Reason);
        Assert.NotNull((await officer.Get<HandoverQuery>().Head(left.Post))!.ConfirmedAt);
    }

    [Theory, BothEngines]
    public async Task A_director_who_keeps_the_village_under_a_new_post_hands_nothing_over_and_one_in_office_cannot_confirm(Engine engine)
    {
        await using var world = await World.Create(engine);
        var again = await Held.Add(world, Roles.VillageDirector, [Held.Village], "连任的人", to: World.Day.AddDays(-1));
        var now = await Held.Add(world, Roles.VillageDirector, [Held.Village], from: World.Day.AddDays(-1), who: again);
        Assert.Empty(await Left(world));
        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        Assert.Equal("post-open", (await desk.Get<ConfirmHandover>().Run(now.Post, "别人")).Problems[0].Code);
    }

    [Theory, BothEngines]
    public async Task In_a_browser_the_supervisor_prints_the_list_and_confirms_it(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var village = Places.RegionTree.Standard.Villages(Held.Township).Skip(8).First().Code;
        Guid post;
        await using (var desk = site.World.AsOperator())
        {
            var place = await desk.Db.Set<Jurisdiction>().SingleAsync(one => one.Prefix == village);
            (post, var user) = (place.PostId, await desk.Db.Set<Post>().Where(one => one.Id == place.PostId).Select(one => one.UserId).SingleAsync());
            Assert.True((await desk.Get<EndPost>().Run(user, place.PostId, null, "换届")).Ok);
        }
        using var browser = await site.LogIn("quanlin.supervisor");
        await browser.Get("/posts?show=handover");
        Assert.Contains("今天要交接", browser.Page.Text, StringComparison.Ordinal);
        // Of another day nothing is known, and nothing is said: its form asks for the posts of that day.
        Assert.Empty(browser.Page.All("form[action='/posts'] [name=show]"));
        Assert.NotEmpty((await browser.Get("/posts?show=vacant")).All("form[action='/posts'] [name=show]"));
        Assert.DoesNotContain("交接", (await browser.Get("/posts?show=handover&on=2026-06-01")).One("main")!.TextContent, StringComparison.Ordinal);
        await browser.Get("/posts?show=handover");
        await browser.Follow("交接清单");
        await browser.Submit("打印清单");
        Assert.Equal("儿童主任交接清单", browser.Page.Heading);
        await browser.Get($"/posts/{post}/handover");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.Submit("确认已交接", ("To", ""))).Status);
        await browser.Submit("确认已交接", ("To", "李玉兰"));
        Assert.Contains("已交接", browser.Page.Text, StringComparison.Ordinal);
        Assert.Contains("都交接了", (await browser.Get("/posts?show=handover")).Text, StringComparison.Ordinal);
        using var county = await site.LogIn("r370831");
        Assert.Equal(HttpStatusCode.NotFound, (await county.Get($"/posts/{post}/handover")).Status);
    }

    private static async Task<IReadOnlyList<LeftPost>> Left(World world)
    {
        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        return await desk.Get<LeftPostsQuery>().Run(desk.Get<PostsPlace>().Find(null)!);
    }

    private static async Task<Guid> Child(World world, string name, string village, DateOnly? due, bool followUp)
    {
        await using var desk = world.AsSystem();
        var id = Guid.CreateVersion7();
        var child = new Child { Id = id, Region = village, Name = name, State = "registered", RegisteredOn = World.Day.AddDays(-100), CreatedAt = desk.Get<ChinaClock>().Now };
        desk.Db.Add(child);
        var line = new RegisterLine { ChildId = id, Region = village, Name = name, State = "registered" };
        line.SetKeys();
        desk.Db.Add(line);
        if (due is { } day) desk.Db.Add(new VisitDuty { ChildId = id, Region = village, CountsAt = village, Period = "2026-06", From = World.Day.AddDays(-14), Due = day });
        if (followUp) desk.Db.Add(new FollowUp { Id = Guid.CreateVersion7(), ChildId = id, Region = village, Finding = "danger-said", Level = "d", OwnerRole = Roles.TownshipSupervisor, OpenedOn = World.Day, OpenedAt = desk.Get<ChinaClock>().Now, OpenedByName = "测试员", Due = World.Day.AddDays(1) });
        Assert.Null(await desk.Db.SaveAsync("child-created", new Subject("child", id, id, village)));
        return id;
    }
}
