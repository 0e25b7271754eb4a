using System.Net;
using System.Text;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HuTong.Walls.Matrix;

/// <summary>
/// Defends T4: what a person may see is read anew on every request. An account, a post or a session that ended in the middle of the work
/// meets the log-in page with its very next request, whatever it asks: a page, a part of one, a form, an upload, a job that waits.
/// </summary>
public sealed class DoorsShutAtOnce
{
    private const string Account = "c370831";

    public static readonly string[] Ends = ["disabled", "post ended", "post expired", "session idle", "session too old", "session revoked", "password reset"];

    [Theory, BothEngines]
    public async Task Whatever_ends_in_mid_session_is_over_with_the_next_request_T4(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await Child(site.World);
        var late = 0;
        foreach (var how in Ends)
            foreach (var request in new[] { "page", "part", "form", "upload" })
            {
                using var browser = await site.LogIn(Account);
                var file = await browser.Get($"/children/{child}");
                Assert.Contains("雀甲鸣", file.Text, StringComparison.Ordinal);
                await browser.Get(request == "upload" ? "/import/new" : $"/children/{child}/correct/phone");
                await End(site.World, how);
                var answer = await Ask(browser, request, child);
                if (!IsShut(answer, request) || answer.Html.Contains("雀甲鸣", StringComparison.Ordinal)) late++;
                Assert.True(IsShut(answer, request), $"{how}: {request} was answered {(int)answer.Status} {answer.Address} {answer.Heading}");
                await Restore(site.World);
            }
        TestContext.Current.SendDiagnosticMessage("revocation paths {0}, late answers {1} on {2}", Ends.Length * 4, late, engine);
        await using var after = site.World.AsSystem();
        Assert.False(await after.Db.Set<ImportBatch>().AnyAsync(), "An upload was taken after the end.");
    }

    [Theory, BothEngines]
    public async Task A_jurisdiction_that_changes_in_mid_session_changes_what_the_next_request_finds_T4(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await Child(site.World);
        using var browser = await site.LogIn(Account);
        await browser.Get($"/children/{child}/correct/phone");
        await Move(site.World, "370831", "370832");
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(browser, "form", child)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/children/{child}")).Status);
        Assert.DoesNotContain("雀甲鸣", (await browser.Get("/children?state=lead")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask(browser, "part", child)).Status);
        await Move(site.World, "370832", "370831");
        Assert.Contains("雀甲鸣", (await browser.Get($"/children/{child}")).Text, StringComparison.Ordinal);
    }

    /// <summary>The form of the fence is that of who asks, whatever the request asked before it knew who that is: nothing between two places is seen.</summary>
    [Theory, BothEngines]
    public async Task Who_answers_for_two_places_sees_none_between_them(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        var child = await Child(site.World);
        using var browser = await site.LogIn(Account);
        Assert.Contains("雀甲鸣", (await browser.Get("/children?state=lead")).Html, StringComparison.Ordinal);
        await Move(site.World, "370831", "370831001");
        await using (var desk = site.World.AsSystem())
        {
            var (_, post) = await Who(desk);
            var second = new Jurisdiction { Id = Guid.CreateVersion7(), PostId = post, Prefix = "370831105", ValidFrom = World.Day };
            desk.Db.Add(second);
            await desk.Db.SaveAsync("test", new Subject("post", post));
        }
        Assert.DoesNotContain("雀甲鸣", (await browser.Get("/children?state=lead")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/children/{child}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/children/{child}/timeline")).Status);
    }

    /// <summary>Work that waits is done under the rights of the moment it begins, not of the moment it was asked for.</summary>
    [Theory, BothEngines]
    public async Task A_job_that_waits_is_not_done_for_who_was_disabled_meanwhile_T4(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        Guid job, batch = Guid.CreateVersion7();
        await using (var desk = site.World.AsSystem())
        {
            var (user, post) = await Who(desk);
            var waits = new Job { Id = Guid.CreateVersion7(), Kind = CheckBatch.JobKind, Payload = $$"""{"batch":"{{batch}}"}""", AskerId = user, PostId = post, RunAt = site.World.Time.GetUtcNow().UtcDateTime.AddMinutes(5), CreatedAt = site.World.Time.GetUtcNow().UtcDateTime };
            desk.Db.Add(waits);
            await desk.Db.SaveAsync("test", new Subject("job", waits.Id));
            job = waits.Id;
        }
        await End(site.World, "disabled");
        site.World.Time.Advance(TimeSpan.FromMinutes(6));
        for (var tries = 0; tries < 120; tries++)
        {
            await using var desk = site.World.AsSystem();
            var now = await desk.Db.Set<Job>().AsNoTracking().SingleAsync(one => one.Id == job);
            if (now.State is JobStates.Done or JobStates.Failed)
            {
                Assert.Equal("没有做：您的账号或岗位已停用。", now.Says);
                return;
            }
            await Task.Delay(250);
        }
        Assert.Fail("The job was never taken.");
    }

    private static async Task<Guid> Child(World world) => (await Canary.Hatch(world, [RegionTree.Standard.Villages("370831101").First().Code]))[0].Id;

    private static async Task<Page> Ask(Browser browser, string request, Guid child)
    {
        if (request == "form") return await browser.Submit("保存", ("Input.Reason", "核对"));
        if (request == "upload") return await browser.Upload("上传，先试运行", new UploadedFile("File", "名册.csv", Encoding.UTF8.GetBytes("姓名,身份证号\n张三,\n")));
        var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(browser.Address, request == "part" ? $"/children/{child}/timeline" : $"/children/{child}"));
        if (request == "part") asked.Headers.Add("HX-Request", "true");
        return await browser.Send(asked);
    }

    private static bool IsShut(Page answer, string request) => request == "part"
        ? answer.Status == HttpStatusCode.Unauthorized && answer.Headers.ContainsKey("HX-Redirect") && answer.Html.Length < 4096
        : answer.Address.StartsWith("/login", StringComparison.Ordinal);

    private static async Task<(Guid User, Guid Post)> Who(Desk desk)
    {
        var user = await desk.Db.Set<Account>().Where(account => account.UserName == Account).Select(account => account.Id).SingleAsync();
        return (user, await desk.Db.Set<Post>().Where(post => post.UserId == user).Select(post => post.Id).SingleAsync());
    }

    private static async Task End(World world, string how)
    {
        await using var desk = world.As("security-admin", "");
        var (user, post) = await Who(desk);
        var now = world.Time.GetUtcNow().UtcDateTime;
        var sessions = desk.Db.Set<Session>().Where(session => session.UserId == user && session.RevokedAt == null);
        switch (how)
        {
            case "disabled": Assert.Null(await desk.Get<DisableAccount>().Run(user, "手机丢失")); break;
            case "post ended": Assert.True((await desk.Get<EndPost>().Run(user, post, null, "调走")).Ok); break;
            case "post expired": await desk.Db.Set<Post>().Where(one => one.Id == post).ExecuteUpdateAsync(row => row.SetProperty(one => one.ValidTo, World.Day)); break;
            case "session idle": await sessions.ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeen, now - Session.Idle)); break;
            case "session too old": await sessions.ExecuteUpdateAsync(row => row.SetProperty(one => one.Ends, now)); break;
            case "session revoked": await sessions.ExecuteUpdateAsync(row => row.SetProperty(one => one.RevokedAt, now)); break;
            case "password reset": Assert.True((await desk.Get<ResetPassword>().Run(user)).Ok); break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, null);
        }
    }

    /// <summary>Everything as it was, by the rows themselves: the account works again with its old password.</summary>
    private static async Task Restore(World world)
    {
        await using var desk = world.AsSystem();
        var (user, post) = await Who(desk);
        await using var other = world.AsSystem();
        var model = await other.Db.Set<Account>().AsNoTracking().FirstAsync(account => account.UserName == "c370832");
        await desk.Db.Set<Account>().Where(account => account.Id == user).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, model.State)
            .SetProperty(one => one.PasswordHash, model.PasswordHash).SetProperty(one => one.MustChange, model.MustChange).SetProperty(one => one.OneTimeUntil, model.OneTimeUntil));
        await desk.Db.Set<Post>().Where(one => one.Id == post).ExecuteUpdateAsync(row => row.SetProperty(one => one.ValidTo, (DateOnly?)null));
        await desk.Db.Set<Jurisdiction>().Where(one => one.PostId == post).ExecuteUpdateAsync(row => row.SetProperty(one => one.ValidTo, (DateOnly?)null));
    }

    private static async Task Move(World world, string from, string to)
    {
        await using var desk = world.AsSystem();
        var (_, post) = await Who(desk);
        Assert.NotEqual(0, await desk.Db.Set<Jurisdiction>().Where(one => one.PostId == post && one.Prefix == from).ExecuteUpdateAsync(row => row.SetProperty(one => one.Prefix, to)));
    }
}
