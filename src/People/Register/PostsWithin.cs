using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Register;

/// <summary>A post of the real-name register over one place of the asker's.</summary>
public sealed class PostWithin
{
    public required Post Post { get; init; }

    /// <summary>A village of twelve digits, or a township of nine.</summary>
    public required string Prefix { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly? To { get; init; }
}

/// <summary>
/// Posts of village directors and township supervisors inside the asker's places. Tables of posts stand outside the fence, so every page
/// about them begins here: what is not found here is not there for who asks, and is asked for by the same statement.
/// </summary>
public sealed class PostsWithin(HuTongDb db, Scope scope)
{
    /// <summary>Who stands in the real-name register .</summary>
    public static readonly IReadOnlyList<string> Registered = [Roles.VillageDirector, Roles.TownshipSupervisor];

    public IQueryable<PostWithin> Run()
    {
        var (roles, prefixes) = (Registered.ToList(), scope.Prefixes.ToList());
        return from place in db.Set<Jurisdiction>().AsNoTracking()
               where prefixes.Any(prefix => place.Prefix.StartsWith(prefix))
               join post in db.Set<Post>().AsNoTracking() on place.PostId equals post.Id
               where roles.Contains(post.Role)
               select new PostWithin { Post = post, Prefix = place.Prefix, From = place.ValidFrom, To = place.ValidTo };
    }
}
