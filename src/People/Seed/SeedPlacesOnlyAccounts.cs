using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Demo;
using HuTong.People.LogIn;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Seed;

/// <summary>The accounts of `seed-demo --places-only` (demo.md 7): every role, every county unit, the directors of 泗水; no child. Run again it changes nothing.</summary>
public sealed class SeedPlacesOnlyAccounts(HuTongDb db, RegionTree tree, PasswordHash hashes, KeyRing keys, ChinaClock clock)
{
    /// <param name="password">One for all. They share its hash too: it is printed on the screen, so a salt each would hide nothing.</param>
    /// <returns>How many accounts were made; 0 when all were there.</returns>
    public async Task<int> Run(string password, CancellationToken cancel = default)
    {
        keys.Active("", KeyPurposes.Field);   // a key cannot be made inside the transaction
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("posts", cancel);
        var known = (await db.Set<Account>().Select(account => account.NormalizedUserName!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var missing = DemoAccount.Named().Concat(DemoAccount.OfCounties()).Concat(DemoDirectors.Of(tree)).Where(account => !known.Contains(Account.Normalise(account.UserName))).ToList();
        if (missing.Count == 0) return 0;

        var rows = new AccountRows(await hashes.Of(password, cancel), clock.Today, clock.Now, Guid.CreateVersion7);
        foreach (var account in missing) rows.Add(account.Planned(tree, clock.Today, new DateOnly(clock.Today.Year - 1, 1, 1), null));
        await new BulkWriter<Worker>(db).Write(rows.Workers, cancel);
        await new BulkWriter<Account>(db).Write(rows.Accounts, cancel);
        await new BulkWriter<Post>(db).Write(rows.Posts, cancel);
        await new BulkWriter<Jurisdiction>(db).Write(rows.Places, cancel);
        if (await db.SaveAsync("accounts-seeded", new Subject("account", Guid.Empty), $"{missing.Count}", cancel) is not null) return 0;
        await write.Commit(cancel);
        return missing.Count;
    }
}
