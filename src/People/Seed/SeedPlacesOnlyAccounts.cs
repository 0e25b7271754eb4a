using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.LogIn;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Seed;

/// <summary>The accounts of `seed-demo --places-only` (demo.md 7): every role, every county unit, the directors of 泗水; no child. Run again it changes nothing.</summary>
public sealed class SeedPlacesOnlyAccounts(HuTongDb db, RegionTree tree, PasswordHash hashes, KeyRing keys, ChinaClock clock)
{
    private const int AuditDays = 90;

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

        var rows = Rows(missing, await hashes.Of(password, cancel));
        await new BulkWriter<Worker>(db).Write(rows.Workers, cancel);
        await new BulkWriter<Account>(db).Write(rows.Accounts, cancel);
        await new BulkWriter<Post>(db).Write(rows.Posts, cancel);
        await new BulkWriter<Jurisdiction>(db).Write(rows.Places, cancel);
        if (await db.SaveAsync("accounts-seeded", new Subject("account", Guid.Empty), $"{missing.Count}", cancel) is not null) return 0;
        await write.Commit(cancel);
        return missing.Count;
    }

    private (List<Worker> Workers, List<Account> Accounts, List<Post> Posts, List<Jurisdiction> Places) Rows(List<DemoAccount> missing, string hash)
    {
        var (workers, accounts, posts, places) = (new List<Worker>(), new List<Account>(), new List<Post>(), new List<Jurisdiction>());
        foreach (var demo in missing)
        {
            var worker = new Worker { Id = Guid.CreateVersion7(), Name = demo.Name ?? InventedNames.For(demo.UserName) };
            var account = AccountOf(demo, worker, hash);
            var post = PostOf(demo, account.Id);
            workers.Add(worker);
            accounts.Add(account);
            posts.Add(post);
            places.AddRange(demo.Regions.SelectMany(tree.Stands).Distinct().Select(prefix => new Jurisdiction
            {
                Id = Guid.CreateVersion7(), PostId = post.Id, Prefix = prefix, IsResponsible = post.Kind == PostKinds.Responsible, ValidFrom = post.ValidFrom, ValidTo = post.ValidTo,
            }));
        }
        return (workers, accounts, posts, places);
    }

    // PasswordSetAt stays empty: no password of the demo city grows old.
    private Account AccountOf(DemoAccount demo, Worker worker, string hash) => new()
    {
        Id = Guid.CreateVersion7(), WorkerId = worker.Id, UserName = demo.UserName, NormalizedUserName = Account.Normalise(demo.UserName), PasswordHash = hash,
        State = demo.HasLeft ? AccountStates.Closed : AccountStates.Active, MustChange = demo.MustChange, CreatedAt = clock.Now,
    };

    private Post PostOf(DemoAccount demo, Guid accountId)
    {
        var today = clock.Today;
        var from = new DateOnly(today.Year - 1, 1, 1);
        var leftOn = new DateOnly(today.Year - 1, 12, 1);
        return new Post
        {
            Id = Guid.CreateVersion7(), UserId = accountId, Role = demo.Role, Kind = demo.Role == Roles.VillageDirector ? PostKinds.Responsible : "", Region = AddPost.OfficeOf(tree, demo.Regions),
            ValidFrom = demo.Role == Roles.Auditor ? today : demo.Role == Roles.VillageDirector && !demo.HasLeft ? leftOn : from,
            ValidTo = demo.HasLeft ? leftOn : demo.Role == Roles.Auditor ? today.AddDays(AuditDays) : null,
            EndedReason = demo.HasLeft ? "换届" : null,
        };
    }
}
