using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Doubles;

/// <summary>What a person says of a double.</summary>
/// <param name="Version">Of the hit, as the page showed it.</param>
/// <param name="Kind">same or other.</param>
public sealed record DoubleDecision(long Version, string? Kind, string? Reason);

/// <summary>The lowest office over both places says whether two files with one number are one child (REG-003, security.md 3.6). The decision stands in both timelines with its reason.</summary>
public sealed class DecideDouble(HuTongDb db, DoublesQuery doubles, Scope scope, ChinaClock clock)
{
    public const string Same = "same", Other = "other";
    private const int MostReason = 200;

    /// <returns>Null when it is written; `not-found` for a hit that is not this office's.</returns>
    public async Task<Problem?> Run(Guid hitId, DoubleDecision decision, CancellationToken cancel = default)
    {
        if (decision.Kind is not (Same or Other)) return new Problem("missing", "请选是不是同一个孩子。", "Kind");
        if (string.IsNullOrWhiteSpace(decision.Reason)) return new Problem("reason-missing", "请写明根据什么这样定。", "Reason");
        if (decision.Reason.Length > MostReason) return new Problem("too-long", $"理由最多 {MostReason} 个字。", "Reason");
        var hit = await db.Set<DuplicateHit>().SingleOrDefaultAsync(one => one.Id == hitId, cancel);
        if (hit is null || hit.State == "open" && !await doubles.Mine().AnyAsync(one => one.Id == hitId, cancel)) return new Problem("not-found", "没有找到。");
        if (hit.State == decision.Kind && hit.Version == decision.Version + 1) return null;   // sent twice
        if (hit.State != "open" || hit.Version != decision.Version) return new Problem("stale", "这一对刚有人定过了。");

        hit.State = decision.Kind;
        if (decision.Kind == Other) db.Add(new NotSame { Id = Guid.CreateVersion7(), Region = hit.Region, FirstChildId = hit.FirstChildId, SecondChildId = hit.SecondChildId, DecidedBy = scope.UserId, DecidedAt = clock.Now });
        var sides = await db.Set<Child>().AsNoTracking().Where(child => child.Id == hit.FirstChildId || child.Id == hit.SecondChildId).ToListAsync(cancel);
        var (action, reason) = ($"double-{decision.Kind}", decision.Reason.Trim());
        return await db.SaveAsync([(action, new Subject("duplicate_hit", hit.Id, null, hit.Region), reason), .. sides.Select(child => (action, Subject.Of(child), (string?)reason))], cancel);
    }
}
