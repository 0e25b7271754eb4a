using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.People.LogIn;
using Microsoft.EntityFrameworkCore;

namespace HuTong.People.Accounts;

/// <summary>Ends a post: at once, or with a last day ahead. The sessions of the account end with it.</summary>
public sealed class EndPost(HuTongDb db, Scope scope, ChinaClock clock)
{
    /// <param name="accountId">The account whose page the form stood on; another's post is not ended through it.</param>
    /// <param name="lastDay">Last day on which it holds; null ends it now.</param>
    public async Task<Outcome<Post>> Run(Guid accountId, Guid postId, DateOnly? lastDay, string? reason, CancellationToken cancel = default)
    {
        var post = await db.Set<Post>().FirstOrDefaultAsync(row => row.Id == postId && row.UserId == accountId, cancel);
        var today = clock.Today;
        if (post is null || !post.IsNotOver(today)) return new Problem("post-over", "这个岗位已经结束了。");
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("reason-missing", "请写为什么结束，如：换届，调走。", "Reason");
        if (reason.Trim().Length > 200) return new Problem("too-long", "太长了，最多 200 个字。", "Reason");
        if (lastDay < today) return new Problem("term-over", "最后一天已经过去。要现在就结束，请空着。", "LastDay");
        if (lastDay < post.ValidFrom) return new Problem("term-backwards", "最后一天早于这个岗位的第一天。", "LastDay");
        await End(db, post, lastDay?.AddDays(1) ?? today, scope.UserId, reason.Trim(), cancel);
        await db.EndAll(post.UserId, clock.Now, cancel: cancel);
        return await db.SaveAsync("post-ended", new Subject("account", post.UserId, null, post.Region), reason.Trim(), cancel) is { } stale ? stale : post;
    }

    // A post that had not begun ends before its first day: it never held.
    internal static async Task End(HuTongDb db, Post post, DateOnly validTo, Guid by, string reason, CancellationToken cancel)
    {
        var end = validTo < post.ValidFrom ? post.ValidFrom : validTo;
        (post.ValidTo, post.EndedBy, post.EndedReason) = (end, by, reason);
        foreach (var place in await db.Set<Jurisdiction>().Where(row => row.PostId == post.Id && (row.ValidTo == null || row.ValidTo > end)).ToListAsync(cancel)) place.ValidTo = end;
    }
}
