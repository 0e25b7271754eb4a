using System.Net;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Register;
using HuTong.Testing;
using HuTong.Visits.Posts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Tests.Posts;

/// <summary>WRK-001, R-138: the real-name register of directors and township supervisors.</summary>
public sealed class RealNameTests
{
    private const string Phone = "13900001234", IdNumber = "370899198506070029";

    [Theory, BothEngines]
    public async Task It_lists_who_holds_a_post_on_a_day_and_who_left_a_person_once(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Held.Add(world, Roles.VillageDirector, [Held.Village, Held.NextVillage], "马秀芝");
        await Held.Director(world, Held.ThirdVillage, "李玉兰", from: World.Day.AddDays(-30));
        await Held.Director(world, Held.ThirdVillage, "宋巧云", to: World.Day.AddDays(-30));
        await Held.Add(world, Roles.TownshipSupervisor, [Held.Township], "周明远");
        await Held.Director(world, Held.OtherVillage, "别镇的人");

        Assert.Equal(["周明远", "马秀芝", "李玉兰"], await Names(world));
        Assert.Equal(["周明远", "马秀芝", "宋巧云"], await Names(world, on: World.Day.AddDays(-40)));
        Assert.Equal(["宋巧云"], await Names(world, isPast: true));
        Assert.Equal(["马秀芝", "李玉兰"], await Names(world, role: Roles.VillageDirector));
        Assert.Equal(["李玉兰"], await Names(world, name: "玉"));
        await using var county = world.As(Roles.CountyOfficer, "370831");
        Assert.Equal(4, (await county.Get<RealNameListQuery>().Run(new RealNameFilter(county.Get<PostsPlace>().Find(null)!, World.Day))).Total);
    }

    [Theory, BothEngines]
    public async Task Its_pages_go_on_where_the_last_one_ended(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var at in Enumerable.Range(0, 7)) await Held.Director(world, $"37083110120{at}", $"人{at}");
        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        var (query, filter, seen) = (desk.Get<RealNameListQuery>(), new RealNameFilter(desk.Get<PostsPlace>().Find(null)!, World.Day), new List<string>());
        for (var page = await query.Run(filter, 3); ; page = await query.Run(filter with { After = page.Next }, 3))
        {
            Assert.Equal(7, page.Total);
            seen.AddRange(page.Rows.Select(row => row.Name));
            if (page.Next is null) break;
        }
        Assert.Equal(Enumerable.Range(0, 7).Select(at => $"人{at}"), seen);
    }

    [Theory, BothEngines]
    public async Task The_supervisor_corrects_directors_of_the_township_and_the_county_officer_both_and_nobody_else_anybody(Engine engine)
    {
        await using var world = await World.Create(engine);
        var director = await Held.Director(world, Held.Village, "马秀之");
        var supervisor = await Held.Add(world, Roles.TownshipSupervisor, [Held.Township], "周明远");
        var neighbour = await Held.Director(world, Held.OtherVillage, "别镇的人");
        await Held.Add(world, Roles.CountyOfficer, ["370831"], who: neighbour);

        Assert.Equal(["worker-not-found"], await Correct(world, Roles.TownshipSupervisor, Held.Township, supervisor.Worker));
        Assert.Equal(["worker-not-found"], await Correct(world, Roles.TownshipSupervisor, Held.Township, neighbour.Worker));
        Assert.Equal(["worker-not-found"], await Correct(world, Roles.TownshipSupervisor, Held.OtherTownship, neighbour.Worker));   // holds a higher post besides
        Assert.Equal(["worker-not-found"], await Correct(world, Roles.VillageDirector, Held.Village, director.Worker));
        Assert.Equal(["worker-not-found"], await Correct(world, Roles.CountyReviewer, "370831", director.Worker));
        Assert.Empty(await Correct(world, Roles.TownshipSupervisor, Held.Township, director.Worker));
        Assert.Empty(await Correct(world, Roles.CountyOfficer, "370831", supervisor.Worker));
    }

    [Theory, BothEngines]
    public async Task A_correction_stands_in_the_history_with_before_after_and_reason_and_the_phone_only_masked(Engine engine)
    {
        await using var world = await World.Create(engine);
        var director = await Held.Director(world, Held.Village, "马秀之");
        Assert.Empty(await Correct(world, Roles.TownshipSupervisor, Held.Township, director.Worker, facts => (facts.Name, facts.Phone, facts.Employment) = ("马秀芝", Phone, "part-time")));
        Assert.Empty(await Correct(world, Roles.TownshipSupervisor, Held.Township, director.Worker, facts => (facts.Name, facts.Employment, facts.Version) = ("马秀芝", "part-time", 1)));   // the same again is nothing
        Assert.Equal(["stale"], await Correct(world, Roles.TownshipSupervisor, Held.Township, director.Worker, facts => facts.Name = "别的名"));

        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        var file = (await desk.Get<RealNameFileQuery>().Run(director.Worker))!;
        Assert.Equal("139******34", file.Phone);
        Assert.Equal(["更正实名信息", "加岗位"], file.History.Select(line => line.What));
        Assert.Contains("姓名 马秀之 → 马秀芝", file.History[0].Says, StringComparison.Ordinal);
        Assert.Contains("兼职", file.History[0].Says, StringComparison.Ordinal);
        Assert.Equal("按身份证核对", file.History[0].Why);
        Assert.DoesNotContain(Phone, string.Concat(file.History.Select(line => line.Says)), StringComparison.Ordinal);
        await using var other = world.As(Roles.TownshipSupervisor, Held.OtherTownship);
        Assert.Null(await other.Get<RealNameFileQuery>().Run(director.Worker));
    }

    [Theory, BothEngines]
    public async Task What_cannot_be_is_refused_in_words(Engine engine)
    {
        await using var world = await World.Create(engine);
        var director = await Held.Director(world, Held.Village, "马秀芝");
        await using (var operating = world.AsOperator())
        {
            var worker = await operating.Db.Set<Worker>().SingleAsync(one => one.Id == director.Worker);
            worker.Keep(IdNumber, null, Held.Village, operating.Get<FieldCipher>());
            Assert.Null(await operating.Db.SaveAsync("worker-corrected", new Subject("worker", worker.Id, null, Held.Village)));
        }
        Task<IReadOnlyList<string>> With(Action<WorkerFacts> fill) => Correct(world, Roles.CountyOfficer, "370831", director.Worker, facts => { facts.Version = 1; fill(facts); });
        Assert.Equal(["name-missing"], await With(facts => facts.Name = " "));
        Assert.Equal(["name-long"], await With(facts => facts.Name = new string('长', 41)));
        Assert.Equal(["code-unknown", "code-unknown", "code-unknown"], await With(facts => (facts.Sex, facts.Schooling, facts.Employment) = ("x", "y", "z")));
        Assert.Equal(["birth-unlikely", "birth-contradicts-id"], await With(facts => facts.BornOn = World.Day.AddYears(-3)));
        Assert.Equal(["sex-contradicts-id"], await With(facts => facts.Sex = "male"));
        Assert.Equal(["phone-bad"], await With(facts => facts.Phone = "12"));
        Assert.Equal(["reason-missing"], await With(facts => (facts.Sex, facts.Reason) = ("female", "")));
        Assert.Empty(await With(facts => (facts.Sex, facts.BornOn) = ("female", new DateOnly(1985, 6, 7))));
    }

    [Theory, BothEngines]
    public async Task The_export_has_a_sheet_for_each_system_no_formula_no_whole_phone_and_is_recorded(Engine engine)
    {
        await using var world = await World.Create(engine);
        var director = await Held.Add(world, Roles.VillageDirector, [Held.Village, Held.NextVillage], "=马秀芝");
        Assert.Empty(await Correct(world, Roles.TownshipSupervisor, Held.Township, director.Worker, facts => (facts.Name, facts.Phone, facts.Sex, facts.Schooling, facts.Employment) = ("=马秀芝", Phone, "female", "senior-high", "full-time")));
        await using var desk = world.As(Roles.CountyOfficer, "370831");
        var filter = new RealNameFilter(desk.Get<PostsPlace>().Find(null)!, World.Day);
        var file = new MemoryStream();
        Assert.Equal("purpose-missing", (await desk.Get<RealNameBook>().Run(filter, " ", file))!.Code);
        Assert.Equal(0, file.Length);
        Assert.Null(await desk.Get<RealNameBook>().Run(filter, "报全国系统", file));

        var sheets = Cells(file.ToArray());
        Assert.Equal(["'=马秀芝", "2", "", "61", "儿童主任", "1", "139******34", $"{Held.Village}、{Held.NextVillage}", $"{World.Day.AddDays(-400):yyyyMMdd}", ""], sheets[0][1]);
        Assert.Equal(["'=马秀芝", "女", "", "普通高中毕业", "儿童主任", "专职", "139******34", "没有登记"], sheets[1][1][..8]);
        var told = await desk.Db.Set<Event>().SingleAsync(one => one.Action == "roster-exported");
        Assert.Equal("报全国系统（泗水县，1 人）", told.Text(desk.Get<FieldCipher>()).Reason);
    }

    [Theory, BothEngines]
    public async Task In_a_browser_the_supervisor_corrects_a_director_and_the_county_exports(Engine engine)
    {
        await using var site = await LiveSite.Start(engine);
        using var browser = await site.LogIn("quanlin.supervisor");
        await browser.Get("/roster?role=village-director&q=" + Uri.EscapeDataString("马秀芝"));
        await browser.Follow("马秀芝");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.Submit("保存", ("Input.BornOn", "2026-6-1"), ("Input.Reason", "核对"))).Status);
        await browser.Submit("保存", ("Input.BornOn", "1975-3-8"), ("Input.Sex", "female"), ("Input.Schooling", "senior-high"), ("Input.Phone", Phone), ("Input.Reason", "按身份证核对"));
        Assert.Contains("已改好", browser.Page.Text, StringComparison.Ordinal);
        Assert.Contains("139******34", browser.Page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, browser.Page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("导出表格", (await browser.Get("/roster")).Text, StringComparison.Ordinal);
        using var county = await site.LogIn("c370831");
        await county.Get("/roster?place=370831101");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await county.Submit("导出表格", ("Purpose", ""))).Status);
        Assert.Contains("attachment", (await county.Submit("导出表格", ("Purpose", "报全国系统"))).Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Names(World world, DateOnly? on = null, string? role = null, bool isPast = false, string? name = null)
    {
        await using var desk = world.As(Roles.TownshipSupervisor, Held.Township);
        return [.. (await desk.Get<RealNameListQuery>().Run(new RealNameFilter(desk.Get<PostsPlace>().Find(null)!, on ?? World.Day, role, isPast, name))).Rows.Select(row => row.Name)];
    }

    private static async Task<IReadOnlyList<string>> Correct(World world, string role, string region, Guid worker, Action<WorkerFacts>? fill = null)
    {
        await using var desk = world.As(role, region);
        var facts = new WorkerFacts { Name = "马秀芝", Reason = "按身份证核对" };
        fill?.Invoke(facts);
        return [.. (await desk.Get<CorrectWorker>().Run(worker, facts)).Problems.Select(problem => problem.Code)];
    }

    private static List<List<string[]>> Cells(byte[] file)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var reader = ExcelDataReader.ExcelReaderFactory.CreateReader(new MemoryStream(file));
        var sheets = new List<List<string[]>>();
        do
        {
            var rows = new List<string[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column)?.ToString() ?? "")]);
            sheets.Add(rows);
        }
        while (reader.NextResult());
        return sheets;
    }
}
