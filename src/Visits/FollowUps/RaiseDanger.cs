using HuTong.Children;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.FollowUps;

/// <summary>The red button on every file: township and county have an urgent follow-up at once (R-094; reports and cases come with Protection).</summary>
public sealed class RaiseDanger(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, KeyRing keys)
{
    public async Task<Outcome<Guid>> Run(Guid childId, Guid key, string? words, CancellationToken cancel = default)
    {
        if (key == Guid.Empty) return new Problem("key-missing", "这一页太旧了，请刷新后再填。");
        if (await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == childId).Select(line => line.Region).SingleOrDefaultAsync(cancel) is not { } region) return VisitProblems.NoChild;
        var id = OwnId.Of(scope, key);
        keys.Active(region, KeyPurposes.Field);   // none can be made inside the transaction
        await using var write = await WriteTransaction.Begin(db, cancel);
        await write.LockOnce($"danger {id}", cancel);
        if (await db.Set<FollowUp>().AnyAsync(one => one.Id == id, cancel)) return id;   // sent twice
        if (string.IsNullOrWhiteSpace(words)) return new Problem("missing", "请写一句出了什么事。先打电话，再写。", "Words");
        if (words.Length > VisitCheck.MostLetters) return new Problem("too-long", $"太长了，最多 {VisitCheck.MostLetters} 个字。", "Words");
        var made = NewFollowUp.OfDanger(childId, region, null, [], words, scope, clock, cipher);
        made.Id = id;
        made.WordsEnc = cipher.Seal(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), id), region, words.Trim());
        db.Add(made);
        if (await db.SaveAsync("danger-said", Subject.Of(made), cancel: cancel) is { } stale) return stale;
        await write.Commit(cancel);
        return id;
    }
}
