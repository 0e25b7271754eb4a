using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.People.Accounts;
using HuTong.People.Demo;
using HuTong.Places;
using HuTong.Testing;
using HuTong.Visits;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Demo.Tests;

/// <summary>The bold numbers of demo.md 8 as far as the rooms of today go, counted in the whole city on SQLite.</summary>
public sealed class FullCityTests(FullCity city) : IClassFixture<FullCity>
{
    private static readonly DateOnly Today = World.Day, YearAgo = World.Day.AddDays(-365);
    private static readonly string[] Allowance = [Categories.OrphanInstitution, Categories.OrphanCommunity, Categories.DeFactoUnattended, Categories.KeyDifficulty];

    [Fact]
    public async Task Every_unit_has_the_children_of_the_table_a_year_ago_and_today_by_the_managing_line()
    {
        await using var desk = city.World.AsSystem();
        foreach (var day in new[] { YearAgo, Today })
        {
            var isToday = day == Today;
            var byUnit = (await Terms(desk.Db, day)).ToLookup(term => RegionTree.Standard.ManagingCounty(term.Region)!);
            foreach (var unit in DemoUnit.All)
            {
                var children = byUnit[unit.Code].GroupBy(term => term.ChildId).Select(child => child.Select(term => term.Code).ToHashSet()).ToList();
                var left = children.Count(codes => codes.Contains(Categories.LeftBehind));
                var difficulty = children.Count(codes => codes.Any(IsDifficulty));
                var both = children.Count(codes => codes.Contains(Categories.LeftBehind) && codes.Any(IsDifficulty));
                Assert.Equal((unit.Code, isToday ? unit.LeftBehind1 : unit.LeftBehind0, unit.InDifficulty, isToday ? unit.Both1 : unit.Both0, isToday ? unit.Migrants : 0),
                    (unit.Code, left, difficulty, both, children.Count(codes => codes.Contains(Categories.Migrant))));
                Assert.Equal(isToday ? unit.Allowance1 : unit.Allowance0, await Paid(desk.Db, unit.Code, day));
            }
        }
    }

    [Fact]
    public async Task Every_unit_has_the_directors_and_supervisors_of_the_table_and_twelve_villages_have_nobody()
    {
        await using var desk = city.World.AsSystem();
        var held = await (from place in desk.Db.Set<Jurisdiction>().AsNoTracking() join post in desk.Db.Set<Post>().AsNoTracking() on place.PostId equals post.Id select new { post.Id, post.Role, post.ValidFrom, post.ValidTo, Place = place }).ToListAsync();
        foreach (var unit in DemoUnit.All)
            foreach (var (day, directors, supervisors) in new[] { (YearAgo, unit.Directors0, unit.Supervisors0), (Today, unit.Directors1, unit.Supervisors1) })
            {
                int Persons(string role) => held.Where(one => one.Role == role && Holds(one.ValidFrom, one.ValidTo, day) && RegionTree.Standard.ManagingCounty(one.Place.Prefix) == unit.Code).Select(one => one.Id).Distinct().Count();
                Assert.Equal((unit.Code, day, directors, supervisors), (unit.Code, day, Persons(Roles.VillageDirector), Persons(Roles.TownshipSupervisor)));
            }
        var responsible = held.Where(one => one.Place.IsResponsible && Holds(one.Place.ValidFrom, one.Place.ValidTo, Today)).Select(one => one.Place.Prefix).ToHashSet();
        var vacant = DemoUnit.All.SelectMany(unit => RegionTree.Standard.Villages(unit.Code)).Select(village => village.Code).Where(village => !responsible.Contains(village)).ToList();
        Assert.Equal((12, 6, 6), (vacant.Count, vacant.Count(village => village.StartsWith("370826", StringComparison.Ordinal)), vacant.Count(village => village.StartsWith("370832", StringComparison.Ordinal))));
        Assert.Equal(4915, responsible.Count);
    }

    [Fact]
    public async Task On_no_day_has_a_village_two_responsible_directors()
    {
        await using var desk = city.World.AsSystem();
        var places = await desk.Db.Set<Jurisdiction>().AsNoTracking().Where(place => place.IsResponsible).OrderBy(place => place.ValidFrom).ToListAsync();
        foreach (var village in places.GroupBy(place => place.Prefix))
            foreach (var (before, after) in village.Zip(village.Skip(1))) Assert.True(before.ValidTo is { } end && end <= after.ValidFrom, village.Key);
    }

    [Fact]
    public async Task Files_by_state_add_up_and_the_children_registered_are_18560()
    {
        await using var desk = city.World.AsSystem();
        var states = (await desk.Db.Set<Child>().AsNoTracking().GroupBy(child => child.State).Select(group => new { group.Key, Files = group.Count() }).ToListAsync()).ToDictionary(one => one.Key, one => one.Files);
        Assert.Equal((125, 60, 18560, 45, 2243, 6), (states["lead"], states["to-verify"], states["registered"], states["exit-review"], states["left"], states["merged"]));
        Assert.Equal(21039, states.Values.Sum());
        Assert.Equal(19648, await desk.Db.Set<Child>().CountAsync(child => child.RegisteredOn <= YearAgo && (child.ExitOn == null || child.ExitOn > YearAgo)));
        Assert.Equal(await desk.Db.Set<Child>().CountAsync(), await desk.Db.Set<RegisterLine>().CountAsync());
    }

    [Fact]
    public async Task Left_behind_were_5641_eleven_days_ago_and_the_year_has_the_starts_and_ends_of_the_story()
    {
        await using var desk = city.World.AsSystem();
        Assert.Equal(5641, (await Terms(desk.Db, Today.AddDays(-11))).Count(term => term.Code == Categories.LeftBehind));
        var terms = await desk.Db.Set<CategoryTerm>().AsNoTracking().Where(term => term.State == "active" || term.State == "ended").ToListAsync();
        var started = terms.Where(term => term.From > YearAgo && Categories.Find(term.Code)!.Group != Categories.Attention).ToList();
        var turned = terms.Where(term => term.EndReason == "superseded").Select(term => term.ChildId).ToHashSet();
        Assert.Equal((300, 500, 640), (started.Count(term => term.Code == Categories.LeftBehind), started.Count(term => term.Code == Categories.Migrant), started.Count(term => IsDifficulty(term.Code) && !turned.Contains(term.ChildId))));
        var ended = terms.Where(term => term.To > YearAgo && term.EndReason != "superseded").ToList();
        Assert.Equal((2228, 640), (ended.Count(term => term.Code == Categories.LeftBehind), ended.Count(term => IsDifficulty(term.Code))));
        Assert.Equal(640, ended.Count(term => term is { Code: Categories.LeftBehind, EndReason: "age-limit" }));
        Assert.Equal(1208, ended.Count(term => term.EndReason == "parent-returned"));
        Assert.Equal(45, ended.Count(term => term.To > Today.AddDays(-100)));   // nothing else changed of late
        Assert.Equal(1200, await desk.Db.Set<Child>().CountAsync(child => child.RegisteredOn > YearAgo));
    }

    [Fact]
    public async Task The_paid_are_4649_and_4288_under_18_and_4697_and_4348_with_extended_study()
    {
        await using var desk = city.World.AsSystem();
        foreach (var (day, children, lines) in new[] { (YearAgo, 4649, 4697), (Today, 4288, 4348) })
        {
            var adult = day.AddYears(-18);
            Assert.Equal(children, await Paid(desk.Db, null, day));
            Assert.Equal(lines, children + await desk.Db.Set<Child>().CountAsync(child => child.PayingRegion != null && child.RegisteredOn <= day && (child.ExitOn == null || child.ExitOn > day) && child.BornOn <= adult));
            Assert.Equal(day == Today ? 204 : 205, (await Terms(desk.Db, day)).Count(term => term.Code == Categories.InDifficulty));
        }
    }

    [Fact]
    public async Task Households_twins_and_planted_children_are_those_of_the_story()
    {
        await using var desk = city.World.AsSystem();
        var adult = Today.AddYears(-18);
        var children = await desk.Db.Set<Child>().AsNoTracking().Where(child => child.State == "registered" && child.BornOn > adult).Select(child => new { child.Id, child.HouseholdId, child.Name, child.BornOn, child.IsTwin, child.Region, child.LivesWith, child.HukouKind }).ToListAsync();
        var homes = children.Where(child => child.HouseholdId is not null).GroupBy(child => child.HouseholdId).CountBy(home => home.Count()).ToDictionary();
        Assert.Equal((8960, 3320, 780, 140), (children.Count(child => child.HouseholdId is null), homes[2], homes[3], homes[4]));
        Assert.Equal(96 * 2 + 2 * 3, children.Count(child => child.IsTwin));
        Assert.Equal((6, 14), (children.Count(child => child.LivesWith == "alone"), children.Count(child => child.HukouKind == "none")));
        Assert.Equal(12, children.GroupBy(child => (child.Name, child.BornOn)).Count(same => same.Count() > 1));
        Assert.Equal(20, children.Count(child => child.BornOn!.Value.AddYears(16) is var day && day > Today && day <= Today.AddDays(30)));
        Assert.DoesNotContain(children, child => child.BornOn!.Value.AddYears(16) is var day && day <= Today && day > Today.AddDays(-100));
    }

    [Fact]
    public async Task Forty_doubles_are_second_files_in_state_lead_and_the_product_would_have_found_fourteen()
    {
        await using var desk = city.World.AsSystem();
        var hits = await desk.Db.Set<DuplicateHit>().AsNoTracking().ToListAsync();
        Assert.Equal(14, hits.Count);
        Assert.All(hits, hit => Assert.Equal(("same-id", "open", "3708"), (hit.Kind, hit.State, hit.Region)));
        var leads = await desk.Db.Set<Child>().AsNoTracking().Where(child => child.State == "lead").ToListAsync();
        var known = (await desk.Db.Set<Child>().AsNoTracking().Where(child => child.State == "registered").Select(child => new { child.Name, child.BornOn, child.Region }).ToListAsync()).ToLookup(child => (child.BornOn, child.Region), child => child.Name);
        Assert.Equal(18, leads.Count(lead => lead.IdEnc is null && known[(lead.BornOn, lead.Region)].Contains(lead.Name)));
        Assert.Equal(8, leads.Count(lead => lead.IdEnc is null && known[(lead.BornOn, lead.Region)].Contains(lead.Name.Contains('佳') ? lead.Name.Replace('佳', '嘉') : lead.Name.Replace('嘉', '佳')) && (lead.Name.Contains('佳') || lead.Name.Contains('嘉'))));
    }

    [Fact]
    public async Task Sealed_facts_lie_in_their_own_store_and_nothing_open_names_a_sealed_kind()
    {
        await using var desk = city.World.AsSystem();
        Assert.Equal(25, await desk.Get<SealedDb>().Set<SealedFact>().CountAsync());
        string[] words = ["hiv-affected", "abused", "juvenile-case", "艾滋", "侵害", "虐待", "涉罪"];
        Assert.Empty(await desk.Db.Set<CategoryTerm>().AsNoTracking().Where(term => words.Contains(term.Code)).ToListAsync());
        var events = await desk.Db.Set<Event>().AsNoTracking().Where(one => one.SubjectKind == "child").ToListAsync();
        var cipher = desk.Get<Data.Crypto.FieldCipher>();
        Assert.DoesNotContain(events, one => one.Text(cipher).Changes.Any(change => words.Any(word => (change.After + change.Before).Contains(word, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Of_the_last_full_month_18045_children_were_due_285_excused_and_15984_done_which_is_90_percent()
    {
        await using var desk = city.World.AsSystem();
        var may = new DateOnly(2026, 5, 1);
        var rows = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Month == may).ToListAsync();
        foreach (var level in new[] { "village", "township", "county", "city" })
        {
            var here = rows.Where(row => row.Level == level).ToList();
            Assert.Equal((level, 18045, 285, 15984), (level, here.Sum(row => row.Due), here.Sum(row => row.Excused), here.Sum(row => row.Done)));
        }
        var rates = rows.Where(row => row.Level == "county").GroupBy(row => row.Region).ToDictionary(unit => unit.Key, unit => 100m * unit.Sum(row => row.Done) / unit.Sum(row => row.Due - row.Excused));
        Assert.Equal("370826", rates.MinBy(unit => unit.Value).Key);
        Assert.All(rates.Where(unit => unit.Key != "370826"), unit => Assert.InRange(unit.Value, 85, 97));
        var visits = desk.Db.Set<Visit>().AsNoTracking().Where(visit => visit.On >= may && visit.On < may.AddMonths(1));
        Assert.Equal((120, 900), (await visits.CountAsync(visit => visit.State == "returned"), await visits.CountAsync(visit => visit.Kind == "phone")));
        var twice = await desk.Db.Set<VisitDuty>().AsNoTracking().Where(duty => duty.Month == may && duty.Ordinal == 2).CountAsync();
        Assert.Equal(1400, twice);
    }

    [Fact]
    public async Task Quanlin_was_seen_whole_for_twelve_months_and_four_villages_not_at_all_for_four()
    {
        await using var desk = city.World.AsSystem();
        var months = await desk.Db.Set<CoverageMonth>().AsNoTracking().Where(row => row.Level == "township" && row.Region == "370831101" && row.ClosedAt != null).GroupBy(row => row.Month).Select(month => new { month.Key, Open = month.Sum(row => row.Due - row.Excused - row.Done) }).ToListAsync();
        Assert.Equal((12, 0), (months.Count, months.Sum(month => month.Open)));
        var since = Today.AddMonths(-4);
        foreach (var village in Children.Demo.DemoStories.NeglectedVillages)
        {
            var lines = await desk.Db.Set<RegisterLine>().AsNoTracking().Where(line => line.Region == village && line.State == "registered").ToListAsync();
            Assert.Equal(9, lines.Count);
            Assert.All(lines, line => Assert.True(line.LastMet <= since && line.LastMet > since.AddMonths(-4), $"{line.LastMet}"));
            Assert.False(await desk.Db.Set<Visit>().AnyAsync(visit => visit.Region == village && visit.On > since));
        }
    }

    [Fact]
    public async Task Seeded_again_the_city_does_not_change()
    {
        await using var desk = city.World.AsSystem();
        var before = (await desk.Db.Set<Child>().CountAsync(), await desk.Db.Set<Event>().CountAsync(), await desk.Db.Set<Account>().CountAsync());
        Assert.All(await DemoWorld.Fill(city.World, DemoWorld.Plan(isSmall: false)), Assert.Null);
        Assert.All(await DemoWorld.Fill(city.World, DemoWorld.Plan(isSmall: false, Today.AddDays(40))), Assert.Null);
        Assert.Equal(before, (await desk.Db.Set<Child>().CountAsync(), await desk.Db.Set<Event>().CountAsync(), await desk.Db.Set<Account>().CountAsync()));
    }

    [Fact]
    public async Task Sishui_alone_has_the_same_children_as_in_the_city()
    {
        await using var small = await DemoWorld.Create(Engine.Sqlite, DemoWorld.Plan(isSmall: true));
        Assert.Equal(await Told.All(city.World, "370831", Told.OfChildren), await Told.All(small, "370831", Told.OfChildren));
    }

    private static bool IsDifficulty(string code) => Categories.Above(code).Contains(Categories.InDifficulty);

    private static bool Holds(DateOnly from, DateOnly? to, DateOnly day) => from <= day && (to is null || day < to);

    private static async Task<List<CategoryTerm>> Terms(HuTongDb db, DateOnly day) =>
        await db.Set<CategoryTerm>().AsNoTracking().Where(term => (term.State == "active" || term.State == "ended") && term.From <= day && (term.To == null || term.To > day)).ToListAsync();

    // Persons, not rolls: an allowance class that holds, and a county that pays; who is decided by the county is paid under the open code alone.
    private static async Task<int> Paid(HuTongDb db, string? unit, DateOnly day)
    {
        var paid = await (from term in db.Set<CategoryTerm>().AsNoTracking()
                          join child in db.Set<Child>().AsNoTracking() on term.ChildId equals child.Id
                          where child.PayingRegion != null && (unit == null || child.PayingRegion == unit) && (term.State == "active" || term.State == "ended") && term.From <= day && (term.To == null || term.To > day)
                          select new { child.Id, term.Code }).ToListAsync();
        return paid.Where(one => Allowance.Contains(one.Code) || one.Code == Categories.InDifficulty).Select(one => one.Id).Distinct().Count();
    }
}
