using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>The old password and the new one, typed twice.</summary>
public sealed record NewPassword(string Current, string Password, string Again);

/// <summary>A worker's own change of password; ends every session of the account and opens a new one with a new sid (T19).</summary>
public sealed class ChangePassword(HuTongDb db, Scope scope, PasswordHash hashes, AccountTries tries, FieldCipher cipher, ChinaClock clock)
{
    private const int History = 5;

    /// <returns>The sid of the session that goes on.</returns>
    public async Task<Outcome<Guid>> Run(NewPassword wanted, CancellationToken cancel = default)
    {
        var tried = await tries.Take(scope.UserId);
        var account = await db.Set<Account>().FirstAsync(row => row.Id == scope.UserId, cancel);
        var worker = await db.Set<Worker>().AsNoTracking().FirstAsync(row => row.Id == account.WorkerId, cancel);
        var fits = await hashes.Fits(account.PasswordHash, wanted.Current.Length > PasswordRules.Longest ? "" : wanted.Current);
        if (!fits || !tried.IsTaken || !await tries.Forget(tried)) return await WrongCurrent(tried);
        var owner = new PasswordOwner(account.UserName!, worker.Name, worker.Phone(cipher), Roles.IsAdmin(scope.Role));
        if (PasswordRules.Check(wanted.Password, owner) is { } problem) return problem;
        if (wanted.Password != wanted.Again) return new Problem("password-differs", "两次写的新密码不一样。请再写一遍。", nameof(wanted.Again));
        foreach (var old in account.PasswordHistory.Split('\n', StringSplitOptions.RemoveEmptyEntries).Append(account.PasswordHash!).Distinct())
            if (await hashes.Fits(old, wanted.Password, cancel)) return new Problem("password-reused", $"新密码用过。最近 {History} 次用过的都不能再用。", nameof(wanted.Password));
        return await Keep(account, await hashes.Of(wanted.Password, cancel), cancel);
    }

    private async Task<Outcome<Guid>> Keep(Account account, string hash, CancellationToken cancel)
    {
        var now = clock.Now;
        account.PasswordHistory = string.Join('\n', account.PasswordHistory.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(account.PasswordHash!).Take(History - 1));
        (account.PasswordHash, account.PasswordSetAt, account.MustChange, account.OneTimeUntil) = (hash, now, false, null);
        var present = await db.Set<Session>().FirstAsync(row => row.Id == scope.SessionId, cancel);
        await db.EndAll(account.Id, now, cancel: cancel);
        var next = new Session
        {
            Id = Guid.CreateVersion7(), UserId = account.Id, PostId = present.PostId, CreatedAt = now, LastSeen = now, Ends = present.Ends, Ip = present.Ip, Agent = present.Agent,
        };
        db.Add(next);
        if (await db.SaveAsync("password-changed", new Subject("account", account.Id, null, scope.OfficeRegion), cancel: cancel) is { } stale) return stale;
        return next.Id;
    }

    // Guessing here counts like guessing at the door, and is counted like it: before the password is looked at.
    private async Task<Outcome<Guid>> WrongCurrent(AccountTry tried)
    {
        db.ChangeTracker.Clear();
        if (tried.OwnLock is not null) await db.EndAll(scope.UserId, clock.Now);
        var subject = new Subject("account", scope.UserId, null, scope.OfficeRegion);
        await db.SaveAsync("password-refused", subject);
        if (tried.OwnLock is not null) await db.SaveAsync("account-locked", subject);
        return new Problem("password-wrong", "现在的密码不对。", nameof(NewPassword.Current));
    }
}
