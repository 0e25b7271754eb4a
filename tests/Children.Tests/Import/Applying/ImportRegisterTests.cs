using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Testing;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A ledger becomes files in the real register, on both engines (import.md 9, states.md 3; REG-019).</summary>
public sealed class ImportRegisterTests
{
    private const string Quanlin = "泉林镇留守儿童台账.xlsx", Sishui = "泗水县困境儿童汇总表.xlsx", Changes = "泗水县2026年6月变动.xlsx";

    [Theory, BothEngines]
    public async Task A_countys_ledger_makes_registered_files_with_numbers_lines_and_events(Engine engine)
    {
        await using var world = await World.Create(engine);
        var summary = await Import(world, County, Quanlin, "370831101");
        Assert.Equal((214, 96, 78, 28, 12), (summary.Rows, summary.Accepted, summary.Fixed, summary.NeedsPerson, summary.Rejected));

        await using var desk = world.As(County);
        var children = await desk.Db.Set<Child>().AsNoTracking().ToListAsync();
        Assert.Equal(await desk.Db.Set<ImportRow>().CountAsync(row => row.Effect == "created"), children.Count);
        Assert.All(children, child => Assert.Equal("registered", child.State));
        Assert.Equal(children.Count, children.Select(child => child.FileNumber).Where(number => number is not null).Distinct().Count());
        Assert.Equal(children.Count, await desk.Db.Set<RegisterLine>().CountAsync());
        Assert.Equal(children.Count, await desk.Db.Set<Event>().CountAsync(one => one.Action == "child-imported"));
        Assert.Equal(28, await desk.Db.Set<ImportRow>().CountAsync(row => row.State == "waiting"));
    }

    /// <summary>A cell as long as a page, in which no index would find room, stops neither its ledger nor the list; the file has it whole.</summary>
    [Theory, BothEngines]
    public async Task A_very_long_cell_stops_no_ledger(Engine engine)
    {
        await using var world = await World.Create(engine);
        var random = new Random(4);
        var longest = string.Concat(Enumerable.Range(0, 4000).Select(_ => (char)random.Next(0x4e00, 0x9f00)));
        await LedgerSteps.Apply(world, LedgerSteps.Head + LedgerSteps.One.Replace("张大山", longest, StringComparison.Ordinal).Replace("泉林小学", longest, StringComparison.Ordinal) + LedgerSteps.Two);
        await using var desk = world.As(County);
        Assert.Equal(["created", "created"], await desk.Db.Set<ImportRow>().Select(row => row.Effect).ToListAsync());
        Assert.Equal(longest[..RegisterLine.MostLetters], (await desk.Db.Set<RegisterLine>().SingleAsync(line => line.Name == "张试一")).GuardianName);
        Assert.Equal(longest, (await desk.Db.Set<RelatedPerson>().SingleAsync(person => person.Name!.Length > 1000)).Name);
    }

    [Theory, BothEngines]
    public async Task The_same_file_again_changes_nothing_in_the_register(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Import(world, County, Quanlin, "370831101");
        var before = await Sizes(world);
        var again = await Import(world, County, Quanlin, "370831101");
        Assert.Equal(214, again.Rows);
        Assert.Equal(before, await Sizes(world));
    }

    [Theory, BothEngines]
    public async Task What_the_register_holds_is_compared_as_the_books_were_meant(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Import(world, County, Quanlin, "370831101");
        await Import(world, County, Sishui, "370831");
        var changes = await Import(world, County, Changes, "370831");
        Assert.Equal((63, 32, 2, 29, 0), (changes.Rows, changes.Accepted, changes.Fixed, changes.NeedsPerson, changes.Rejected));
        await using var desk = world.As(County);
        Assert.True(await desk.Db.Set<ChangeProposal>().CountAsync() >= 28);
        Assert.Equal(0, await desk.Db.Set<Child>().CountAsync(child => child.Version > 1));
    }

    [Theory, BothEngines]
    public async Task A_dry_run_stores_nothing_and_says_the_same(Engine engine)
    {
        await using var world = await World.Create(engine);
        List<string> dry = [], real = [];
        await Import(world, County, Sishui, "370831", dryRun: true, dry);
        Assert.Equal((0, 0, 0, 0, 0, 0), await Sizes(world));
        await using (var desk = world.As(County)) Assert.Equal(0, await desk.Db.Set<ImportBatch>().CountAsync());
        await Import(world, County, Sishui, "370831", dryRun: false, real);
        Assert.Equal(dry, real);
    }

    [Theory, BothEngines]
    public async Task A_townships_ledger_makes_files_to_verify(Engine engine)
    {
        await using var world = await World.Create(engine);
        await Import(world, World.Worker("township-supervisor", "370831101"), Quanlin, "370831101");
        await using var desk = world.As(County);
        Assert.True(await desk.Db.Set<Child>().AnyAsync());
        Assert.True(await desk.Db.Set<Child>().AllAsync(child => child.State == "to-verify" && child.FileNumber == null));
    }

    [Theory, BothEngines]
    public async Task A_village_director_does_not_import_and_a_place_outside_is_refused(Engine engine)
    {
        await using var world = await World.Create(engine);
        Assert.Equal("outside-jurisdiction", (await Run(world, World.Worker("village-director", "370831101206"), Quanlin, "370831101206")).Problems[0].Code);
        Assert.Equal("outside-jurisdiction", (await Run(world, World.Worker("county-officer", "370832"), Quanlin, "370831101")).Problems[0].Code);
        Assert.Equal((0, 0, 0, 0, 0, 0), await Sizes(world));
    }

    /// <summary>T13, security.md 3.6: another county's child is known, and nothing more is said.</summary>
    [Theory, BothEngines]
    public async Task A_child_of_another_county_waits_without_showing_the_other_file(Engine engine)
    {
        await using var world = await World.Create(engine);
        await using (var other = world.As(World.Worker("county-officer", "370832")))
        {
            var child = new Child { Id = Guid.CreateVersion7(), Name = "金丝雀", Region = "370832101202", State = "registered", CreatedAt = other.Get<ChinaClock>().Now };
            other.Db.Add(child);
            other.Db.Add(new Data.Doubles.IdentityIndex { Blind = other.Get<Data.Crypto.BlindIndex>().Of(Data.Crypto.BlindIndex.IdNumber, "370899201506070015"), ChildId = child.Id, Region = child.Region, State = child.State });
            Assert.Null(await other.Db.SaveAsync("child-registered", Subject.Of(child)));
        }
        List<string> rows = [];
        var book = "姓名,身份证号,乡镇,村,类别\n张试一,370899201506070015,泉林镇,卞桥一村,留守儿童\n张试二,370899201506070023,泉林镇,卞桥一村,留守儿童\n"u8.ToArray();
        await using var desk = world.As(County);
        var outcome = await desk.Get<ImportRegister>().Run(new LedgerRequest(new MemoryStream(book), "名册.csv", "370831", World.Day, DryRun: false), Note(rows));
        Assert.True(outcome.Ok, string.Join('；', outcome.Problems.Select(problem => problem.Says)));
        Assert.Equal(["NeedsPerson birth-from-id,sex-from-id,known-elsewhere", "Fixed birth-from-id,sex-from-id"], rows);
        var waiting = await desk.Db.Set<ImportRow>().SingleAsync(row => row.State == "waiting");
        Assert.Null(waiting.ChildId);
    }

    /// <summary>Security.md 4: a sealed word leaves no trace in the open tables, only its cover code.</summary>
    [Theory, BothEngines]
    public async Task A_sealed_category_is_written_to_the_sealed_store_alone(Engine engine)
    {
        await using var world = await World.Create(engine);
        var book = "姓名,身份证号,乡镇,村,类别,备注\n张试一,370899201506070015,泉林镇,卞桥一村,受艾滋病影响儿童,\n"u8.ToArray();
        await using var desk = world.As(County);
        Assert.True((await desk.Get<ImportRegister>().Run(new LedgerRequest(new MemoryStream(book), "名册.csv", "370831", World.Day, DryRun: false))).Ok);
        Assert.Equal("in-difficulty", (await desk.Db.Set<CategoryTerm>().SingleAsync()).Code);
        await using var system = world.AsSystem();
        Assert.Single(await system.Get<ISealedIntake>().Batches());
    }

    private static ScopeGrant County => World.Worker("county-officer", "370831");

    private static async Task<LedgerSummary> Import(World world, ScopeGrant who, string file, string region, bool dryRun = false, List<string>? rows = null)
    {
        var outcome = await Run(world, who, file, region, dryRun, rows);
        Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Problems[0].Says);
        return outcome.Value;
    }

    private static async Task<Outcome<LedgerSummary>> Run(World world, ScopeGrant who, string file, string region, bool dryRun = false, List<string>? rows = null)
    {
        await using var desk = world.As(who);
        await using var stream = File.OpenRead(DemoBooks.Shipped[file].Path);
        return await desk.Get<ImportRegister>().Run(new LedgerRequest(stream, file, region, World.Day, dryRun), Note(rows));
    }

    private static Func<IReadOnlyList<CheckedRow>, CancellationToken, ValueTask> Note(List<string>? rows) => (chunk, _) =>
    {
        rows?.AddRange(chunk.Select(row => $"{row.Outcome} {string.Join(',', row.Reasons.Select(reason => reason.Code))}"));
        return ValueTask.CompletedTask;
    };

    private static async Task<(int, int, int, int, int, int)> Sizes(World world)
    {
        await using var desk = world.As(County);
        return (await desk.Db.Set<Child>().CountAsync(), await desk.Db.Set<RegisterLine>().CountAsync(), await desk.Db.Set<CategoryTerm>().CountAsync(),
            await desk.Db.Set<RelatedPerson>().CountAsync(), await desk.Db.Set<Phone>().CountAsync(), await desk.Db.Set<LedgerFact>().CountAsync());
    }
}
