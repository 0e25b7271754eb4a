using HuTong.Data;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>All terms of directors and township supervisors in a place that began by a day: a city's some ten thousand narrow rows, read once a page. The place was checked before (<see cref="PostsPlace"/>).</summary>
public sealed class PostTermsQuery(HuTongDb db)
{
    public async Task<PostTerms> Run(IReadOnlyList<string> prefixes, DateOnly until, CancellationToken cancel = default) =>
        new(await Of(Roles.VillageDirector, prefixes, until, cancel), await Of(Roles.TownshipSupervisor, prefixes, until, cancel));

    private async Task<List<PostTerm>> Of(string role, IReadOnlyList<string> prefixes, DateOnly until, CancellationToken cancel)
    {
        var inside = prefixes.ToList();
        var terms = from place in db.Set<Jurisdiction>().AsNoTracking()
                    join post in db.Set<Post>().AsNoTracking() on place.PostId equals post.Id
                    where post.Role == role && place.ValidFrom <= until
                    select new { place.Prefix, place.ValidFrom, place.ValidTo, post.UserId, post.Id, post.Kind, post.IsLead };
        var here = terms.Where(term => inside.Any(prefix => term.Prefix.StartsWith(prefix))).Select(term => term.UserId);
        return await terms.Where(term => here.Contains(term.UserId)).OrderBy(term => term.Prefix).ThenBy(term => term.ValidFrom)
            .Select(term => new PostTerm(term.Prefix, term.ValidFrom, term.ValidTo, term.UserId, term.Id, term.Kind, term.IsLead)).ToListAsync(cancel);
    }
}
