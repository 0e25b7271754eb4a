using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Who the three administrators are today.</summary>
public sealed class AdministratorsQuery(HuTongDb db, ChinaClock clock)
{
    public async Task<IReadOnlyList<(string Role, string Name)>> Run(CancellationToken cancel = default)
    {
        var today = clock.Today;
        var held = await (
            from post in db.Set<Post>().AsNoTracking()
            where (post.Role == Roles.SystemAdmin || post.Role == Roles.SecurityAdmin || post.Role == Roles.AuditAdmin) && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)
            join account in db.Set<Account>() on post.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>() on account.WorkerId equals worker.Id
            select new { post.Role, worker.Name }).ToListAsync(cancel);
        return [.. new[] { Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin }.Select(role =>
            (role, held.Where(one => one.Role == role).Select(one => one.Name).DefaultIfEmpty("还没有").Aggregate((left, right) => $"{left}、{right}")))];
    }
}
