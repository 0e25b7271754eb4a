using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>The account of a log-in name, for the operator's console (`--as`).</summary>
public sealed class AccountByNameQuery(HuTongDb db)
{
    /// <returns>Null when no account has the name.</returns>
    public async Task<Guid?> Run(string username, CancellationToken cancel = default)
    {
        var name = Account.Normalise(username);
        return await db.Set<Account>().AsNoTracking().Where(account => account.NormalizedUserName == name).Select(account => (Guid?)account.Id).FirstOrDefaultAsync(cancel);
    }
}
