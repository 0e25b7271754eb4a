using System.Diagnostics;
using System.Globalization;
using System.Text;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Doubles;
using HuTong.Data.Files;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.People.Accounts;
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
        var before = await Counts(world);
        var chance = new Random(20261126);
        var interrupted = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var import = Start(world, ledger);
            // The first is killed before the fastest machine has read the book; what was applied once leaves the next little to do.
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(kill == 0 ? chance.Next(1_000, 2_000) : chance.Next(1_000, 12_000)));
            try { await import.WaitForExitAsync(patience.Token); }
            catch (OperationCanceledException)
            {
                import.Kill(entireProcessTree: true);
                interrupted++;
            }

            await import.WaitForExitAsync();
            await WholeOrAbsent(world, before);
        }

        Assert.True(interrupted > 0, "Every run ended before it was killed.");
        using var last = Start(world, ledger);
        var says = await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.True(last.ExitCode == 0, says);
        Assert.Equal(Rows, await Files(world));
        Assert.True(await WholeOrAbsent(world, before));
        await using var desk = world.As(World.Worker("county-officer", "370831"));
        Assert.Equal(1, await desk.Db.Set<ImportBatch>().CountAsync(batch => batch.State == BatchStates.Applied));
    }

    /// <summary>The same through the page: the job that the button asks for is killed with its server, and the next server takes it up.</summary>
    [Theory, BothEngines]
    public async Task The_job_of_the_page_killed_with_its_server_is_whole_or_absent_and_the_next_server_ends_it(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var places = world.AsSystem()) await places.Get<SeedRegions>().Run();
        await using (var system = world.AsSystem()) await system.Get<SeedPlacesOnlyAccounts>().Run("Ht-a2b3c4d5e6");
        var officer = await Officer(world);
        var batch = await LedgerSteps.Upload(world, Book(), officer);
        var before = await Counts(world);
        await LedgerSteps.Ask(world, batch, officer);

        using (var first = Serve(world))
        {
            await Until(world, first, job => job.State == JobStates.Running);
            await Task.Delay(TimeSpan.FromMilliseconds(400));
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync();
        }

        Assert.False(await WholeOrAbsent(world, before, rowsBefore: Rows), "The work ended before it was killed.");
        await using (var system = world.AsSystem())   // as when its lease has run out
            await system.Db.Set<Job>().Where(job => job.State == JobStates.Running).ExecuteUpdateAsync(row => row.SetProperty(job => job.LeaseUntil, World.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)));
        using var second = Serve(world);
        await Until(world, second, job => job.State == JobStates.Done);
        second.Kill(entireProcessTree: true);
        await second.WaitForExitAsync();
        Assert.True(await WholeOrAbsent(world, before, rowsBefore: Rows));
        Assert.Equal(BatchStates.Applied, (await LedgerSteps.Batch(world, batch)).State);
    }

    private static async Task<ScopeGrant> Officer(World world)
    {
        await using var system = world.AsSystem();
        var user = await system.Db.Set<Account>().Where(account => account.UserName == Office).Select(account => account.Id).SingleAsync();
        return (await system.Get<IScopeSource>().OfUser(user, null, CancellationToken.None))!;
    }

    private static async Task Until(World world, Process server, Func<Job, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            Assert.False(server.HasExited, "The server ended by itself.");
            await using (var system = world.AsSystem())
                if (holds(await system.Db.Set<Job>().AsNoTracking().SingleAsync(job => job.Kind == ApplyBatch.JobKind, patience.Token))) return;
            await Task.Delay(25, patience.Token);
        }
    }

    /// <summary>Rows of every table that is about children, and of the log.</summary>
    private static async Task<SortedDictionary<string, int>> Counts(World world)
    {
        await using var system = world.AsSystem();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in system.Db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(type => type == typeof(IdentityIndex) || typeof(IFenced).IsAssignableFrom(type) && type != typeof(AccessEntry)))
            counts[type.Name] = await (Task<int>)CountOf.MakeGenericMethod(type).Invoke(null, [system.Db])!;
        return counts;
    }

    private static readonly System.Reflection.MethodInfo CountOf = typeof(KillTests).GetMethod(nameof(Count), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

    private static Task<int> Count<T>(HuTongDb db) where T : class => db.Set<T>().IgnoreQueryFilters().CountAsync();

    /// <summary>Every table is as it was before, or holds all that the ledger says; so do the sealed facts once what nobody applied is swept.</summary>
    /// <param name="rowsBefore">Rows that a dry run has stored.</param>
    /// <returns>True when whole.</returns>
    private static async Task<bool> WholeOrAbsent(World world, SortedDictionary<string, int> before, int rowsBefore = 0)
    {
        var now = await Counts(world);
        var isWhole = now[nameof(Child)] > 0;
        foreach (var type in new[] { nameof(Child), nameof(RegisterLine), nameof(ResidenceTerm), nameof(CategoryTerm), nameof(RelatedPerson), nameof(Phone), nameof(IdentityIndex) }) Assert.Equal((type, isWhole ? Rows : 0), (type, now[type]));
        Assert.Equal(isWhole ? Rows : rowsBefore, now[nameof(ImportRow)]);
        await using (var system = world.AsSystem())
        {
            Assert.Equal(isWhole ? Rows : 0, await system.Db.Set<Event>().CountAsync(one => one.Action == "child-imported"));
            Assert.Equal(isWhole ? 1 : 0, await system.Db.Set<Event>().CountAsync(one => one.Action == "import-applied"));
            await system.Get<SweepImports>().Run();
            Assert.Equal(isWhole ? 1 : 0, (await system.Get<ISealedIntake>().Batches(CancellationToken.None)).Count);
        }

        // Each child owes its first visit and the running month's, and its village counts it.
        Assert.Equal(isWhole, now[nameof(Visits.VisitDuty)] >= 2 * Rows && now[nameof(Visits.CoverageMonth)] > 0);
        if (!isWhole) Assert.Equal((0, 0), (now[nameof(Visits.VisitDuty)], now[nameof(Visits.CoverageMonth)]));
        string[] changed = [nameof(Visits.VisitDuty), nameof(Visits.CoverageMonth), nameof(Child), nameof(RegisterLine), nameof(ResidenceTerm), nameof(CategoryTerm), nameof(RelatedPerson), nameof(Phone), nameof(IdentityIndex), nameof(ImportRow), nameof(ImportBatch), nameof(Attachment), nameof(Event)];
        foreach (var (type, count) in before.Where(one => !changed.Contains(one.Key))) Assert.Equal((type, count), (type, now[type]));
        return isWhole;
    }

    private static Process Serve(World world) => Run(world, "serve");

    private static async Task<int> Files(World world)
    {
        await using var desk = world.As(World.Worker("county-officer", "370831"));
        return await desk.Db.Set<Child>().CountAsync();
    }

    private static Process Start(World world, string ledger) => Run(world, "import-register", ledger, "--region", "370831", "--as", Office);

    private static Process Run(World world, params string[] verb)
    {
        var web = Path.Combine(AppContext.BaseDirectory, "HuTong.Web");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", web + ".runtimeconfig.json", web + ".dll", .. verb]) { RedirectStandardOutput = verb[0] != "serve" };
        (start.Environment["HUTONG_DB"], start.Environment["HUTONG_DATA"]) = (world.ConnectionString, world.Folder);
        (start.Environment["HUTONG_TODAY"], start.Environment["HUTONG_URLS"]) = (World.Day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "http://127.0.0.1:0");
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
            book.Append(CultureInfo.InvariantCulture, $"{Sign(row / 97)}{Sign(row)}{Sign(row / 7)},{first}{IdNumber.CheckDigit(first)},{RegionTree.Standard.NameOf(village.Code[..9])},{village.Name},{(row % 100 == 0 ? "受艾滋病影响儿童" : "困境儿童")},王大山,1380000{row % 10000:0000}\n");
        }

        return book.ToString();

        static char Sign(int at) => (char)('一' + at % 400 + 400);
    }
}
