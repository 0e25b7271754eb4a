using HuTong.Children.Import;
using HuTong.Children.Registration;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace HuTong.Children.FileTests;

/// <summary>What the clock does to files (states.md 1, 1.1, 2): ages end categories, files without one wait for their exit.</summary>
public sealed class DailyExitsTests
{
    private const string Book = """
        姓名,身份证号,出生日期,性别,乡镇,村,类别
        江小一,,2010-08-10,男,泗河街道,仲子社区,留守儿童
        江小二,,2008-08-20,女,泗河街道,仲子社区,困境儿童
        江小三,,2015-03-02,女,泗河街道,仲子社区,困境儿童
        江小四,,2010-08-10,男,泗河街道,丰收社区,留守儿童、家庭困难儿童
        """;

    private static readonly DateOnly Sixteen = new(2026, 8, 10), Eighteen = new(2026, 8, 20);

    private static async Task<World> Loaded(Engine engine)
    {
        var world = await World.Create(engine);
        await LedgerSteps.Apply(world, Book);
        await world.RunJobs();
        return world;
    }

    private static async Task DawnOf(World world, DateOnly day)
    {
        world.MoveTo(day);
        await using (var desk = world.AsSystem()) await desk.Get<DayBreak>().Ask();
        await using (var desk = world.AsSystem()) await desk.Get<DayBreak>().Ask();
        await using (var desk = world.AsSystem()) Assert.Equal(1, await desk.Db.Set<Job>().CountAsync(job => job.Kind == DailyExits.JobKind && job.State == JobStates.Ready));
        await world.RunJobs();
        await using var after = world.AsSystem();
        Assert.Equal(0, await after.Db.Set<Job>().CountAsync(job => job.Kind == DailyExits.JobKind && job.State != JobStates.Done));
    }

    private static async Task<(string State, string? Exit, long Version)> Standing(World world, string name)
    {
        await using var desk = world.AsSystem();
        var child = await desk.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Name == name);
        Assert.Equal(child.State, (await desk.Db.Set<RegisterLine>().SingleAsync(line => line.ChildId == child.Id)).State);
        return (child.State, child.ExitReason, child.Version);
    }

    [Theory, BothEngines]
    public async Task A_category_ends_on_its_birthday_and_the_last_one_takes_the_file_to_exit_review_the_same_day(Engine engine)
    {
        await using var world = await Loaded(engine);
        await DawnOf(world, Sixteen.AddDays(-1));
        Assert.Equal(("registered", null, 1), await Standing(world, "江小一"));
        await DawnOf(world, Sixteen);
        Assert.Equal(("exit-review", "no-category", 3), await Standing(world, "江小一"));
        Assert.Equal(("registered", null, 2), await Standing(world, "江小四"));
        Assert.Equal(("registered", null, 1), await Standing(world, "江小三"));
        await DawnOf(world, Sixteen.AddDays(1));
        Assert.Equal(3, (await Standing(world, "江小一")).Version);   // nothing is done twice

        await using var desk = world.AsSystem();
        var ended = await desk.Db.Set<CategoryTerm>().Where(term => term.State == "ended").ToListAsync();
        Assert.Equal([("left-behind", "age-limit", (DateOnly?)Sixteen), ("left-behind", "age-limit", Sixteen)], ended.Select(term => (term.Code, term.EndReason!, term.To)));
        var line = await desk.Db.Set<RegisterLine>().SingleAsync(one => one.Name == "江小四");
        Assert.Equal(Categories.Bits(["hardship-family"]), line.CategoryBits);
    }

    /// <summary>B11: one file that somebody keeps saving holds none of its chunk, and it is told how many were left.</summary>
    [Theory, BothEngines]
    public async Task A_file_that_somebody_saves_at_each_attempt_is_left_for_tomorrow_alone(Engine engine)
    {
        var busy = new SavesMeanwhile("江小一");
        await using var world = await World.Create(engine, services => services.ConfigureDbContext<HuTongDb>(options => options.AddInterceptors(busy)));
        await LedgerSteps.Apply(world, Book);
        await world.RunJobs();
        busy.IsAtWork = true;
        await DawnOf(world, Sixteen);
        Assert.Equal("registered", (await Standing(world, "江小一")).State);
        await using (var desk = world.AsSystem())
        {
            Assert.Equal(["江小四"], await desk.Db.Set<CategoryTerm>().Where(term => term.State == "ended").Join(desk.Db.Set<Child>(), term => term.ChildId, child => child.Id, (_, child) => child.Name).ToListAsync());
            Assert.EndsWith("有人正在修改的 1 份没有动，明天再办。", (await desk.Db.Set<Job>().SingleAsync(job => job.Kind == DailyExits.JobKind)).Says, StringComparison.Ordinal);
        }

        busy.IsAtWork = false;
        await DawnOf(world, Sixteen.AddDays(1));
        Assert.Equal("exit-review", (await Standing(world, "江小一")).State);
    }

    /// <summary>Somebody who saves one file each time that the clock is about to.</summary>
    private sealed class SavesMeanwhile(string name) : SaveChangesInterceptor
    {
        public bool IsAtWork { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken cancel = default)
        {
            if (IsAtWork && data.Context!.ChangeTracker.Entries<Child>().Any(entry => entry.State == EntityState.Modified && entry.Entity.Name == name))
                await data.Context.Set<Child>().Where(child => child.Name == name).ExecuteUpdateAsync(child => child.SetProperty(one => one.Version, one => one.Version + 10), cancel);
            return result;
        }
    }

    [Theory, BothEngines]
    public async Task Thirty_days_before_eighteen_the_file_waits_for_its_exit_and_one_that_a_person_keeps_is_left_alone_until_then(Engine engine)
    {
        await using var world = await Loaded(engine);
        await DawnOf(world, Eighteen.AddDays(-31));
        Assert.Equal("registered", (await Standing(world, "江小二")).State);
        await DawnOf(world, Eighteen.AddDays(-30));
        Assert.Equal(("exit-review", "adult"), ((await Standing(world, "江小二")).State, (await Standing(world, "江小二")).Exit));

        Guid id;
        await using (var desk = OneFile.Supervisor(world))
        {
            var child = await desk.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Name == "江小二");
            id = child.Id;
            Assert.True((await desk.Get<MoveFile>().Run(id, new MoveRequest { Key = Guid.CreateVersion7(), Version = child.Version, Move = "stay", Reason = "还没满 18 岁" })).Value);
        }

        await DawnOf(world, Eighteen.AddDays(-1));
        Assert.Equal("registered", (await Standing(world, "江小二")).State);
        await DawnOf(world, Eighteen);
        Assert.Equal(("exit-review", "adult"), ((await Standing(world, "江小二")).State, (await Standing(world, "江小二")).Exit));
        await using var after = OneFile.Supervisor(world);
        var version = (await after.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == id)).Version;
        Assert.Equal("no-active-category", Assert.Single((await after.Get<MoveFile>().Run(id, new MoveRequest { Key = Guid.CreateVersion7(), Version = version, Move = "stay", Reason = "还在上学" })).Problems).Code);
    }

    [Theory, BothEngines]
    public async Task What_the_clock_did_stands_in_the_record_with_before_and_after(Engine engine)
    {
        await using var world = await Loaded(engine);
        await DawnOf(world, Sixteen);
        await using var desk = OneFile.Supervisor(world);
        var id = await desk.Db.Set<Child>().Where(one => one.Name == "江小一").Select(one => one.Id).SingleAsync();
        var events = await desk.Db.Set<Event>().Where(one => one.ChildId == id).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync();
        Assert.Equal(["child-imported", "category-age-ended", "state-exit-review"], events.Select(one => one.Action));
        var changes = await OneFile.LastChanges(world, id);
        Assert.Equal(("registered", "exit-review"), changes.Where(one => one.Field == "child.state").Select(one => (one.Before, one.After)).Single());
    }
}
