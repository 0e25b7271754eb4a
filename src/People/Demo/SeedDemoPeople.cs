using System.Globalization;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Demo;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.People.Seed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Demo;

/// <summary>The accounts of demo.md 7 with the posts of all directors and supervisors of a year (demo.md 2). One password for all, and its hash.</summary>
public sealed class SeedDemoPeople(HuTongDb db, RegionTree tree, PasswordHash hashes, KeyRing keys, FieldCipher cipher) : IDemoPart
{
    public async Task<string?> Run(DemoPlan plan, CancellationToken cancel = default)
    {
        keys.Prepare(DemoUnit.All.Select(unit => unit.Code).Append("").Append("3708"), KeyPurposes.Field);   // a key cannot be made inside the transaction
        var hash = await hashes.Of(plan.Password, cancel);
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("posts", cancel);
        var known = (await db.Set<Account>().Select(account => account.NormalizedUserName!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var missing = Planned(plan).Where(planned => !known.Contains(Account.Normalise(planned.UserName))).ToList();
        if (missing.Count == 0) return null;

        var random = plan.Stream("accounts");
        var madeAt = DemoPlan.At(plan.YearAgo.AddDays(-30), 9 * 60);
        var rows = new AccountRows(hash, plan.Today, madeAt, () => random.Id(madeAt), (worker, planned) => TellMore(worker, planned, random, plan.Today));
        foreach (var planned in missing) rows.Add(planned);
        await new BulkWriter<Worker>(db).Write(rows.Workers, cancel);
        await new BulkWriter<Account>(db).Write(rows.Accounts, cancel);
        await new BulkWriter<Post>(db).Write(rows.Posts, cancel);
        await new BulkWriter<Jurisdiction>(db).Write(rows.Places, cancel);
        var told = Event.Past(random.Id(madeAt), madeAt, null, "accounts-seeded", new Subject("account", Guid.Empty), $"{missing.Count}", [], cipher);
        await new BulkWriter<Event>(db).Write([told], cancel);
        await write.Commit(cancel);
        return $"账号 {missing.Count} 个";
    }

    // What the real-name register asks of directors and supervisors (WRK-001); phones are nobody's.
    private void TellMore(Worker worker, PlannedPost planned, DemoRandom random, DateOnly today)
    {
        if (planned.Role is not (Roles.VillageDirector or Roles.TownshipSupervisor)) return;
        worker.Sex = random.Chance(62) ? "female" : "male";
        worker.BornOn = random.Day(today.AddYears(-58), today.AddYears(-24));
        worker.Schooling = random.Weighted((12, "junior-high"), (46, "senior-high"), (30, "college"), (12, "bachelor"));
        worker.Employment = planned.Role == Roles.VillageDirector && random.Chance(85) ? "part-time" : "full-time";
        worker.Keep(null, string.Create(CultureInfo.InvariantCulture, $"1540000{random.Below(10000):0000}"), planned.Places[0].Prefix, cipher);
    }

    private IEnumerable<PlannedPost> Planned(DemoPlan plan)
    {
        var since = new DateOnly(plan.Today.Year - 8, 1, 1);
        foreach (var account in DemoAccount.Named().Concat(DemoAccount.OfCounties())) yield return account.Planned(tree, plan.Today, since, since);
        foreach (var account in DemoDirectors.Of(tree)) yield return account.Planned(tree, plan.Today, since, since);
        foreach (var unit in DemoUnit.All.Where(unit => plan.Has(unit.Code)))
            foreach (var planned in new CountyPosts(plan, unit, tree).All()) yield return planned;
    }
}
