using System.Linq.Expressions;
using HuTong.Data;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>A try at a password that was counted before the password was looked at.</summary>
/// <param name="Account">As it stands after counting; null when no such account is there.</param>
/// <param name="IsTaken">Whether the password may be looked at: the account is in use and was not locked.</param>
public sealed record AccountTry(Account? Account, bool IsTaken)
{
    /// <summary>Set when this try was the fifth and locked the account; the right password lifts this lock and no other.</summary>
    public DateTime? OwnLock => IsTaken ? Account?.LockedUntil : null;
}

/// <summary>
/// Counts tries at a password in the account's row, in one statement, before the password is hashed: however many come at once, five are looked at (T20).
/// The version is left alone: a stranger's tries must not make the security administrator's change stale.
/// </summary>
public sealed class AccountTries(HuTongDb db, ChinaClock clock)
{
    /// <summary>Wrong passwords in a row that lock an account, and for how long (security.md 7).</summary>
    public const int BeforeLock = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public Task<AccountTry> Take(string normalisedName) => Take(row => row.NormalizedUserName == normalisedName);
    public Task<AccountTry> Take(Guid accountId) => Take(row => row.Id == accountId);

    private async Task<AccountTry> Take(Expression<Func<Account, bool>> which)
    {
        var now = clock.Now;
        DateTime? until = now + LockedFor;
        await using var work = await WriteTransaction.Begin(db);
        var counted = await db.Set<Account>().Where(which)
            .Where(row => row.State == AccountStates.Active && (row.LockedUntil == null || row.LockedUntil <= now))
            .ExecuteUpdateAsync(row => row
                .SetProperty(one => one.LockedUntil, one => one.AccessFailedCount + 1 >= BeforeLock ? until : null)
                .SetProperty(one => one.AccessFailedCount, one => one.AccessFailedCount + 1 >= BeforeLock ? 0 : one.AccessFailedCount + 1));
        var account = await db.Set<Account>().AsNoTracking().FirstOrDefaultAsync(which);
        await work.Commit();
        return new AccountTry(account, counted == 1);
    }

    /// <summary>Forgets the tries after the right password, in the caller's transaction or in one of its own.</summary>
    /// <returns>False when the account was locked by another try, closed, or given another password meanwhile: then nobody is let in.</returns>
    public async Task<bool> Forget(AccountTry tried)
    {
        if (!tried.IsTaken || tried.Account is not { } account) return false;
        var (now, own) = (clock.Now, tried.OwnLock);
        await using var work = db.Database.CurrentTransaction is null ? await WriteTransaction.Begin(db) : null;
        var rows = await db.Set<Account>()
            .Where(row => row.Id == account.Id && row.State == AccountStates.Active && row.PasswordHash == account.PasswordHash)
            .Where(row => row.LockedUntil == null || row.LockedUntil <= now || row.LockedUntil == own)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.LockedUntil, (DateTime?)null).SetProperty(one => one.AccessFailedCount, 0));
        if (work is not null) await work.Commit();
        return rows == 1;
    }
}
