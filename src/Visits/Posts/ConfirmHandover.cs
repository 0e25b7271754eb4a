using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Access;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Posts;

/// <summary>Keeps that the list of what passes on was printed, and that it was handed over (R-138, T-68). The supervisor or the county officer says it once for a post.</summary>
public sealed class ConfirmHandover(HuTongDb db, HandoverQuery handovers, AccessLog access)
{
    public const string Action = "handover-confirmed";
    private const int MostLetters = 100;

    /// <param name="to">Who took the children over, as the papers say.</param>
    public async Task<Outcome<HandoverHead>> Run(Guid postId, string? to, CancellationToken cancel = default)
    {
        if (await handovers.Head(postId, cancel) is not { } head) return NotFound;
        if (head.ConfirmedAt is not null) return head;
        if (head.EndedOn is null) return new Problem("post-open", "这个人还在任。先由安全管理员写上最后一天，再确认交接。", "To");
        if (string.IsNullOrWhiteSpace(to)) return new Problem("taker-missing", "请写交给了谁，如：接任的儿童主任、镇儿童督导员。", "To");
        if (to.Trim().Length > MostLetters) return new Problem("too-long", $"太长了，最多 {MostLetters} 个字。", "To");
        return await db.SaveAsync("handover-confirmed", Of(head), $"交给：{to.Trim()}", cancel) is { } stale ? stale : head;
    }

    /// <summary>Written down before the sheet is sent.</summary>
    public async Task<Outcome<Handover>> Print(Guid postId, CancellationToken cancel = default)
    {
        if (await handovers.Run(postId, cancel) is not { } handover) return NotFound;
        access.Note("print", handover.Children.Count);
        return await db.SaveAsync("handover-printed", Of(handover.Head), cancel: cancel) is { } stale ? stale : handover;
    }

    private static Problem NotFound => new("post-not-found", "没有找到这个岗位。");

    private static Subject Of(HandoverHead head) => new("post", head.PostId, null, head.Villages[0].Code);
}
