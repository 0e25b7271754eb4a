using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>A worker as lists show one.</summary>
/// <param name="Phone">Masked; null when none is kept.</param>
public sealed record NamedWorker(Guid WorkerId, string Name, string? Phone);

/// <summary>Names and masked phones of the people on one page.</summary>
public sealed class PeopleQuery(HuTongDb db, FieldCipher cipher)
{
    /// <param name="userIds">Of terms that <see cref="PostTermsQuery"/> found; at most a page of them.</param>
    public async Task<IReadOnlyDictionary<Guid, NamedWorker>> Run(IEnumerable<Guid> userIds, CancellationToken cancel = default)
    {
        var ids = userIds.Distinct().ToList();
        if (ids.Count == 0) return new Dictionary<Guid, NamedWorker>();
        var found = await (
            from account in db.Set<Account>().AsNoTracking()
            where ids.Contains(account.Id)
            join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id
            select new { account.Id, worker }).ToListAsync(cancel);
        return found.ToDictionary(one => one.Id, one => new NamedWorker(one.worker.Id, one.worker.Name, one.worker.Phone(cipher) is { } phone ? Masks.Phone(phone) : null));
    }
}
