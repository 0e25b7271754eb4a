using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>A post with its places in words.</summary>
public sealed record PostLine(Post Post, string Places);

/// <summary>One account as its page shows it; the ID number never, the phone masked.</summary>
public sealed record AccountFile(Account Account, string WorkerName, string? Phone, bool HasIdNumber, IReadOnlyList<PostLine> Posts, int OpenSessions);

/// <summary>An account with its posts, newest first.</summary>
public sealed class AccountFileQuery(HuTongDb db, RegionTree tree, FieldCipher cipher, ChinaClock clock)
{
    public async Task<AccountFile?> Run(Guid accountId, CancellationToken cancel = default)
    {
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == accountId, cancel);
        if (account is null) return null;
        var worker = await db.Set<Worker>().AsNoTracking().FirstAsync(row => row.Id == account.WorkerId, cancel);
        var posts = await db.Set<Post>().AsNoTracking().Where(post => post.UserId == accountId).OrderByDescending(post => post.ValidFrom).ThenByDescending(post => post.Id).ToListAsync(cancel);
        var ids = posts.Select(post => post.Id).ToArray();
        var places = (await db.Set<Jurisdiction>().AsNoTracking().Where(place => ids.Contains(place.PostId)).OrderBy(place => place.Prefix).ToListAsync(cancel)).ToLookup(place => place.PostId, place => place.Prefix);
        var now = clock.Now;
        var open = await db.Set<LogIn.Session>().CountAsync(session => session.UserId == accountId && session.RevokedAt == null && session.Ends > now, cancel);
        var phone = worker.Phone(cipher);
        return new AccountFile(account, worker.Name, phone is null ? null : Masks.Phone(phone), worker.IdEnc is not null, [.. posts.Select(post => new PostLine(post, Places(post, places[post.Id])))], open);
    }

    private string Places(Post post, IEnumerable<string> prefixes)
    {
        if (post.Region.Length == 0) return "不管地方";
        if (post.Role != Roles.VillageDirector) return tree.ShortName(post.Region, post.Region.Length < 6 ? RegionLevel.City : RegionLevel.County);
        return string.Join("、", prefixes.Select(prefix => tree.ShortName(prefix, RegionLevel.Township)));
    }
}
