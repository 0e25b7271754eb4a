using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>What is typed at the door, and from where.</summary>
public sealed record Knock(string UserName, string Password, string Ip, string Agent);

/// <summary>A log-in that was let in.</summary>
/// <param name="Role">Role of the post, or <see cref="Roles.Unposted"/> while one of several must be chosen.</param>
public sealed record Entered(Guid SessionId, string Role);

/// <summary>Logs in: equal answer and equal work for a wrong password, a locked and an unknown account; the sixth try meets the lock (T20). One web session per user (T12), a new sid each time (T19).</summary>
public sealed class SignIn(HuTongDb db, PasswordHash hashes, ChinaClock clock)
{
    public const int TriesBeforeLock = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly Problem Refused = new("login-refused", "账号或密码不对，或者账号暂时锁着。连错 5 次会锁 15 分钟。想不起来，请找安全管理员重发密码。", Source: "T20");

    public async Task<Outcome<Entered>> Run(Knock knock, CancellationToken cancel = default)
    {
        var name = Account.Normalise(knock.UserName);
        var account = name.Length is 0 or > 40 ? null : await db.Set<Account>().FirstOrDefaultAsync(row => row.NormalizedUserName == name, cancel);
        var now = clock.Now;
        var isOpen = account is { State: AccountStates.Active } && (account.LockedUntil is null || account.LockedUntil <= now) && (account.OneTimeUntil is null || account.OneTimeUntil > now);
        var fits = await hashes.Fits(account?.PasswordHash, knock.Password.Length > PasswordRules.Longest ? "" : knock.Password, cancel);
        if (account is null || !isOpen || !fits) return await Refuse(account, isOpen, now, cancel);

        var today = clock.Today;
        var posts = await db.Set<Post>().AsNoTracking().Where(post => post.UserId == account.Id && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)).ToListAsync(cancel);
        if (posts.Count == 0) return new Problem("no-post", "您现在没有在任的岗位，不能登录。请找安全管理员。");
        return await Enter(account, posts, knock, now, cancel);
    }

    private async Task<Outcome<Entered>> Enter(Account account, List<Post> posts, Knock knock, DateTime now, CancellationToken cancel)
    {
        await db.EndAll(account.Id, now, cancel: cancel);
        var session = new Session
        {
            Id = Guid.CreateVersion7(), UserId = account.Id, PostId = posts.Count == 1 ? posts[0].Id : null, CreatedAt = now, LastSeen = now, Ends = now + Session.Longest,
            Ip = Cut(knock.Ip, 45), Agent = Cut(knock.Agent, 200),
        };
        db.Add(session);
        (account.AccessFailedCount, account.LockedUntil, account.LastSignedInAt) = (0, null, now);
        if (await db.SaveAsync("signed-in", SubjectOf(account, posts[0].Region), cancel: cancel) is { } problem) return problem;
        return new Entered(session.Id, posts.Count == 1 ? posts[0].Role : Roles.Unposted);
    }

    // A wrong password of a living account counts; a locked or closed one, and nobody's, only leave their trace. No name is kept: only the account's id.
    private async Task<Outcome<Entered>> Refuse(Account? account, bool isOpen, DateTime now, CancellationToken cancel)
    {
        if (account is not null && isOpen && ++account.AccessFailedCount >= TriesBeforeLock) (account.AccessFailedCount, account.LockedUntil) = (0, now + LockedFor);
        await db.SaveAsync("sign-in-refused", account is null ? new Subject("account", Guid.Empty) : SubjectOf(account, ""), cancel: cancel);
        return Refused;
    }

    internal static Subject SubjectOf(Account account, string region) => new("account", account.Id, null, region);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
