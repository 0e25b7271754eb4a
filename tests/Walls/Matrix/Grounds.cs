using System.Collections.Concurrent;
using System.Text.Json;
using HuTong.Children;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Files;
using HuTong.Data.Record;
using HuTong.Children.Registration;
using HuTong.Data.Jobs;
using HuTong.People.Accounts;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Walls.Matrix;

/// <summary>Something with an id that a door or a field may name.</summary>
/// <param name="Kind">child, batch, row, change, proposal, move, double, visit, follow-up, urging, account, post; director is a director's post, left-director one that ended, worker a director.</param>
/// <param name="Region">Where it lies; empty for accounts and posts.</param>
internal sealed record Thing(string Kind, Guid Id, string Region);

/// <summary>The land on both sides of the borders: children, ledgers, accounts, each knowing where it lies.</summary>
internal sealed record Grounds(IReadOnlyList<Canary> Canaries, IReadOnlyList<Ledger> Ledgers, IReadOnlyList<Thing> Things, IReadOnlyList<string> DirectorsVillages)
{
    private const string Quanlin = "370831101";

    private static readonly ConcurrentDictionary<Engine, Grounds> Laid = new();

    /// <summary>A site on these grounds, its own copy of them.</summary>
    /// <param name="withFilter">False: behind the second wall alone.</param>
    public static async Task<(LiveSite Site, Grounds Grounds)> Open(Engine engine, bool withFilter = true)
    {
        var site = await LiveSite.StartAfter(engine, "grounds", async first => Laid[engine] = await Lay(first), withFilter);
        return (site, Laid[engine]);
    }

    private static async Task<Grounds> Lay(LiveSite site)
    {
        var villages = RegionTree.Standard.Villages(Quanlin).Select(village => village.Code).ToList();
        // Neighbours on both sides, since the fence is a range of codes: a bound that is missing lets in one side only.
        string[] around = ["370831001", "370831110", "370830", "370832", "370102", "371702"];
        var canaries = await Canary.Hatch(site.World, [villages[0], villages[5], .. around.Select(Village)]);
        var ledgers = new List<Ledger>();
        foreach (var (at, (account, village)) in new[] { ("c370831", villages[0]), ("c370830", Village("370830")), ("c370832", Village("370832")) }.Index())
            ledgers.Add(await Ledger.Bring(site, account, village, at));
        await Rest(site.World);
        var things = canaries.Select(canary => new Thing("child", canary.Id, canary.Village)).Concat(ledgers.SelectMany(Of)).ToList();
        foreach (var ledger in ledgers) things.Add(await Double(site.World, ledger, canaries));
        foreach (var ledger in ledgers) things.AddRange(await Visited(site.World, ledger, [.. canaries.Where(canary => canary.Village.StartsWith(ledger.County, StringComparison.Ordinal)).OrderByDescending(canary => canary.Village != ledger.Village)]));
        things.AddRange(await Accounts(site.World, "c370826", "c370830", "c370832"));
        things.AddRange(await Directors(site.World, [villages[0], villages[5], .. around.Select(Village)]));
        // The day's work is done here: it counts every village anew, and would else begin under somebody's visit.
        await using (var dawn = site.World.AsSystem()) await dawn.Get<DayBreak>().Ask();
        await Rest(site.World);
        return new Grounds([.. canaries, .. ledgers.SelectMany(ledger => ledger.Children)], ledgers, things, villages[..2]);
    }

    public IEnumerable<Thing> All(string kind) => Things.Where(thing => thing.Kind == kind);

    private static string Village(string region) => RegionTree.Standard.Villages(region).First().Code;

    private static IEnumerable<Thing> Of(Ledger ledger) =>
    [
        new("batch", ledger.Applied, ledger.County), new("batch", ledger.Changing, ledger.County), new("batch", ledger.Tried, ledger.County),
        new("row", ledger.Row, ledger.County), new("row", ledger.ChangeRow, ledger.Village),
        new("proposal", ledger.Proposal, ledger.Village), new("move", ledger.Move, ledger.Village),
    ];

    /// <summary>A visit that waits with its photo, something to follow up, an excuse asked for, a village that was urged; a child that is late, one that owes a visit.</summary>
    private static async Task<IReadOnlyList<Thing>> Visited(World world, Ledger ledger, IReadOnlyList<Canary> near)
    {
        var (other, asked) = (near[0], near.Count > 1 ? (near[1].Id, near[1].Village) : (ledger.Child, ledger.Village));
        await using var desk = world.AsSystem();
        var (at, today, village) = (World.Day.ToDateTime(default, DateTimeKind.Utc), World.Day, ledger.Village);
        var visit = new Visit { Id = Guid.CreateVersion7(), ChildId = ledger.Child, Region = village, On = today, Kind = "phone", AcceptBy = today.AddDays(7), SubmittedAt = at, By = Guid.CreateVersion7(), ByName = "马秀芝", ByRole = "village-director" };
        var follow = new FollowUp { Id = Guid.CreateVersion7(), ChildId = ledger.Child, Region = village, Finding = "carer-weak", OwnerRole = "village-director", OpenedOn = today, OpenedAt = at, OpenedBy = visit.By, Due = today.AddDays(15) };
        var urging = new Urging { Id = Guid.CreateVersion7(), Region = village, At = at, By = visit.By, ByName = "周明远", Children = 1 };
        var photo = new Attachment { Id = Guid.CreateVersion7(), ChildId = visit.ChildId, Region = village, Kind = "photo", At = at };
        await desk.Get<FileStore>().Write(photo.Id, village, new MemoryStream([1]));
        visit.NotesEnc = desk.Get<FieldCipher>().Seal(FieldPlace.Of<Visit>(nameof(Visit.NotesEnc), visit.Id), village, JsonSerializer.Serialize(new VisitNotes([], new Dictionary<string, string>(), [], null, null, null, [], null, null, [photo.Id])));
        desk.Db.AddRange(photo, visit, follow, urging, Owed(asked.Item1, asked.Item2, visit.By), Owed(other.Id, other.Village, null));
        (await desk.Db.Set<RegisterLine>().SingleAsync(line => line.ChildId == other.Id)).NextDue = today.AddDays(-3);
        if (await desk.Db.SaveAsync("visit-recorded", Subject.Of(visit)) is { } problem) throw new InvalidOperationException(problem.Code);
        return [new("visit", visit.Id, village), new("follow-up", follow.Id, village), new("urging", urging.Id, village)];
    }

    private static VisitDuty Owed(Guid child, string village, Guid? asked) => new()
    {
        ChildId = child, Region = village, CountsAt = village, Period = "2026-06", Ordinal = 9, Month = new DateOnly(2026, 6, 1), From = new DateOnly(2026, 6, 1), Due = new DateOnly(2026, 6, 30), Class = "left-behind", Rhythm = "ordinary",
        ExcuseAskedBy = asked, ExcuseAskedByName = asked is null ? null : "马秀芝", ExcusedFor = asked is null ? null : "hospital", ExcusedUntil = asked is null ? null : World.Day.AddDays(9),
    };

    /// <summary>Two files of a county that were found with one number.</summary>
    private static async Task<Thing> Double(World world, Ledger ledger, IEnumerable<Canary> canaries)
    {
        await using var desk = world.AsSystem();
        var other = canaries.First(canary => canary.Village.StartsWith(ledger.County, StringComparison.Ordinal));
        var hit = new DuplicateHit { Id = Guid.CreateVersion7(), Region = ledger.County, FirstChildId = ledger.Child, SecondChildId = other.Id, Kind = "same-id", FoundAt = World.Day.ToDateTime(default, DateTimeKind.Utc), Version = 1 };
        desk.Db.Add(hit);
        if (await desk.Db.SaveAsync("duplicate-found", new Subject("duplicate_hit", hit.Id, null, hit.Region)) is { } problem) throw new InvalidOperationException(problem.Code);
        return new Thing("double", hit.Id, ledger.County);
    }

    private static async Task<IReadOnlyList<Thing>> Accounts(World world, params string[] names)
    {
        await using var desk = world.AsSystem();
        var accounts = await desk.Db.Set<Account>().AsNoTracking().Where(account => names.Contains(account.UserName)).Select(account => account.Id).ToListAsync();
        var posts = await desk.Db.Set<Post>().AsNoTracking().Where(post => accounts.Contains(post.UserId)).Select(post => post.Id).ToListAsync();
        if (accounts.Count != names.Length) throw new InvalidOperationException("Demonstration accounts are missing.");
        return [.. accounts.Select(id => new Thing("account", id, "")), .. posts.Select(id => new Thing("post", id, ""))];
    }

    /// <summary>The director of each village, where the demonstration has none a new one; and a second supervisor for a township.</summary>
    private static async Task<IReadOnlyList<Thing>> Directors(World world, IReadOnlyList<string> villages)
    {
        await using var desk = world.AsSystem();
        foreach (var (at, village) in villages.Index())
            if (!await desk.Db.Set<Jurisdiction>().AnyAsync(place => place.Prefix == village)) await Open(desk, $"ground.d{at}", Roles.VillageDirector, village);
        await Open(desk, "ground.s", Roles.TownshipSupervisor, Quanlin);
        var posts = await (from place in desk.Db.Set<Jurisdiction>() where villages.Contains(place.Prefix) && place.ValidTo == null
                           join post in desk.Db.Set<Post>() on place.PostId equals post.Id join account in desk.Db.Set<Account>() on post.UserId equals account.Id
                           select new { post.Id, account.WorkerId, place.Prefix }).ToListAsync();
        if (posts.Count != villages.Count) throw new InvalidOperationException("A village has no director.");
        var left = await (from account in desk.Db.Set<Account>() where account.UserName == "left.director" join post in desk.Db.Set<Post>() on account.Id equals post.UserId select new { post.Id, post.Region }).SingleAsync();
        return [new Thing("left-director", left.Id, left.Region), .. posts.OrderBy(post => post.Prefix).Select(post => new Thing("director", post.Id, post.Prefix)), .. posts.OrderBy(post => post.Prefix).Select(post => new Thing("worker", post.WorkerId, post.Prefix))];
    }

    private static async Task Open(Desk desk, string account, string role, string place)
    {
        var opened = await desk.Get<OpenAccount>().Run(new NewAccount("界上人", null, null, account, new NewPost(role, [place], World.Day)));
        if (!opened.Ok) throw new InvalidOperationException(opened.Problems[0].Code);
    }

    /// <summary>Until no job is ready or running, so that what changes afterwards was changed by a visitor.</summary>
    private static async Task Rest(World world)
    {
        for (var tries = 0; ; tries++)
        {
            await using var desk = world.AsSystem();
            if (!await desk.Db.Set<Job>().AnyAsync(job => job.State == JobStates.Ready || job.State == JobStates.Running)) return;
            if (tries > 240) throw new InvalidOperationException("The jobs did not end.");
            await Task.Delay(250);
        }
    }
}
