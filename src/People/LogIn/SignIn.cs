using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>What is typed at the door, and from where.</summary>
public sealed record Knock(string UserName, string Password, string Ip, string Agent);

/// <summary>A log-in that was let in.</summary>
/// <param name="Role">Role of the post, or <see cref="Roles.Unposted"/> while one of several must be chosen.</param>
public sealed record Entered(Guid SessionId, string Role);

/// <summary>
/// Logs in: one answer and equal work for a wrong password, a locked, unknown or closed account and one without a post; the sixth try meets the lock, also in a burst (T20).
/// One web session per user (T12), a new sid each time (T19). Every try leaves its event, also when the browser hangs up.
/// </summary>
public sealed class SignIn(HuTongDb db, PasswordHash hashes, AccountTries tries, KeyRing keys, ChinaClock clock)
{
    private static readonly Problem Refused = new("login-refused", "账号或密码不对，账号暂时锁着，或者没有在任的岗位。连错 5 次会锁 15 分钟。想不起来，请找安全管理员重发密码。", Source: "T20");

    /// <returns>The session, or always the one problem `login-refused`.</returns>
    public async Task<Outcome<Entered>> Run(Knock knock)
    {
        var name = Account.Normalise(knock.UserName);
        var tried = await tries.Take(name.Length is 0 or > 40 ? "" : name);
        var fits = await hashes.Fits(tried.Account?.PasswordHash, knock.Password.Length > PasswordRules.Longest ? "" : knock.Password);
        var (now, today) = (clock.Now, clock.Today);
        if (tried.Account is not { } account) return await Refuse(tried, "no-account");
        if (!tried.IsTaken) return await Refuse(tried, "locked");
        if (account.OneTimeUntil is { } until && until <= now) return await Refuse(tried, "one-time-over");
        if (!fits) return await Refuse(tried, null);

        var posts = await db.Set<Post>().AsNoTracking().Where(post => post.UserId == account.Id && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)).ToListAsync();
        if (posts.Count == 0) return await Refuse(tried, "no-post");
        return await Enter(tried, account, posts, knock, now) is { } entered ? entered : await Refuse(tried, "locked");
    }

    // The account's row is written first: it makes two right passwords wait for each other, so that the second ends the first's session.
    private async Task<Entered?> Enter(AccountTry tried, Account account, List<Post> posts, Knock knock, DateTime now)
    {
        keys.Active(posts[0].Region, KeyPurposes.Field);   // a key made inside the transaction would wait for it
        await using var work = await WriteTransaction.Begin(db);
        if (!await tries.Forget(tried)) return null;
        await db.Set<Account>().Where(row => row.Id == account.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSignedInAt, now));
        await db.EndAll(account.Id, now);
        var session = new Session
        {
            Id = Guid.CreateVersion7(), UserId = account.Id, PostId = posts.Count == 1 ? posts[0].Id : null, CreatedAt = now, LastSeen = now, Ends = now + Session.Longest,
            Ip = Cut(knock.Ip, 45), Agent = Cut(knock.Agent, 200),
        };
        db.Add(session);
        if (await db.SaveAsync("signed-in", SubjectOf(account, posts[0].Region)) is not null) return null;
        await work.Commit();
        return new Entered(session.Id, posts.Count == 1 ? posts[0].Role : Roles.Unposted);
    }

    // The event stands on its own and is never lost to somebody else's write. No name is kept: only the account's id, and for the record why.
    private async Task<Outcome<Entered>> Refuse(AccountTry tried, string? why)
    {
        db.ChangeTracker.Clear();
        var subject = tried.Account is null ? new Subject("account", Guid.Empty) : SubjectOf(tried.Account, "");
        await db.SaveAsync("sign-in-refused", subject, why);
        if (tried.OwnLock is not null) await db.SaveAsync("account-locked", subject);
        return Refused;
    }

    /// <summary>The door is shut for an address (<see cref="FailedTries"/>): the password is not looked at, the try stands in the record.</summary>
    public Task ShutOut() => db.SaveAsync("sign-in-shut", new Subject("account", Guid.Empty));

    internal static Subject SubjectOf(Account account, string region) => new("account", account.Id, null, region);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
