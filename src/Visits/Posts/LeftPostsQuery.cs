using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using HuTong.People.Register;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>A director's post that ended and whose tasks nobody has confirmed to have taken over.</summary>
/// <param name="EndedOn">First day on which it no longer held.</param>
public sealed record LeftPost(Guid PostId, Guid UserId, DateOnly EndedOn, IReadOnlyList<string> Villages);

/// <summary>Posts that ended in the last ninety days without the list of what passes on confirmed: due on the day of leaving (T-68, R-138). Who keeps the village under a new post hands over nothing.</summary>
public sealed class LeftPostsQuery(HuTongDb db, PostsWithin posts, ChinaClock clock)
{
    public const int DaysBack = 90;

    public async Task<IReadOnlyList<LeftPost>> Run(PlaceParts place, CancellationToken cancel = default)
    {
        var (today, since, inside) = (clock.Today, clock.Today.AddDays(-DaysBack), place.Prefixes.ToList());
        var keeps = from held in db.Set<Jurisdiction>() join post in db.Set<Post>() on held.PostId equals post.Id
                    where held.ValidFrom <= today && (held.ValidTo == null || held.ValidTo > today) select new { held.Prefix, post.UserId };
        var ended = await posts.Run().Where(one => one.Post.Role == RoleCodes.VillageDirector && one.Post.Kind != PostKinds.Assistant && one.To <= today && one.To >= since && one.To > one.From)
            .Where(one => inside.Any(prefix => one.Prefix.StartsWith(prefix)) && !keeps.Any(held => held.Prefix == one.Prefix && held.UserId == one.Post.UserId))
            .Select(one => new { one.Post.Id, one.Post.UserId, one.Prefix, one.To }).ToListAsync(cancel);
        var ids = ended.Select(one => one.Id).Distinct().ToList();
        var done = ids.Count == 0 ? [] : await db.Set<Event>().AsNoTracking().Where(one => one.SubjectKind == "post" && one.Action == ConfirmHandover.Action && ids.Contains(one.SubjectId)).Select(one => one.SubjectId).ToListAsync(cancel);
        return [.. ended.Where(one => !done.Contains(one.Id)).GroupBy(one => (one.Id, one.UserId))
            .Select(post => new LeftPost(post.Key.Id, post.Key.UserId, post.Max(one => one.To!.Value), [.. post.Select(one => one.Prefix).Distinct().Order(StringComparer.Ordinal)]))
            .OrderBy(post => post.EndedOn).ThenBy(post => post.Villages[0], StringComparer.Ordinal)];
    }
}
