using HuTong.Children.Files;
using HuTong.Children.Registration;
using HuTong.Data.Crypto;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.FileTests;

/// <summary>An invented child of a real village, made by the use cases that people use.</summary>
internal static class OneFile
{
    public const string Village = "370831001003", OtherVillage = "370831001010", Township = "370831001", County = "370831", Elsewhere = "370830001001";
    public const string Number = "370899201506070023";

    public static Desk Supervisor(World world) => world.As("township-supervisor", Township);

    public static Desk Officer(World world) => world.As("county-officer", County);

    public static NewFile Form(string number = Number, string village = Village) => new()
    {
        Key = Guid.CreateVersion7(), Name = "陈雨桐", Number = number, BornOn = new DateOnly(2015, 6, 7), Sex = "female", Place = village, Address = "三组 26 号",
        Situations = ["to-check"], CarerName = "宋玉珍", CarerRelation = "grandmother", CarerPhone = "13800001234", KnownBy = "visit",
    };

    public static async Task<Guid> Create(World world, NewFile? form = null)
    {
        await using var desk = Supervisor(world);
        return (await desk.Get<CreateFile>().Run(form ?? Form())).Value;
    }

    /// <summary>A file whose child a first visit has met, which registering asks for (states.md 1).</summary>
    public static async Task<Guid> CreateSeen(World world, NewFile? form = null)
    {
        var id = await Create(world, form);
        await Visit(world, id);
        return id;
    }

    public static async Task Visit(World world, Guid id)
    {
        await using var desk = world.AsSystem();
        var child = await desk.Db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == id);
        var visit = new Visits.Visit { Id = Guid.CreateVersion7(), ChildId = id, Region = child.Region, On = World.Day, Reason = "first", IsChildSeen = true, IsFaceToFace = true, AcceptBy = World.Day, SubmittedAt = child.CreatedAt };
        desk.Db.Add(visit);
        Assert.Null(await desk.Db.SaveAsync("visit-recorded", Subject.Of(visit)));
    }

    public static async Task<CorrectionInput> Begin(World world, Guid id, string part)
    {
        await using var desk = Supervisor(world);
        var input = (await desk.Get<CorrectChild>().Begin(id, part, null))!;
        (input.Way, input.Reason) = (CorrectionInput.Mistake, "按户口簿核对");
        return input;
    }

    public static async Task<IReadOnlyList<string>> Correct(World world, Guid id, string part, Action<CorrectionInput> fill)
    {
        var input = await Begin(world, id, part);
        fill(input);
        return await Send(world, id, part, input);
    }

    public static async Task<IReadOnlyList<string>> Send(World world, Guid id, string part, CorrectionInput input)
    {
        await using var desk = Supervisor(world);
        return [.. (await desk.Get<CorrectChild>().Run(id, part, input)).Problems.Select(problem => problem.Code)];
    }

    public static async Task<ChildFile> Read(World world, Guid id, DateOnly? day = null)
    {
        await using var desk = Supervisor(world);
        var query = desk.Get<ChildFileQuery>();
        return await query.Run((await query.Find(id))!, day);
    }

    public static async Task<IReadOnlyList<Change>> LastChanges(World world, Guid id)
    {
        await using var desk = Supervisor(world);
        var last = await desk.Db.Set<Event>().Where(one => one.ChildId == id).OrderByDescending(one => one.At).ThenByDescending(one => one.Id).FirstAsync();
        return last.Text(desk.Get<FieldCipher>()).Changes;
    }

    /// <summary>Does the work of the checks that were asked for, without the worker that takes them.</summary>
    public static async Task RunChecks(World world)
    {
        await using var system = world.AsSystem();
        var check = system.Get<IEnumerable<IJobHandler>>().Single(one => one.Kind == IdentityCheck.JobKind);
        foreach (var job in await system.Db.Set<Job>().AsNoTracking().Where(job => job.Kind == IdentityCheck.JobKind).ToListAsync())
            await check.Run(job, new JobProgress((_, _, _) => Task.CompletedTask), CancellationToken.None);
    }
}
