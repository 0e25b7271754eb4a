using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;
using static HuTong.Children.Import.LedgerSteps;

namespace HuTong.Children.Import;

/// <summary>Who decides a waiting row: one office for each, over both places by the managing line (states.md 3, security.md 3.6, codes.md 1.3; REG-003, T13).</summary>
public sealed class DecidingOfficeTests
{
    private const string OneNumber = "370899201506070015", TwoNumber = "370899201506070023";

    private static RegionTree Places => RegionTree.Standard;

    private static string ZoneVillage => Places.Villages("370891").First().Code;

    private static string RenchengVillage => Places.Villages("370811").First().Code;

    /// <summary>太白湖新区 manages townships whose codes begin with 370811: the city is over both, and the row is in its queue alone.</summary>
    [Theory, BothEngines]
    public async Task Between_a_zone_and_the_county_whose_code_it_shares_the_city_decides(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var (first, second, number) in new[] { ("370891", "370811", OneNumber), ("370811", "370891", TwoNumber) })
        {
            await Apply(world, Book("张试一", number, VillageOf(first)), Officer(first), first);
            var batch = await Apply(world, Book("张试一", number, VillageOf(second)), Officer(second), second);
            var row = Assert.Single(await Rows(world, batch));
            Assert.Equal(("waiting", "3708", null), (row.State, row.DecidingRegion, row.ChildId));
            Assert.Equal([City.OfficeRegion], await Deciders(world, row.Id));
            await using (var desk = world.As(Officer(second)))
            {
                Assert.Equal("not-yours", (await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "重复" })).Problems[0].Code);
                Assert.Equal(1, (await desk.Get<WaitingQuery>().Counts(new WaitingFilter(Batch: batch))).Above);
            }

            await using (var desk = world.As(City)) Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Same })).Ok);
            Assert.NotEqual("waiting", Assert.Single(await Rows(world, batch)).State);
        }
    }

    /// <summary>Decision 008: no province decides yet, so the county of the row does, of its own row alone.</summary>
    [Theory, BothEngines]
    public async Task Where_only_a_province_is_over_both_the_county_of_the_row_decides(Engine engine)
    {
        await using var world = await World.Create(engine);
        var jinan = Places.Villages("370102").First().Code;
        await Apply(world, Book("张试一", OneNumber, jinan), Officer("370102"), "370102");
        var batch = await Apply(world, Book("张试一", OneNumber, Places.Villages("370831").First().Code));
        var row = Assert.Single(await Rows(world, batch));
        Assert.Equal(("waiting", "370831"), (row.State, row.DecidingRegion));
        Assert.Equal(["370831"], await Deciders(world, row.Id));
        await using (var desk = world.As(County)) Assert.True((await desk.Get<DecideRow>().Run(row.Id, new RowDecision { Kind = RowDecision.Dismiss, Reason = "人在济南，那边管着" })).Ok);
        Assert.Equal(BatchStates.Closed, (await Batch(world, batch)).State);
    }

    /// <summary>Property: whatever waits, imported by whomever, exactly one office has it to decide, and whoever else sees it has it under 等别的部门.</summary>
    [Theory, BothEngines]
    public async Task Each_waiting_row_is_in_exactly_one_offices_queue(Engine engine)
    {
        await using var world = await World.Create(engine);
        var (quanlin, village) = (World.Worker("township-supervisor", "370831101"), Places.Villages("370831101").First().Code);
        var other = Places.Villages("370831").First(place => !place.Code.StartsWith("370831101", StringComparison.Ordinal)).Code;
        await Apply(world, Book("张试一", OneNumber, ZoneVillage), Officer("370891"), "370891");
        await Apply(world, Book("张试二", TwoNumber, other));
        string WithoutCategory(string number, string code) => Book("张试九", number, code).Replace("留守儿童", "", StringComparison.Ordinal);
        await Apply(world, Book("张试一", OneNumber, RenchengVillage) + Line("张试九", "370899201606070012", RenchengVillage).Replace("留守儿童", "", StringComparison.Ordinal), Officer("370811"), "370811");
        await Apply(world, Book("张试二", TwoNumber, village) + Line("张试七", "", village), quanlin, "370831101");
        await Apply(world, WithoutCategory("370899201606070012", village));
        await Apply(world, Book("张试一", OneNumber, village) + Line("张试八", "", village), City, "3708");
        await using var system = world.AsSystem();
        var waiting = await system.Db.Set<ImportRow>().Where(row => row.State == "waiting").Select(row => new { row.Id, row.Codes, row.DecidingRegion }).ToListAsync();
        Assert.True(waiting.Count >= 6, string.Join('；', waiting.Select(row => row.Codes)));
        foreach (var row in waiting) Assert.True((await Deciders(world, row.Id)).Count == 1, $"{row.Codes} {row.DecidingRegion}: {string.Join(',', await Deciders(world, row.Id))}");
    }

    /// <summary>REG-003: two files with one number, one in the zone and one in the county: the hit lies with the city.</summary>
    [Theory, BothEngines]
    public async Task A_double_by_form_between_zone_and_county_is_told_to_the_city(Engine engine)
    {
        await using var world = await World.Create(engine);
        foreach (var (county, village) in new[] { ("370891", ZoneVillage), ("370811", RenchengVillage) })
        {
            await using var desk = world.As(World.Worker("township-supervisor", village[..9]));
            Assert.True((await desk.Get<CreateFile>().Run(FileTests.OneFile.Form(village: village))).Ok, county);
        }

        await FileTests.OneFile.RunChecks(world);
        await using var system = world.AsSystem();
        Assert.Equal("3708", (await system.Db.Set<DuplicateHit>().SingleAsync()).Region);
    }

    /// <summary>REG-003: a form makes the child while the ledger is being written; neither saw the other, the check afterwards does.</summary>
    [Theory, BothEngines]
    public async Task A_child_made_by_form_while_its_ledger_was_written_is_found_afterwards(Engine engine)
    {
        await using var world = await World.Create(engine);
        var id = await Upload(world, Head + Two);
        Guid formed;
        await using (var desk = world.As(World.Worker("township-supervisor", FileTests.OneFile.Township)))
        {
            formed = (await desk.Get<CreateFile>().Run(FileTests.OneFile.Form())).Value;
        }

        await using (var system = world.AsSystem()) await system.Db.Set<Data.Jobs.Job>().Where(job => job.Kind == IdentityCheck.JobKind).ExecuteDeleteAsync();   // its own check ran and found nothing yet
        await Seen(world, formed, World.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));   // not committed yet when the import looked
        await Ask(world, id);
        await RunJobs(world);
        await Seen(world, formed, null);
        await FileTests.OneFile.RunChecks(world);
        await using var after = world.AsSystem();
        var made = await after.Db.Set<Child>().SingleAsync(child => child.Name == "张试二");
        var hit = await after.Db.Set<DuplicateHit>().SingleAsync();
        Assert.Equal(new[] { made.Id, formed }.Order(), new[] { hit.FirstChildId, hit.SecondChildId }.Order());
    }

    private static async Task Seen(World world, Guid child, DateTime? hidden)
    {
        await using var system = world.AsSystem();
        Assert.Equal(1, await system.Db.Set<IdentityIndex>().Where(entry => entry.ChildId == child).ExecuteUpdateAsync(entry => entry.SetProperty(one => one.ValidTo, hidden)));
    }

    private static ScopeGrant Officer(string county) => World.Worker("county-officer", county) with { Prefixes = Places.Stands(county) };

    private static string VillageOf(string county) => county == "370891" ? ZoneVillage : RenchengVillage;

    private static string Book(string name, string number, string village) => Head + Line(name, number, village);

    private static string Line(string name, string number, string village) => $"{name},{number},,,{Places.NameOf(village[..9])},{Places.NameOf(village)},留守儿童,,,,,\n";

    /// <summary>The offices that have the row to decide; each other office that sees it must have it under 等别的部门.</summary>
    private static async Task<List<string>> Deciders(World world, Guid row)
    {
        List<string> deciders = [];
        foreach (var who in new[] { City, County, Officer("370891"), Officer("370811"), Officer("370102"), World.Worker("township-supervisor", "370831101"), World.Worker("township-supervisor", RenchengVillage[..9]), World.Worker("township-supervisor", ZoneVillage[..9]) })
        {
            await using var desk = world.As(who);
            var (mine, above) = (await Lists(desk, null, row), await Lists(desk, "above", row));
            Assert.Equal(await desk.Db.Set<ImportRow>().AnyAsync(one => one.Id == row), mine || above);
            Assert.False(mine && above);
            if (mine) deciders.Add(who.OfficeRegion);
        }

        return deciders;
    }

    private static async Task<bool> Lists(Desk desk, string? kind, Guid row) => (await desk.Get<WaitingQuery>().Run(new WaitingFilter(kind))).Rows.Any(one => one.Row.Id == row);
}
