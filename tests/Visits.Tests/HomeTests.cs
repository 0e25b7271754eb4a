using System.Net;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.Due;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>The first page says the most pressing thing first; who is urged reads it there; the red button names the county's own number.</summary>
public sealed class HomeTests
{
    private static readonly DateOnly Before = new(2026, 3, 2), July = new(2026, 7, 2);
    private static readonly string Near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code, NearName = RegionTree.Standard.ShortName(Near, Core.RegionLevel.Village);

    [Theory, BothEngines]
    public async Task It_says_danger_before_overdue_before_what_waits_before_what_is_due(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        async Task Says(string toSupervisor, string toDirector)
        {
            using var supervisor = await site.LogIn("quanlin.supervisor");
            using var director = await site.LogIn("quanlin.director");
            Assert.Equal((toSupervisor, toDirector), ((await supervisor.Get("/")).Heading, (await director.Get("/")).Heading));
        }

        var child = await OneChild.Add(site.World, Before, Near);
        await Says("6月还要走访 1 名孩子，还剩 15 天", "6月还要走访 1 名孩子，还剩 15 天");
        var visit = (await VisitTests.Send(site.World, child, VisitTests.Report(World.Day), VisitTests.Director(site.World, Near))).Value.Id;
        await Says("有 1 条走访等您审核", "6月都走访完了，1 名孩子在册");
        Assert.True((await VisitTests.Decide(site.World, visit, DecideVisit.Accept, null, place: OneChild.OtherTownship)).Ok);
        await Says("6月都走访完了，1 名孩子在册", "6月都走访完了，1 名孩子在册");

        var other = await OneChild.Add(site.World, Before, Near, name: "高梓睿");
        site.World.MoveTo(July);
        await OneChild.Dawn(site.World);
        Assert.True((await VisitTests.Send(site.World, child, VisitTests.Report(July), VisitTests.Director(site.World, Near))).Ok);   // waits, and is not said yet
        await Says($"周明远，先看{NearName}：1 名孩子逾期没有走访", "先去看逾期的 1 名孩子");
        await using (var desk = VisitTests.Director(site.World, Near)) Assert.True((await desk.Get<RaiseDanger>().Run(other, Guid.CreateVersion7(), "身上有伤")).Ok);
        await Says("先办有危险的 1 件事", "先去看逾期的 1 名孩子");
    }

    /// <summary>A danger is closed by township and county: the others are told of it, and keep their own next step.</summary>
    [Theory, BothEngines]
    public async Task Who_cannot_close_a_danger_is_told_of_it_and_keeps_the_next_step(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        await using (var desk = VisitTests.Director(site.World, Near)) Assert.True((await desk.Get<RaiseDanger>().Run(child, Guid.CreateVersion7(), "身上有伤")).Ok);
        using var director = await site.LogIn("quanlin.director");
        var home = await director.Get("/");
        Assert.Equal(("6月还要走访 1 名孩子，还剩 15 天", $"/children/{child}/visits/new"), (home.Heading, home.LinkTo("登记走访：陈雨桐")));
        Assert.Contains("有 1 件危险已报镇街和县里。守着孩子，有变化再按红按钮。", Assert.Single(home.Texts("main .banner")), StringComparison.Ordinal);
        Assert.Equal("1 件有危险的事，镇街和县里在办", (await director.Follow("去看")).Heading);

        using var reviewer = await site.LogIn("r370831");
        home = await reviewer.Get("/");
        Assert.Equal("6月还要走访 1 名孩子，还剩 15 天", home.Heading);
        Assert.DoesNotContain("要我跟进", home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("由我办", (await reviewer.Get("/follow-ups?which=mine")).Text, StringComparison.Ordinal);
        Assert.Equal("还有 1 件事要跟进", reviewer.Page.Heading);

        using var county = await site.LogIn("c370831");
        Assert.Equal(("先办有危险的 1 件事", "/follow-ups?which=urgent"), ((await county.Get("/")).Heading, county.Page.LinkTo("去办（1）")));
        Assert.Equal("1 件有危险的事，马上办", (await county.Follow("去办（1）")).Heading);
    }

    /// <summary>Of directors' visits the township decides; the county where there is no other person (states.md 4, 4e).</summary>
    [Theory, BothEngines]
    public async Task The_county_is_told_that_only_that_waits_for_it_which_no_township_can_decide(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (seen, own, asked, far) = (await OneChild.Add(site.World, Before, Near), await OneChild.Add(site.World, Before, Near, name: "高梓睿"), await OneChild.Add(site.World, Before, Near, name: "孔子墨"), await OneChild.Add(site.World, Before, name: "孟欣怡"));
        foreach (var (child, village) in new[] { (seen, Near), (far, OneChild.Village) }) Assert.True((await VisitTests.Send(site.World, child, VisitTests.Report(World.Day), VisitTests.Director(site.World, village))).Ok);
        await DecidingPagesTests.Ask(site.World, asked, "县医院");
        using var county = await site.LogIn("c370831");
        Assert.DoesNotContain("等您审核", (await county.Get("/")).Heading, StringComparison.Ordinal);
        Assert.Equal("走访都审核完了", (await county.Get("/visits/waiting")).Heading);
        Assert.Equal("镇街在审核的 2 条走访、1 名孩子的免访", (await county.Follow("镇街在审核的 2 条走访、1 名孩子的免访")).Heading);
        Assert.Equal(new[] { "孔子墨", "陈雨桐", "孟欣怡" }.Order(StringComparer.Ordinal), county.Page.Texts("tbody th a").Order(StringComparer.Ordinal));

        using var supervisor = await site.LogIn("quanlin.supervisor");
        Assert.Equal("有 1 条走访、1 名孩子的免访等您审核", (await supervisor.Get("/")).Heading);
        Guid user;
        await using (var desk = site.World.AsOperator())
        {
            user = await desk.Db.Set<Account>().Where(account => account.UserName == "quanlin.supervisor").Select(account => account.Id).SingleAsync();
            foreach (var place in await desk.Db.Set<Jurisdiction>().Where(place => place.Prefix == OneChild.Township).ToListAsync()) place.ValidTo = World.Day;
            Assert.Null(await desk.Db.SaveAsync("post-ended", new Subject("account", user, null, OneChild.Township)));
        }
        Assert.True((await VisitTests.Send(site.World, own, VisitTests.Report(World.Day), site.World.As(World.Worker("township-supervisor", OneChild.OtherTownship) with { UserId = user }))).Ok);
        Assert.Equal("有 2 条走访等您审核", (await county.Get("/")).Heading);
        Assert.Equal("有 2 条走访等您审核", (await county.Follow("去审核（2）")).Heading);
        Assert.Equal(["高梓睿", "孟欣怡"], county.Page.Texts("tbody th a").OrderByDescending(name => name, StringComparer.Ordinal));
        Assert.Equal("镇街在审核的 1 条走访、1 名孩子的免访", (await county.Follow("镇街在审核的")).Heading);
        Assert.Equal("有 1 条走访、1 名孩子的免访等您审核", (await supervisor.Get("/visits/waiting?at=townships")).Heading);
    }

    [Theory, BothEngines]
    public async Task Who_is_urged_reads_it_once_and_nobody_else_does(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        foreach (var name in OneChild.Names.Take(2)) await OneChild.Add(site.World, Before, Near, name: name);
        site.World.MoveTo(July);
        using var supervisor = await site.LogIn("quanlin.supervisor");
        using var county = await site.LogIn("c370831");
        await supervisor.Get("/");
        await county.Get($"/visits/overdue?place={OneChild.OtherTownship}");
        Assert.Contains($"已催办 {NearName}：2 名孩子", (await supervisor.Submit("催办")).Text, StringComparison.Ordinal);
        await county.Submit("催办");   // a page of before
        Guid id;
        await using (var desk = site.World.AsSystem()) id = (await desk.Db.Set<Urging>().AsNoTracking().SingleAsync()).Id;

        using var elsewhere = await site.LogIn("d" + RegionTree.Standard.Villages(OneChild.Township).First().Code);
        var home = await elsewhere.Get("/");
        Assert.DoesNotContain("催办", home.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Post($"/urgings/{id}", ("__RequestVerificationToken", elsewhere.Token!))).Status);
        await using (var other = site.World.As("township-supervisor", OneChild.Township)) Assert.Equal("village-not-found", (await other.Get<UrgeDirector>().Run(Near)).Problems[0].Code);

        using var director = await site.LogIn("quanlin.director");
        var banner = Assert.Single((await director.Get("/")).Texts(".banner"), text => text.Contains("催办", StringComparison.Ordinal));
        Assert.Contains("周明远 今天", banner, StringComparison.Ordinal);
        Assert.Contains($"{NearName} 有 2 名孩子逾期没有走访。", banner, StringComparison.Ordinal);
        Assert.DoesNotContain("催办", (await director.Submit("知道了")).Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task The_red_button_names_the_number_of_the_county_on_duty(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        using var director = await site.LogIn("quanlin.director");
        Assert.DoesNotContain("值班电话", (await director.Get($"/children/{child}/danger")).Text, StringComparison.Ordinal);
        await DecidingPagesTests.Set(site.World, DangerPage.PhoneKey, "370830", "05370000001", Before);   // another county's
        Assert.DoesNotContain("值班电话", (await director.Get($"/children/{child}/danger")).Text, StringComparison.Ordinal);
        await DecidingPagesTests.Set(site.World, DangerPage.PhoneKey, OneChild.County, "05370000002", Before);
        Assert.Equal("tel:05370000002", (await director.Get($"/children/{child}/danger")).LinkTo("打县民政局值班电话 05370000002"));
    }
}
