using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Registration;

/// <summary>Says that two children are of one household. Both must lie in the jurisdiction.</summary>
public sealed class LinkHousehold(HuTongDb db)
{
    /// <param name="otherFileNumber">File number of the other child, as printed.</param>
    public async Task<Outcome<Guid>> Run(Guid childId, string? otherFileNumber, string? reason, CancellationToken cancel = default)
    {
        var number = otherFileNumber?.Trim();
        if (string.IsNullOrEmpty(number)) return new Problem("missing", "请填另一个孩子的档案号。", "Other");
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "请写明怎么知道是一家的。", "Reason");
        if (reason.Trim().Length > 200) return new Problem("too-long", "太长了，最多 200 个字。", "Reason");
        var child = await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == childId, cancel);
        if (child is null) return new Problem("child-not-found", "没有找到这份档案，可能已不在您的辖区。");
        var other = await db.Set<Child>().SingleOrDefaultAsync(one => one.FileNumber == number, cancel);
        if (other is null) return new Problem("other-not-found", "您的辖区里没有这个档案号。", "Other");
        if (other.Id == child.Id) return new Problem("same-child", "这是本档案自己的号。", "Other");
        if (child.HouseholdId is not null && child.HouseholdId == other.HouseholdId) return child.Id;

        var household = child.HouseholdId ?? other.HouseholdId ?? Guid.CreateVersion7();
        var left = other.HouseholdId is { } old && old != household ? old : (Guid?)null;
        var moving = left is null ? [other] : await db.Set<Child>().Where(one => one.HouseholdId == left).ToListAsync(cancel);
        foreach (var one in moving.Append(child).Distinct().Where(one => one.HouseholdId != household)) one.HouseholdId = household;
        var acts = moving.Append(child).Distinct().Select(one => ("household-linked", Subject.Of(one), (string?)reason.Trim()));
        return await db.SaveAsync(acts, cancel) is { } stale ? stale : child.Id;
    }
}
