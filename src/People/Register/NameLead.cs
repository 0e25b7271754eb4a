using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Register;

/// <summary>Marks the one of several supervisors of a township who answers first (ORG-006); the mark of another goes. No right comes with it.</summary>
public sealed class NameLead(HuTongDb db, PostsWithin posts, KeyRing keys, ChinaClock clock)
{
    public async Task<Outcome<Post>> Run(Guid postId, CancellationToken cancel = default)
    {
        var today = clock.Today;
        var township = await posts.Run().Where(one => one.Post.Id == postId && one.Post.Role == Roles.TownshipSupervisor && one.From <= today && (one.To == null || one.To > today)).Select(one => one.Prefix).FirstOrDefaultAsync(cancel);
        if (township is null) return new Problem("post-not-found", "没有找到这个岗位，可能已经结束。");
        keys.Active(township, KeyPurposes.Field);   // inside the transaction none can be made
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce("posts", cancel);
        var ids = await posts.Run().Where(one => one.Prefix == township && one.Post.Role == Roles.TownshipSupervisor).Select(one => one.Post.Id).ToListAsync(cancel);
        var all = await db.Set<Post>().Where(post => ids.Contains(post.Id)).ToListAsync(cancel);
        var lead = all.Single(post => post.Id == postId);
        if (lead.IsLead && all.Count(post => post.IsLead) == 1) return lead;
        foreach (var post in all) post.IsLead = post.Id == postId;
        if (await db.SaveAsync("lead-named", new Subject("account", lead.UserId, null, lead.Region), cancel: cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return lead;
    }
}
