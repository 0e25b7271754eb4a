using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Lifts the lock of wrong passwords, or wakes a dormant or locked account. A closed account stays closed.</summary>
public sealed class UnlockAccount(HuTongDb db)
{
    public async Task<Problem?> Run(Guid accountId, CancellationToken cancel = default)
    {
        var account = await db.Set<Account>().FirstOrDefaultAsync(row => row.Id == accountId, cancel);
        if (account is null || account.State is AccountStates.Closed or AccountStates.Proposed) return new Problem("account-closed", "这个账号已停用，不能解锁。要用请另开账号。");
        (account.LockedUntil, account.AccessFailedCount, account.State) = (null, 0, AccountStates.Active);
        return await db.SaveAsync("account-unlocked", new Subject("account", accountId), cancel: cancel);
    }
}
