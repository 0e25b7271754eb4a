using System.Diagnostics;
using System.Globalization;
using System.Text;
using HuTong.Core;
using HuTong.Data;
using HuTong.People.Seed;
using HuTong.Places;
using HuTong.Places.Seed;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Killed at any point an import is whole or absent, and the next run completes it (states.md 3).</summary>
public sealed class KillTests
{
    private const int Rows = 20_000;
    private const int Kills = 5;
    private const string Office = "c370831";

    [Theory, BothEngines]
    public async Task An_import_killed_at_any_moment_is_whole_or_absent_and_runs_again_to_its_end(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var places = world.AsSystem()) await places.Get<SeedRegions>().Run();
        await using (var system = world.AsSystem()) await system.Get<SeedPlacesOnlyAccounts>().Run("Ht-a2b3c4d5e6");
        var ledger = Path.Combine(world.Folder, "名册.csv");
        await File.WriteAllTextAsync(ledger, Book());
        var chance = new Random(20261126);
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var import = Start(world, ledger);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(chance.Next(1_000, 12_000)));
            try { await import.WaitForExitAsync(patience.Token); }
            catch (OperationCanceledException)
            {
                import.Kill(entireProcessTree: true);
                interrupted++;
            }

            await import.WaitForExitAsync();
            Assert.Contains(await Files(world), new[] { 0, Rows });
        }

        Assert.True(interrupted > 0, "Every run ended before it was killed.");
        using var last = Start(world, ledger);
        var says = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.True(last.ExitCode == 0, says);
        Assert.Equal(Rows, await Files(world));
        await using var desk = world.As(World.Worker("county-officer", "370831"));
        Assert.Equal(Rows, await desk.Db.Set<RegisterLine>().CountAsync());
        Assert.Equal(1, await desk.Db.Set<ImportBatch>().CountAsync(batch => batch.State == BatchStates.Applied));
    }

    private static async Task<int> Files(World world)
    {
        await using var desk = world.As(World.Worker("county-officer", "370831"));
        return await desk.Db.Set<Child>().CountAsync();
    }

    private static Process Start(World world, string ledger)
    {
        var web = Path.Combine(AppContext.BaseDirectory, "HuTong.Web");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", web + ".runtimeconfig.json", web + ".dll", "import-register", ledger, "--region", "370831", "--as", Office]) { RedirectStandardOutput = true };
        (start.Environment["HUTONG_DB"], start.Environment["HUTONG_DATA"]) = (world.ConnectionString, world.Folder);
        start.Environment["HUTONG_MASTER_KEY"] = Convert.ToBase64String(World.MasterKeyOfTests);
        return Process.Start(start)!;
    }

    /// <summary>Invented children with numbers of the demo range (370899), in real villages.</summary>
    private static string Book()
    {
        var villages = RegionTree.Standard.Villages("370831").Where(village => village.Name.EndsWith("村民委员会", StringComparison.Ordinal)).ToList();
        var book = new StringBuilder("姓名,身份证号,乡镇,村,类别,监护人,监护人电话\n");
        for (var row = 0; row < Rows; row++)
        {
            var first = string.Create(CultureInfo.InvariantCulture, $"370899{new DateOnly(2014, 1, 1).AddDays(row % 1500):yyyyMMdd}{row / 1500 + 1:000}");
            var village = villages[row % villages.Count];
            book.Append(CultureInfo.InvariantCulture, $"{Sign(row / 97)}{Sign(row)}{Sign(row / 7)},{first}{IdNumber.CheckDigit(first)},{RegionTree.Standard.NameOf(village.Code[..9])},{village.Name},困境儿童,王大山,1380000{row % 10000:0000}\n");
        }

        return book.ToString();

        static char Sign(int at) => (char)('一' + at % 400 + 400);
    }
}
