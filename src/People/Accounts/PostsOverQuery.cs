using HuTong.Data;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>A post that covers a place today, with who holds it.</summary>
/// <param name="Kind">Of a village director: responsible, acting, assistant; empty for others.</param>
/// <param name="Prefix">The part of the jurisdiction that covers the place.</param>
public sealed record PostOver(Guid UserId, string Role, string Kind, string Prefix, string WorkerName);

/// <summary>Who is in charge of a place on a day: posts that hold, of accounts in use, the nearest first (ORG-004, ORG-006, states.md "who"). Index ix_jurisdiction_prefix_valid_to.</summary>
public sealed class PostsOverQuery(HuTongDb db)
{
    /// <param name="region">Digits of a place; a post covers it when one of its prefixes begins it.</param>
    /// <param name="day">The day on which the post must hold.</param>
    public async Task<IReadOnlyList<PostOver>> Run(string region, DateOnly day, CancellationToken cancel = default)
    {
        var prefixes = new[] { 2, 4, 6, 9, 12 }.Where(length => length <= region.Length).Select(length => region[..length]).ToList();
        var found = await (
            from place in db.Set<Jurisdiction>().AsNoTracking().TagWith(KeptCounts.Tag)
            where prefixes.Contains(place.Prefix) && place.ValidFrom <= day && (place.ValidTo == null || place.ValidTo > day)
            join post in db.Set<Post>().AsNoTracking() on place.PostId equals post.Id
            where post.ValidFrom <= day && (post.ValidTo == null || post.ValidTo > day)
            join account in db.Set<Account>().AsNoTracking() on post.UserId equals account.Id
            where account.State == AccountStates.Active
            join worker in db.Set<Worker>().AsNoTracking() on account.WorkerId equals worker.Id
            select new { post.UserId, post.Role, post.Kind, place.Prefix, worker.Name, place.IsResponsible }).ToListAsync(cancel);
        return [.. found.OrderByDescending(one => one.Prefix.Length).ThenByDescending(one => one.IsResponsible).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => new PostOver(one.UserId, one.Role, one.Kind, one.Prefix, one.Name))];
    }
}
