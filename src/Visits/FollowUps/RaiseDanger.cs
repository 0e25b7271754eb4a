using HuTong.Children;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Visits.Duties;
using HuTong.Visits.Record;
using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using System.Text;

namespace HuTong.Visits.FollowUps;

/// <summary>The red button on every file: township and county have an urgent follow-up at once (R-094; reports and cases come with Protection).</summary>
public sealed class RaiseDanger(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, KeyRing keys, DutyBook book)
{
    public async Task<Outcome<Guid>> Run(Guid childId, Guid key, string? words, CancellationToken cancel = default)
    {
        if (key == Guid.Empty) return new Problem("key-missing", "这一页太旧了，请刷新后再填。");
        if (await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == childId).Select(line => line.Region).SingleOrDefaultAsync(cancel) is not { } seen) return VisitProblems.NoChild;
        var id = OwnId.Of(scope, key);
        keys.Active(seen, KeyPurposes.Field);   // none can be made inside the transaction
        await using var write = await WriteTransaction.Begin(db, cancel);
        await book.Take(write, childId, cancel);
        // Read again under the lock: it may just have moved, and the township that it lives in must hear of it.
        if (await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == childId).Select(line => line.Region).SingleOrDefaultAsync(cancel) is not { } region) return VisitProblems.NoChild;
        if (await Known(id, cancel) is { } known && !string.IsNullOrWhiteSpace(words) && known != words.Trim()) id = OwnId.Of(scope, Other(key, words.Trim()));   // the form stayed after its answer was lost, and says more now
        if (await Known(id, cancel) is not null) return id;   // sent twice
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

    private async Task<string?> Known(Guid id, CancellationToken cancel) => await db.Set<FollowUp>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } known ? cipher.Open(FieldPlace.Of<FollowUp>(nameof(FollowUp.WordsEnc), id), known.WordsEnc) ?? "" : null;

    private static Guid Other(Guid key, string words) => new(SHA256.HashData([.. key.ToByteArray(), .. Encoding.UTF8.GetBytes(words)]).AsSpan(0, 16));
}
