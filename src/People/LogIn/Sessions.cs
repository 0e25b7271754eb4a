using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>Ends sessions inside the transaction of what makes them end: change of password, post, jurisdiction, disabling (security.md 7).</summary>
public static class Sessions
{
    /// <summary>Marks all living sessions of a user as ended; the caller saves.</summary>
    /// <param name="keep">One that lives on, or null.</param>
    public static async Task EndAll(this HuTongDb db, Guid userId, DateTime now, Guid? keep = null, CancellationToken cancel = default)
    {
        foreach (var session in await db.Set<Session>().Where(row => row.UserId == userId && row.RevokedAt == null && row.Id != keep).ToListAsync(cancel))
            session.RevokedAt = now;
    }
}
