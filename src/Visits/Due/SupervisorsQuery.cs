using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using HuTong.People.Register;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Due;

/// <param name="Places">Their townships, or single villages of one.</param>
public sealed record Supervisors(IReadOnlyList<Guid> Users, IReadOnlyList<string> Places);

/// <summary>Who supervises in the asker's places today; who cannot log in does not.</summary>
public sealed class SupervisorsQuery(HuTongDb db, PostsWithin within, Scope scope, ChinaClock clock, KeptCounts kept)
{
    public Task<Supervisors> Run(CancellationToken cancel = default) => kept.Of(scope, "supervisors", async () =>
    {
        var today = clock.Today;
        var found = await (from one in within.Run()
            where one.Post.Role == RoleCodes.TownshipSupervisor && one.From <= today && (one.To == null || one.To > today) && one.Post.ValidFrom <= today && (one.Post.ValidTo == null || one.Post.ValidTo > today)
            join account in db.Set<Account>().AsNoTracking() on one.Post.UserId equals account.Id
            where account.State == AccountStates.Active
            select new { account.Id, one.Prefix }).TagWith(KeptCounts.Tag).ToListAsync(cancel);
        return new Supervisors([.. found.Select(one => one.Id).Distinct()], [.. found.Select(one => one.Prefix).Distinct()]);
    });
}
