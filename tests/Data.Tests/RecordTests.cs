using HuTong.Children;
using HuTong.Data.Record;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HuTong.Data.Tests;

/// <summary>The record: an event with every change, a chain that shows tampering (security.md 6, T9).</summary>
public sealed class RecordTests
{
    [Theory, BothEngines]
    public async Task A_change_writes_its_event_with_before_and_after(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await Register(world);
        await using var desk = world.As("county-officer", "370831");
        var stored = await desk.Db.Set<Child>().SingleAsync(one => one.Id == child.Id);
        stored.Name = "张改名";
        Assert.Null(await desk.Db.SaveAsync("child-corrected", Subject.Of(stored), "户口簿上是这个名字"));

        var last = await desk.Db.Set<Event>().OrderByDescending(one => one.Id).FirstAsync();
        var text = last.Text(desk.Get<Crypto.FieldCipher>());
        Assert.Equal("户口簿上是这个名字", text.Reason);
        var change = Assert.Single(text.Changes);
        Assert.Equal(("child.name", "张试", "张改名"), (change.Field, change.Before, change.After));
    }

    [Fact]
    public async Task Changes_of_many_rows_are_told_each_with_its_row_and_so_are_those_of_events_written_before_rows_stood_once()
    {
        await using var world = await World.Create(Engine.Sqlite);
        await using var desk = world.As("county-officer", "370831");
        var cipher = desk.Get<Crypto.FieldCipher>();
        var (home, school) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Change[] changes = [new("child.name", "张“试”", "张试\n改", home), new("schooling.school", null, "泉林小学", school), new("child.sex", "1", null, home), new("import_batch.rows", null, "3")];
        var made = Event.Of("child-corrected", new Subject("child", home, home, "370831105217"), null, changes, desk.Db.Scope, cipher, desk.Get<ChinaClock>());
        Assert.Equal(changes, made.Text(cipher).Changes);
        Assert.Null(made.Text(cipher).Reason);

        var old = new Event { Id = made.Id, Region = made.Region };
        old.ChangesEnc = cipher.Seal(Crypto.FieldPlace.Of<Event>(nameof(Event.ChangesEnc), old.Id), old.Region,
            System.Text.Encoding.UTF8.GetBytes($$"""{"Reason":"按户口簿","Who":"王敏","Post":"县级经办","Changes":[{"Field":"child.name","Before":"张试","After":"张改名","RowId":"{{home}}"}]}"""));
        Assert.Equal(("按户口簿", "王敏", "县级经办", new Change("child.name", "张试", "张改名", home)), (old.Text(cipher).Reason, old.Text(cipher).Who, old.Text(cipher).Post, Assert.Single(old.Text(cipher).Changes)));
    }

    [Theory, BothEngines]
    public async Task A_save_without_its_event_is_refused(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await Register(world);
        await using var desk = world.As("county-officer", "370831");
        (await desk.Db.Set<Child>().SingleAsync(one => one.Id == child.Id)).Name = "张偷改";
        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Db.SaveChangesAsync());
    }

    [Theory, BothEngines]
    public async Task A_stale_version_is_told_and_nothing_is_lost(Engine engine)
    {
        await using var world = await World.Create(engine);
        var child = await Register(world);
        await using var first = world.As("county-officer", "370831");
        await using var second = world.As("county-reviewer", "370831");
        var mine = await first.Db.Set<Child>().SingleAsync(one => one.Id == child.Id);
        var theirs = await second.Db.Set<Child>().SingleAsync(one => one.Id == child.Id);
        mine.Name = "张先";
        theirs.Name = "张后";
        Assert.Null(await first.Db.SaveAsync("child-corrected", Subject.Of(mine)));
        Assert.Equal("stale", (await second.Db.SaveAsync("child-corrected", Subject.Of(theirs)))?.Code);
        await using var reader = world.As("county-officer", "370831");
        Assert.Equal("张先", (await reader.Db.Set<Child>().SingleAsync(one => one.Id == child.Id)).Name);
    }

    [Theory, BothEngines]
    public async Task Events_can_be_neither_changed_nor_deleted(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Register(world);
        await using var system = world.AsSystem();
        await Assert.ThrowsAnyAsync<Exception>(() => system.Db.Set<Event>().ExecuteUpdateAsync(set => set.SetProperty(one => one.Action, "something-else")));
        await Assert.ThrowsAnyAsync<Exception>(() => system.Db.Set<Event>().ExecuteDeleteAsync());
        Assert.True(await system.Db.Set<Event>().AllAsync(one => one.Action != "something-else"));
    }

    [Theory, BothEngines]
    public async Task A_sealed_chain_holds_and_a_changed_event_is_found(Engine engine)
    {
        await using var world = await World.Create(engine);
        for (var i = 0; i < 5; i++) await Register(world);
        await using var system = world.AsSystem();
        Assert.True(await system.Get<SealEvents>().Run() >= 5);
        Assert.True((await system.Get<VerifyAudit>().Run()).Holds);

        await using var owner = world.AsOperator();
        await owner.Db.Database.ExecuteSqlRawAsync(engine == Engine.Sqlite
            ? "DROP TRIGGER event_is_final; UPDATE event SET action = 'forged' WHERE id = (SELECT min(id) FROM event)"
            : "ALTER TABLE event DISABLE TRIGGER ALL; UPDATE event SET action = 'forged' WHERE id = (SELECT id FROM event ORDER BY id LIMIT 1)");
        Assert.False((await system.Get<VerifyAudit>().Run()).Holds);
    }

    [Theory, BothEngines]
    public async Task A_chain_whose_end_was_cut_contradicts_its_checkpoint(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Register(world);
        await using var system = world.AsSystem();
        await system.Get<SealEvents>().Run();
        await Register(world);
        await system.Get<SealEvents>().Run();
        var folder = Path.Combine(world.Folder, "checkpoints");
        await system.Get<SealEvents>().Checkpoint(folder);
        var outside = CheckpointFile.Read(await File.ReadAllTextAsync(Directory.GetFiles(folder).Single()));
        Assert.True((await system.Get<VerifyAudit>().Run(outside)).Holds);

        await using var owner = world.AsOperator();
        await owner.Db.Database.ExecuteSqlRawAsync(engine == Engine.Sqlite
            ? "DROP TRIGGER event_is_kept; DELETE FROM event WHERE seal_no = 2; DELETE FROM event_seal WHERE no = 2; DELETE FROM checkpoint"
            : "ALTER TABLE event DISABLE TRIGGER ALL; DELETE FROM event WHERE seal_no = 2; DELETE FROM event_seal WHERE no = 2; DELETE FROM checkpoint");
        Assert.True((await system.Get<VerifyAudit>().Run()).Holds);
        Assert.False((await system.Get<VerifyAudit>().Run(outside)).Holds);
    }

    internal static async Task<Child> Register(World world, string region = "370831101206", string name = "张试")
    {
        await using var desk = world.As("county-officer", region[..6]);
        var child = new Child { Id = Guid.CreateVersion7(), Name = name, Region = region, Sex = "male", State = "registered", CreatedAt = desk.Get<ChinaClock>().Now };
        desk.Db.Add(child);
        Assert.Null(await desk.Db.SaveAsync("child-registered", Subject.Of(child)));
        return child;
    }
}
