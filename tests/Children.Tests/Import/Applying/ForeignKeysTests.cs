using System.Text;
using HuTong.Children.Files;
using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Files;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>The hidden key of a form is whatever somebody sends: one that names another office's row touches it not, and does not tell that it is there (T2; security.md 3.3).</summary>
public sealed class ForeignKeysTests
{
    [Theory, BothEngines]
    public async Task An_upload_under_the_id_of_another_countys_ledger_is_a_ledger_of_its_own(Engine engine)
    {
        await using var world = await World.Create(engine);
        var victim = await Upload(world, Head + One);
        var other = World.Worker("county-officer", "370829");
        Guid made;
        await using (var desk = world.As(other))
        {
            var uploaded = await desk.Get<UploadLedger>().Run(new LedgerUpload(victim, "他县.csv", new MemoryStream(Encoding.UTF8.GetBytes(Head + Two.Replace("泉林镇", "纸坊镇", StringComparison.Ordinal))), "370829"));
            Assert.True(uploaded.Ok, Says(uploaded.Problems));
            made = uploaded.Value.BatchId;
            var again = await desk.Get<UploadLedger>().Run(new LedgerUpload(victim, "他县.csv", new MemoryStream([1]), "370829"));
            Assert.Equal(made, again.Value.BatchId);   // sent twice by one person it is still one
        }
        Assert.NotEqual(victim, made);
        await Ask(world, victim);
        await RunJobs(world);
        Assert.Equal("张试一", await Single(world));

        async Task<string> Single(World one)
        {
            await using var desk = one.As(County);
            using var file = new StreamReader(await desk.Get<FileStore>().Open(victim));
            Assert.Contains("张试一", await file.ReadToEndAsync(), StringComparison.Ordinal);
            return (await desk.Db.Set<Child>().SingleAsync()).Name;
        }
    }

    [Theory, BothEngines]
    public async Task A_new_file_a_correction_and_a_move_under_the_id_of_another_countys_row_are_made_as_any_other(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Apply(world, Head + One);
        (Guid Child, Guid School) theirs;
        await using (var desk = world.As(County)) theirs = ((await desk.Db.Set<Child>().SingleAsync()).Id, (await desk.Db.Set<Schooling>().SingleAsync()).Id);

        var other = World.Worker("county-officer", "370829");
        await Apply(world, Head + Two.Replace("泉林镇", "纸坊镇", StringComparison.Ordinal).Replace("卞桥一村", "武翟山村", StringComparison.Ordinal), other, "370829");
        await using var there = world.As(other);
        var child = await there.Db.Set<Child>().SingleAsync();
        var input = new CorrectionInput { Key = theirs.School, Version = child.Version, Way = CorrectionInput.Change, On = World.Day.AddDays(-1), Reason = "转学", Stage = "primary", Status = "attending", School = "纸坊小学" };
        var changed = await there.Get<CorrectChild>().Run(child.Id, "schooling", input);
        Assert.True(changed.Ok, Says(changed.Problems));
        Assert.True((await there.Get<CorrectChild>().Run(child.Id, "schooling", input)).Ok);   // pressed twice
        Assert.Single(await there.Db.Set<Schooling>().Where(one => one.School == "纸坊小学").ToListAsync());

        var made = await there.Get<CreateFile>().Run(new NewFile { Key = theirs.Child, Name = "陈雨桐", Number = "370899201801010023", Sex = "female", BornOn = new DateOnly(2018, 1, 1), Place = child.Region, Situations = ["to-check"], KnownBy = "visit" });
        Assert.True(made.Ok, Says(made.Problems));
        Assert.NotEqual(theirs.Child, made.Value);
    }
}
