using System.Security.Cryptography;
using System.Text;
using HuTong.Children.Import;
using HuTong.Data;
using HuTong.Data.Jobs;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Find;

/// <summary>Files made by an older version are found as this version finds (REG-018, B7).</summary>
public sealed class RefreshNameKeysTests
{
    private static async Task<int> Migrate(World world)
    {
        await using var desk = world.AsSystem("places");
        return await desk.Get<RefreshNameKeys>().Run();
    }

    private static async Task<IReadOnlyList<string>> Found(World world, string typed)
    {
        await using var desk = world.As(LedgerSteps.County);
        return [.. (await desk.Get<ChildListQuery>().Run(new ChildFilter { Q = typed })).Rows.Select(row => row.Name)];
    }

    [Theory, BothEngines]
    public async Task Migrate_gives_old_lines_the_keys_of_this_version_and_the_second_time_does_nothing(Engine engine)
    {
        await using var world = await World.Create(engine);
        await LedgerSteps.Apply(world, LedgerSteps.Head + LedgerSteps.One.Replace("张试一", "张子轩") + LedgerSteps.Two);
        await using (var older = world.AsSystem())
            await older.Db.Set<RegisterLine>().Where(line => line.Name == "张子轩").ExecuteUpdateAsync(line => line.SetProperty(one => one.Pinyin, "zhangzixuan").SetProperty(one => one.Initials, "").SetProperty(one => one.SchoolKey, (string?)null));
        Assert.Empty(await Found(world, "zixuan"));

        Assert.Equal(1, await Migrate(world));
        Assert.Equal(["张子轩"], await Found(world, "zixuan"));
        await using (var desk = world.AsSystem())
        {
            Assert.Equal(("zzx", "泉林小学"), await desk.Db.Set<RegisterLine>().Where(line => line.Name == "张子轩").Select(line => new ValueTuple<string, string?>(line.Initials, line.SchoolKey)).SingleAsync());
            Assert.Equal(JobStates.Done, (await desk.Db.Set<Job>().SingleAsync(job => job.Kind == RefreshNameKeys.JobKind)).State);
            await desk.Db.Set<RegisterLine>().ExecuteUpdateAsync(line => line.SetProperty(one => one.Pinyin, ""));
        }

        Assert.Equal(0, await Migrate(world));
        Assert.Empty(await Found(world, "zixuan"));   // not read again
    }

    /// <summary>When this fails names get other keys than before: raise the version, so that migrate renews the lines that are there.</summary>
    [Fact]
    public void Keys_of_names_change_only_with_their_version()
    {
        var keys = string.Join('\n', new[] { "张子轩", "尉迟恭", "单雄信", "吕绿", "阿依古丽·买买提", "欧阳Anna", "仇英", "曾㐱", "重庆", "a b c", "" }.Select(name => NameKeys.Of(name).ToString()));
        Assert.Equal("2 A44E63A8038A398C", $"{NameKeys.Version} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(keys)))[..16]}");
    }
}
