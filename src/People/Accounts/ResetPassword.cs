using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Gives an account a one-time password, told this once, and ends its sessions.</summary>
public sealed class ResetPassword(HuTongDb db, Scope scope, PasswordHash hashes, ChinaClock clock)
{
    public async Task<Outcome<Opened>> Run(Guid accountId, CancellationToken cancel = default)
    {
        var account = await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == accountId, cancel);
        if (account is null || account.State is AccountStates.Closed or AccountStates.Proposed) return new Problem("account-closed", "这个账号已停用，不能重发密码。");
        if (account.Id == scope.UserId) return new Problem("own-account", "换自己的密码请用“换密码”。");
        var password = OneTimePassword.Make();
        var now = clock.Now;
        account.PasswordHistory = string.Join('\n', account.PasswordHistory.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(account.PasswordHash ?? "").Where(hash => hash.Length > 0).Take(4));
        (account.PasswordHash, account.MustChange, account.OneTimeUntil) = (await hashes.Of(password, cancel), true, now + OneTimePassword.GoodFor);
        (account.LockedUntil, account.AccessFailedCount) = (null, 0);
        await db.EndAll(accountId, now, cancel: cancel);
        if (await db.SaveAsync("password-reset", new Subject("account", accountId), cancel: cancel) is { } stale) return stale;
        return new Opened(account.Id, account.UserName!, password);
    }
}
