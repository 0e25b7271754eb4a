using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.LogIn;

/// <summary>One of several posts, for the length of a session; rights never add up (security.md 2).</summary>
public sealed class ChoosePost(HuTongDb db, Scope scope, ChinaClock clock)
{
    /// <summary>The posts of who asks that hold today.</summary>
    public Task<List<Post>> Choices(CancellationToken cancel = default)
    {
        var today = clock.Today;
        return db.Set<Post>().AsNoTracking().Where(post => post.UserId == scope.UserId && post.ValidFrom <= today && (post.ValidTo == null || today < post.ValidTo)).OrderBy(post => post.ValidFrom).ToListAsync(cancel);
    }

    public async Task<Outcome<Entered>> Run(Guid postId, CancellationToken cancel = default)
    {
        var post = (await Choices(cancel)).FirstOrDefault(one => one.Id == postId);
        if (post is null) return new Problem("post-unknown", "请选一个岗位。", "PostId");
        var session = await db.Set<Session>().FirstAsync(row => row.Id == scope.SessionId, cancel);
        var now = clock.Now;
        session.RevokedAt = now;
        var entered = new Session
        {
            Id = Guid.CreateVersion7(), UserId = session.UserId, PostId = post.Id, CreatedAt = now, LastSeen = now, Ends = session.Ends, Ip = session.Ip, Agent = session.Agent,
        };
        db.Add(entered);
        if (await db.SaveAsync("post-chosen", new Subject("account", scope.UserId, null, post.Region), cancel: cancel) is { } problem) return problem;
        return new Entered(entered.Id, post.Role);
    }
}
