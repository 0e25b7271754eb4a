using System.Diagnostics;
using HuTong.Data;
using HuTong.People.Seed;
using HuTong.Places.Seed;
using HuTong.Testing;

namespace HuTong.Children.Import;

/// <summary>The verb as an operator starts it, in a process of its own (import.md 1).</summary>
public sealed class ImportVerbTests
{
    [Theory, BothEngines]
    public async Task Without_places_in_the_database_the_verb_refuses_in_words_and_with_them_it_reads(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var system = world.AsSystem()) await system.Get<SeedPlacesOnlyAccounts>().Run("Ht-a2b3c4d5e6");
        var ledger = Path.Combine(world.Folder, "名册.csv");
        await File.WriteAllTextAsync(ledger, "姓名,身份证号,乡镇,村,类别\n张试一,370899201506070015,泉林镇,卞桥一村,留守儿童\n");
        var (exit, says) = await Import(world, ledger);
        Assert.Equal(2, exit);
        Assert.Contains("库里还没有区划", says, StringComparison.Ordinal);
        Assert.Contains("migrate", says, StringComparison.Ordinal);

        await using (var system = world.AsSystem()) await system.Get<SeedRegions>().Run();
        (exit, says) = await Import(world, ledger);
        Assert.True(exit == 0, says);
        Assert.Contains("1 行", says, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Says)> Import(World world, string ledger)
    {
        var web = Path.Combine(AppContext.BaseDirectory, "HuTong.Web");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", web + ".runtimeconfig.json", web + ".dll", "import-register", ledger, "--region", "370831", "--as", "c370831"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["HUTONG_DB"], start.Environment["HUTONG_DATA"]) = (world.ConnectionString, world.Folder);
        start.Environment["HUTONG_MASTER_KEY"] = Convert.ToBase64String(World.MasterKeyOfTests);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
