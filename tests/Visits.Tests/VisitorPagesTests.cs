using System.Net;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits.FollowUps;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests;

/// <summary>Who goes to see children loses no word, reads what was decided on theirs, and is told what comes next.</summary>
public sealed class VisitorPagesTests
{
    private static readonly DateOnly Before = new(2026, 3, 2);
    private static readonly string Near = RegionTree.Standard.Villages(OneChild.OtherTownship).First().Code;

    [Theory, BothEngines]
    public async Task Words_written_while_the_child_moved_away_come_back_and_nothing_of_the_child_with_them(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        await DecidingPagesTests.Set(site.World, DangerPage.PhoneKey, OneChild.County, "05370000002", Before);
        using var director = await site.LogIn("quanlin.director");
        using var supervisor = await site.LogIn("quanlin.supervisor");
        async Task<Page> Late(Browser browser, string address, string button, params (string, string)[] fields)
        {
            Assert.True((await browser.Get(address)).IsOk, address);
            await VisitTests.Move(site.World, child, OneChild.Village);
            var page = await browser.Submit(button, fields);
            await VisitTests.Move(site.World, child, Near);
            Assert.Equal((HttpStatusCode.NotFound, address), (page.Status, page.Address.Split('?')[0]));
            Assert.DoesNotContain("陈雨桐", page.Text, StringComparison.Ordinal);
            return page;
        }

        var danger = await Late(director, $"/children/{child}/danger", "上报镇街和县里", ("Words", "胳膊上有新伤"));
        Assert.Equal(("没有报上去，请马上打电话", "tel:110", "tel:05370000002"), (danger.Heading, danger.LinkTo("打 110"), danger.LinkTo("打县民政局值班电话")));
        Assert.Equal(["胳膊上有新伤"], danger.Texts("p.panel"));
        var never = await director.Post($"/children/{Guid.CreateVersion7()}/danger", ("__RequestVerificationToken", director.Token!), ("Words", "胳膊上有新伤"));
        Assert.Equal((danger.Status, danger.One("main")!.InnerHtml), (never.Status, never.One("main")!.InnerHtml));   // T13: as of a child that never was
        danger = await Late(director, $"/children/{child}/visits/new", "保存走访", ("Report.Kind", "home"), ("Report.Met", "child"), ("Report.Condition", "danger"), ("Report.Danger", "爸爸打人"), ("Report.Note", "门锁着"));
        Assert.Equal(("没有报上去，请马上打电话", "tel:110"), (danger.Heading, danger.LinkTo("打 110")));
        Assert.Equal(["爸爸打人", "门锁着"], danger.Texts("p.panel"));
        await using (var desk = site.World.AsSystem()) Assert.Empty(await desk.Db.Set<FollowUp>().ToListAsync());

        static void Kept(string says, string words, Page page) =>
            Assert.Equal(("没有找到这名儿童，可能已不在您的辖区", true, words), (page.Heading, page.Text.Contains(says, StringComparison.Ordinal), Assert.Single(page.Texts("p.panel"))));
        Kept("免访没有提请", "县医院，奶奶陪着", await Late(director, $"/children/{child}/excuse", "提请免访", ("Reason", "hospital"), ("Until", "2026-06-30"), ("Note", "县医院，奶奶陪着")));
        await DecidingPagesTests.Ask(site.World, child, "县医院");
        Kept("免访没有审核", "已经出院", await Late(supervisor, $"/children/{child}/excuse", "不同意", ("says", "已经出院")));
        var follow = await DecidingPagesTests.Found(site.World, child);
        Kept("没有退回", "照片不是这家", await Late(supervisor, $"/visits/{follow.VisitId}", "退回重访", ("Reason", "照片不是这家")));
        Kept("没有办结", "老师谈过了", await Late(supervisor, $"/follow-ups/{follow.Id}", "办结这件事", ("Result", "老师谈过了")));
        Assert.Empty((await Late(supervisor, $"/follow-ups/{follow.Id}", "办结这件事")).Texts("p.panel"));
    }

    [Theory, BothEngines]
    public async Task Who_asked_for_an_excuse_reads_why_it_was_refused_until_the_child_was_seen(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        await DecidingPagesTests.Ask(site.World, child, "县医院");
        await using (var desk = site.World.As("township-supervisor", OneChild.OtherTownship)) Assert.True((await desk.Get<ExcuseDuty>().Decide(child, false, "孩子已经出院。")).Ok);
        using var june = await site.LogIn("quanlin.director");
        async Task Says(Browser browser, params string[] expected)
        {
            foreach (var page in new[] { "visits", "excuse" })
                Assert.Equal(expected, (await browser.Get($"/children/{child}/{page}")).Texts(".banner p").Where(text => text.Contains("免访", StringComparison.Ordinal)).Select(text => text[text.IndexOf("6月", StringComparison.Ordinal)..]));
        }

        await Says(june, "6月15日不同意免访：孩子已经出院。还要去走访。");
        Assert.Equal($"/children/{child}/visits/new", june.Page.LinkTo("登记走访"));
        await DecidingPagesTests.Ask(site.World, child, "又住院了");
        await Says(june);
        await using (var desk = site.World.As("township-supervisor", OneChild.OtherTownship)) Assert.True((await desk.Get<ExcuseDuty>().Decide(child, false, "问过医院，没有住院")).Ok);
        await Says(june, "6月15日不同意免访：问过医院，没有住院。还要去走访。");
        site.World.MoveTo(new DateOnly(2026, 7, 1));
        await OneChild.Dawn(site.World);
        using var july = await site.LogIn("quanlin.director");
        await Says(july);   // July is another question
    }

    [Theory, BothEngines]
    public async Task Who_met_nobody_need_not_say_how_the_child_is_and_is_told_until_when_to_go_again(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        async Task<Page> Send(params (string, string)[] fields)
        {
            using var browser = await site.LogIn("quanlin.director");
            await browser.Get($"/children/{child}/visits/new");
            return await browser.Submit("保存走访", [("Report.Kind", "home"), .. fields]);
        }

        Assert.Contains("请选孩子现在怎么样", (await Send(("Report.Met", "other"))).Text, StringComparison.Ordinal);
        Assert.Contains("已保存。没有见到孩子本人，不算走访。请在 6月18日 前再去一次。", (await Send(("Report.Met", "nobody"))).Text, StringComparison.Ordinal);
        site.World.MoveTo(new DateOnly(2026, 6, 19));
        Assert.Contains("请尽快再去", (await Send(("Report.Met", "refused"))).Text, StringComparison.Ordinal);
        Assert.Contains("已经告诉镇街和县里", (await Send(("Report.Met", "refused"), ("Report.Condition", "danger"), ("Report.Danger", "里面有人哭"))).Heading, StringComparison.Ordinal);
        await using var desk = site.World.AsSystem();
        Assert.Equal([("not-found", "a"), ("refused", "a"), ("refused", "d")], (await desk.Db.Set<Visit>().AsNoTracking().OrderBy(visit => visit.SubmittedAt).ThenBy(visit => visit.Level).ToListAsync()).Select(visit => (visit.Result, visit.Level)));
    }

    [Theory, BothEngines]
    public async Task A_form_without_how_the_child_is_sent_twice_is_kept_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await OneChild.Add(world, Before);
        var report = VisitTests.Report(World.Day, met: "nobody");
        (report.Condition, report.Checks) = (null, []);
        var kept = (await VisitTests.Send(world, child, report)).Value.Id;
        Assert.Equal(kept, (await VisitTests.Send(world, child, report)).Value.Id);
    }

    [Theory, BothEngines]
    public async Task What_is_said_of_a_decision_is_so(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await OneChild.Add(site.World, Before, Near);
        var report = VisitTests.Report(World.Day);
        report.Checks[VisitCodes.Checks.All[0].Key] = "attend";
        var visit = (await VisitTests.Send(site.World, child, report, VisitTests.Director(site.World, Near))).Value.Id;
        using var supervisor = await site.LogIn("quanlin.supervisor");
        Assert.DoesNotContain("没有异常", (await supervisor.Get("/visits/waiting")).Text, StringComparison.Ordinal);
        Assert.Contains("都好", supervisor.Page.Texts("td"));
        Assert.Contains("到期自动通过", (await supervisor.Get($"/visits/{visit}")).Text, StringComparison.Ordinal);
        await supervisor.Submit("同意");
        Assert.DoesNotContain("到期自动通过", (await supervisor.Get($"/visits/{visit}")).Text, StringComparison.Ordinal);

        await supervisor.Submit("退回重访", ("Reason", "照片不是这家"));
        using var director = await site.LogIn("quanlin.director");
        Assert.Equal($"/children/{child}/visits/new", (await director.Get($"/visits/{visit}")).LinkTo("再去一次"));
        site.World.MoveTo(World.Day.AddDays(1));
        using var later = await site.LogIn("quanlin.director");
        Assert.True((await VisitTests.Send(site.World, child, VisitTests.Report(World.Day.AddDays(1)), VisitTests.Director(site.World, Near))).Ok);
        Assert.Contains("照片不是这家", (await later.Get($"/visits/{visit}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("再去一次", later.Page.Text, StringComparison.Ordinal);

        var other = await OneChild.Add(site.World, Before, Near, name: "高梓睿");
        foreach (var (account, says) in new[] { ("quanlin.supervisor", "等另一人审核"), ("quanlin.director", "等儿童督导员审核") })
        {
            using var asking = await site.LogIn(account);
            await asking.Get($"/children/{other}/excuse");
            Assert.Contains($"已提请免访，{says}", (await asking.Submit("提请免访", ("Reason", "hospital"), ("Until", "2026-06-30"), ("Note", "县医院"))).Text, StringComparison.Ordinal);
            other = await OneChild.Add(site.World, Before, Near, name: "孔子墨");
        }
    }
}
