using System.Net;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.Places;
using HuTong.Places.Settings;
using HuTong.Testing;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Who decides sees over HTTP what waits and why, may press again after another was quicker, and finds behind every link a page of theirs.</summary>
public sealed class DecidingPagesTests
{
    private static readonly DateOnly Before = new(2026, 3, 2);
    private static readonly string Near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;

    [Theory, BothEngines]
    public async Task Who_decides_an_excuse_sees_at_home_that_it_waits_and_reads_why(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (excused, seen) = (await OneChild.Add(site.World, Before, Near), await OneChild.Add(site.World, Before, Near, name: "高梓睿"));
        await Ask(site.World, excused, "县医院。奶奶陪着");
        using var browser = await site.LogIn("quanlin.supervisor");
        var home = await browser.Get("/");
        Assert.Equal("有 1 名孩子的免访等您审核", home.Heading);
        Assert.DoesNotContain("都审核完了", home.Text, StringComparison.Ordinal);
        Assert.Equal("有 1 名孩子的免访等您审核", (await browser.Get(home.LinkTo("去审核（1）"))).Heading);
        await browser.Follow("陈雨桐");
        Assert.Contains("现在的情况 县医院。奶奶陪着 免哪一次", string.Join(' ', browser.Page.Texts("dl dt, dl dd")), StringComparison.Ordinal);

        Assert.True((await VisitTests.Send(site.World, seen, VisitTests.Report(World.Day), VisitTests.Director(site.World, Near))).Ok);
        Assert.Equal("有 1 条走访、1 名孩子的免访等您审核", (await browser.Get("/")).Heading);
        await browser.Get($"/children/{excused}/excuse");
        await browser.Submit("同意免访");
        Assert.Equal("有 1 条走访等您审核", (await browser.Get("/visits/waiting")).Heading);
        Assert.Equal("有 1 条走访等您审核", (await browser.Get("/")).Heading);
    }

    [Theory, BothEngines]
    public async Task What_was_found_on_a_voided_visit_is_withdrawn_and_says_so(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        var follow = await Found(site.World, child);
        Assert.True((await VisitTests.Decide(site.World, follow.VisitId!.Value, DecideVisit.Void, "没有去过", role: "county-officer", place: OneChild.County)).Ok);
        using var browser = await site.LogIn("quanlin.supervisor");
        var page = await browser.Get($"/follow-ups/{follow.Id}");
        Assert.Equal("已撤销 发现它的那次走访作废了，不用再办", page.Texts(".head .sub")[0]);
        Assert.Equal(["发现了什么"], page.Texts("h2"));
        Assert.DoesNotContain("前要有结果", page.Text, StringComparison.Ordinal);
        await using var supervisor = site.World.As("township-supervisor", OneChild.OtherTownship);
        var problem = (await supervisor.Get<CloseFollowUp>().Run(follow.Id, "办好了", follow.Version)).Problems[0];
        Assert.Equal(("follow-up-withdrawn", "这件事已撤销：发现它的那次走访作废了，不用再办。"), (problem.Code, problem.Says));
    }

    [Theory, BothEngines]
    public async Task Who_was_overtaken_sees_what_is_new_and_may_press_again(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        var follow = await Found(site.World, child);
        using var supervisor = await site.LogIn("quanlin.supervisor");
        using var county = await site.LogIn("c370831");

        foreach (var browser in new[] { supervisor, county }) await browser.Get($"/visits/{follow.VisitId}");
        Assert.Contains("已审核通过", (await county.Submit("同意")).Text, StringComparison.Ordinal);
        var stale = await supervisor.Submit("退回重访", ("Reason", "照片不是这家"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("请看过新的内容再办", stale.Text, StringComparison.Ordinal);
        Assert.Contains("审核通过", stale.Texts(".head .sub")[0], StringComparison.Ordinal);
        Assert.Equal("照片不是这家", stale.Field("Reason"));
        Assert.Contains("已退回，等重访", (await supervisor.Submit("退回重访")).Text, StringComparison.Ordinal);

        foreach (var browser in new[] { supervisor, county }) await browser.Get($"/follow-ups/{follow.Id}");
        await using (var desk = site.World.AsSystem())
        {
            (await desk.Db.Set<FollowUp>().SingleAsync(one => one.Id == follow.Id)).Due = World.Day.AddDays(3);
            Assert.Null(await desk.Db.SaveAsync("child-corrected", Subject.Of(follow)));
        }
        stale = await supervisor.Submit("办结这件事", ("Result", "老师谈过两次，好了"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal("老师谈过两次，好了", stale.Field("Result"));
        Assert.Contains("已办结", (await supervisor.Submit("办结这件事")).Text, StringComparison.Ordinal);
        Assert.Contains("办结", (await county.Submit("办结这件事", ("Result", "又办了一次"))).Text, StringComparison.Ordinal);
        await using var after = site.World.AsSystem();
        Assert.Equal("周明远", (await after.Db.Set<FollowUp>().SingleAsync(one => one.Id == follow.Id)).ClosedByName);
    }

    [Theory, BothEngines]
    public async Task Two_who_correct_one_worker_may_both_save(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var supervisor = await site.LogIn("quanlin.supervisor");
        using var county = await site.LogIn("c370831");
        foreach (var browser in new[] { supervisor, county })
        {
            await browser.Get("/roster?role=village-director&q=" + Uri.EscapeDataString("马秀芝"));
            await browser.Follow("马秀芝");
        }
        Assert.Contains("已改好", (await county.Submit("保存", ("Input.Employment", "part-time"), ("Input.Reason", "按合同核对"))).Text, StringComparison.Ordinal);
        var stale = await supervisor.Submit("保存", ("Input.Schooling", "senior-high"), ("Input.Reason", "按证书核对"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("按合同核对", stale.Text, StringComparison.Ordinal);
        Assert.Contains("已改好", (await supervisor.Submit("保存", ("Input.Employment", "part-time"))).Text, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    public async Task No_link_of_these_pages_leads_whom_it_is_shown_to_to_nothing(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (child, asked) = (await OneChild.Add(site.World, Before, Near), await OneChild.Add(site.World, Before, Near, name: "高梓睿"));
        var follow = await Found(site.World, child);
        await Ask(site.World, asked, "县医院，奶奶陪着");
        string[] pages = ["/", "/visits", "/visits/waiting", "/visits/overdue", "/follow-ups", "/coverage", "/coverage?by=class", $"/coverage?place={Near}", "/coverage/children", "/posts", "/roster", $"/children/{child}/visits", $"/children/{asked}/visits", $"/children/{asked}/excuse", $"/children/{child}/danger", $"/visits/{follow.VisitId}", $"/follow-ups/{follow.Id}"];
        foreach (var account in new[] { "quanlin.director", "quanlin.supervisor", "c370831", "r370831", "jn.officer", "auditor" })
        {
            using var browser = await site.LogIn(account);
            foreach (var one in new[] { child, asked })
                if ((await browser.Get($"/children/{one}/visits")).All("[name=Purpose]").Count > 0) await browser.Submit("打开档案", ("Purpose", "核对走访记录"));
            Dictionary<string, HttpStatusCode> known = [];
            foreach (var address in pages)
            {
                var page = await browser.Get(address);
                if (page.IsOk)
                    foreach (var href in page.All("main a[href^='/']").Select(link => link.GetAttribute("href")!).Distinct())
                        if (!known.ContainsKey(href)) Assert.True((known[href] = (await browser.Get(href)).Status) is HttpStatusCode.OK, $"{account} on {address}: {href} {known[href]}");
            }
            Assert.True(known.Count > 10, account);
        }
    }

    [Theory, BothEngines]
    public async Task A_month_or_day_of_an_address_that_nobody_lived_in_is_answered(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        await OneChild.Add(site.World, Before, Near);
        using var browser = await site.LogIn("c370831");
        foreach (var month in new[] { "9999-12", "0001-01", "1999-12", "2027-12", "2028-01", "x" })
            foreach (var page in new[] { "/coverage/children?what=made-up", "/coverage/children?what=open", "/coverage?by=director", "/coverage?cell=all", "/coverage/print?by=" })
                Assert.Equal((page, month, HttpStatusCode.OK), (page, month, (await browser.Get($"{page}&month={month}")).Status));
        Assert.Contains(" 6月", (await browser.Get("/coverage/children?what=open&month=9999-12")).Heading, StringComparison.Ordinal);
        foreach (var day in new[] { "9999-12-31", "0001-01-01", "x" })
            foreach (var page in new[] { "/posts?show=vacant", "/posts?show=left", "/roster?when=past", "/roster?when=", "/children/board?place=370831", "/children/board/names?place=370831" })
                Assert.True((int)(await browser.Get($"{page}&on={day}")).Status < 500, $"{page} {day}");
    }

    [Theory, BothEngines]
    public async Task The_city_is_told_of_counties_below_its_own_target(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var (seen, _) = (await OneChild.Add(site.World, Before, Near), await OneChild.Add(site.World, Before, Near, name: "高梓睿"));
        Assert.True((await VisitTests.Send(site.World, seen, VisitTests.Report(World.Day), VisitTests.Director(site.World, Near))).Ok);
        site.World.MoveTo(new DateOnly(2026, 7, 2));
        await OneChild.Dawn(site.World);
        using var browser = await site.LogIn("jn.officer");
        Assert.EndsWith("，上月泗水不到 90%", (await browser.Get("/")).Heading, StringComparison.Ordinal);
        await Set(site.World, "coverage.target", "3708", "60", new DateOnly(2026, 1, 1));
        Assert.EndsWith("，上月泗水不到 60%", (await browser.Get("/")).Heading, StringComparison.Ordinal);
        await Set(site.World, "coverage.target", "3708", "50", new DateOnly(2026, 2, 1));
        Assert.DoesNotContain("不到", (await browser.Get("/")).Heading, StringComparison.Ordinal);
    }

    internal static async Task Set(World world, string key, string region, string value, DateOnly from)
    {
        await using var desk = world.AsOperator();
        desk.Db.Add(new Setting { Id = Guid.CreateVersion7(), Key = key, Region = region, ValidFrom = from, Value = value, Document = "" });
        Assert.Null(await desk.Db.SaveAsync("child-corrected", new Subject("child", Guid.Empty)));
    }

    internal static async Task Ask(World world, Guid child, string note)
    {
        await using var asking = VisitTests.Director(world, Near);
        Assert.True((await asking.Get<ExcuseDuty>().Ask(child, new ExcuseRequest("hospital", World.Day.AddDays(20), note))).Ok);
    }

    /// <summary>What a visit of today found.</summary>
    internal static async Task<FollowUp> Found(World world, Guid child)
    {
        var report = VisitTests.Report(World.Day, condition: "trouble");
        (report.Trouble, report.Findings) = ("不爱说话", ["mood-trouble"]);
        var visit = (await VisitTests.Send(world, child, report, VisitTests.Director(world, Near))).Value.Id;
        await using var desk = world.AsSystem();
        return await desk.Db.Set<FollowUp>().AsNoTracking().SingleAsync(one => one.VisitId == visit);
    }
}
