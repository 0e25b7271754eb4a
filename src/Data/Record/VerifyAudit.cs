using System.Text.Json;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Record;

/// <summary>What `verify-audit` found.</summary>
/// <param name="BadSeal">First link that does not hold, null when all hold.</param>
/// <param name="BadEvent">The event that is missing, added or changed, where it can be named.</param>
public sealed record AuditFinding(long Seals, long Events, long Unsealed, long? BadSeal, Guid? BadEvent, string Says)
{
    public bool Holds => BadSeal is null && BadEvent is null;
}

/// <summary>Recomputes the chain from its first link and holds it against a checkpoint kept outside (security.md 6, T9).</summary>
public sealed class VerifyAudit(HuTongDb db, KeyRing keys)
{
    public async Task<AuditFinding> Run(Checkpoint? outside = null, CancellationToken cancel = default)
    {
        var chain = new EventChain(keys);
        var (prev, expected, events) = (Array.Empty<byte>(), 1L, 0L);
        while (await db.Set<EventSeal>().AsNoTracking().Where(one => one.No >= expected).OrderBy(one => one.No).FirstOrDefaultAsync(cancel) is { } link)
        {
            if (link.No != expected) return Broken(expected, events, $"第 {expected} 段不见了。");
            if (!link.PrevMac.AsSpan().SequenceEqual(prev) || !link.Mac.AsSpan().SequenceEqual(chain.Mac(link.No, link.Count, link.BatchHash, link.PrevMac)))
                return Broken(link.No, events, $"第 {link.No} 段的链断了。");
            var batch = await db.Set<Event>().IgnoreQueryFilters().AsNoTracking().Where(one => one.SealNo == link.No).OrderBy(one => one.Id).ToListAsync(cancel);
            if (batch.Count != link.Count) return Broken(link.No, events, $"第 {link.No} 段应有 {link.Count} 条，现有 {batch.Count} 条。");
            if (!EventChain.BatchHash(batch).AsSpan().SequenceEqual(link.BatchHash)) return Broken(link.No, events, $"第 {link.No} 段里有记录被改过。");
            (prev, expected, events) = (link.Mac, expected + 1, events + batch.Count);
        }
        var strays = await db.Set<Event>().IgnoreQueryFilters().AsNoTracking().Where(one => one.SealNo >= expected).OrderBy(one => one.Id).Select(one => (Guid?)one.Id).FirstOrDefaultAsync(cancel);
        if (strays is not null) return new AuditFinding(expected - 1, events, 0, expected, strays, "有记录指着不存在的段。");
        var points = await db.Set<Checkpoint>().AsNoTracking().ToListAsync(cancel);
        foreach (var point in outside is null ? points : [.. points, outside])
            if (await Contradicts(point, chain, cancel)) return Broken(point.LastNo, events, $"和 {point.Day:yyyy-MM-dd} 的存证对不上：链的末尾被截掉或换过。");
        var unsealed = await db.Set<Event>().IgnoreQueryFilters().LongCountAsync(one => one.SealNo == null, cancel);
        return new AuditFinding(expected - 1, events, unsealed, null, null, $"{expected - 1} 段 {events} 条都对得上，{unsealed} 条还没入链。");
    }

    private async Task<bool> Contradicts(Checkpoint point, EventChain chain, CancellationToken cancel)
    {
        if (!chain.Sign(point.Day, point.LastNo, point.Mac).AsSpan().SequenceEqual(point.Signature)) return true;
        var link = await db.Set<EventSeal>().AsNoTracking().FirstOrDefaultAsync(one => one.No == point.LastNo, cancel);
        return link is null || !link.Mac.AsSpan().SequenceEqual(point.Mac);
    }

    private static AuditFinding Broken(long no, long events, string says) => new(no - 1, events, 0, no, null, says);
}

/// <summary>The signed copy of a checkpoint as a file.</summary>
public static class CheckpointFile
{
    public static string Write(Checkpoint point) => JsonSerializer.Serialize(point);

    /// <exception cref="JsonException">Not a checkpoint file.</exception>
    public static Checkpoint Read(string text) => JsonSerializer.Deserialize<Checkpoint>(text)!;
}
