using System.Security.Cryptography;
using HuTong.Children;
using HuTong.Core;
using HuTong.Core.Codes;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Record;

/// <summary>
/// Photos of a visit. A photo is kept for a day before its visit, so that a form that comes back still has it, and for good with its visit, whose notes name it:
/// who may not read them finds no photo. What no visit took is swept with old ledgers.
/// </summary>
public sealed class VisitPhotos(HuTongDb db, Scope scope, FileStore files, FieldCipher cipher, ChinaClock clock)
{
    public const int Most = 3;
    private const string Kind = "photo";

    internal static Problem Gone => new("photo-gone", "有照片放得太久，已经清掉了。请重新选照片，再保存。", "Photos");

    /// <returns>The photo's key, which its form carries: sent twice with one form it is one photo.</returns>
    public async Task<Outcome<Guid>> Keep(Guid childId, Guid form, Stream sent, CancellationToken cancel = default)
    {
        if (await db.Set<RegisterLine>().AsNoTracking().Where(line => line.ChildId == childId).Select(line => line.Region).SingleOrDefaultAsync(cancel) is not { } region) return VisitProblems.NoChild;
        var key = await KeyOf(form, sent, cancel);
        var id = OwnId.Of(scope, key);
        if (await db.Set<Attachment>().AnyAsync(one => one.Id == id && one.DeleteAt == null, cancel)) return key;   // its visit is saved already
        sent.Position = 0;
        var made = await Photo.Remake(sent, cancel);
        if (!made.Has(out var jpeg)) return Outcome<Guid>.Refused(made.Problems);
        // The row first: what a kill leaves behind is known to the sweep.
        await using (var write = await WriteTransaction.Begin(db, cancel))
        {
            await write.LockOnce($"photo {id}", cancel);
            var row = await db.Set<Attachment>().SingleOrDefaultAsync(one => one.Id == id, cancel);
            if (row is { DeleteAt: null }) return key;
            if (row is null) db.Add(row = new Attachment { Id = id, ChildId = childId, Region = region, Kind = Kind });
            (row.Size, row.Mac, row.At, row.DeleteAt, row.IsDeleted) = (jpeg.Length, cipher.Hash(SHA256.HashData(jpeg)), clock.Now, clock.Now.AddDays(1), false);
            await db.SaveChangesAsync(cancel);
            await write.Commit(cancel);
        }
        await files.Write(id, region, new MemoryStream(jpeg), cancel);
        return key;
    }

    /// <summary>Photos of a form that no visit has taken yet and that stand for another hour, in their order.</summary>
    public async Task<IReadOnlyList<(Guid Key, Attachment Row)>> Waiting(Guid childId, IReadOnlyCollection<Guid> keys, CancellationToken cancel = default)
    {
        if (keys.Count == 0) return [];
        var (own, soon) = (keys.Distinct().ToDictionary(key => OwnId.Of(scope, key)), clock.Now.AddHours(1));
        var ids = own.Keys.ToArray();
        var rows = await db.Set<Attachment>().Where(one => ids.Contains(one.Id) && one.ChildId == childId && one.Kind == Kind && !one.IsDeleted && one.DeleteAt > soon).ToDictionaryAsync(one => one.Id, cancel);
        return [.. own.Where(one => rows.ContainsKey(one.Key)).Select(one => (one.Value, rows[one.Key]))];
    }

    /// <summary>In the visit's own transaction: from now on they are kept.</summary>
    /// <returns>Their ids; null when one of them is no longer there.</returns>
    internal async Task<IReadOnlyList<Guid>?> Take(WriteTransaction write, RegisterLine child, IReadOnlyCollection<Guid> keys, CancellationToken cancel)
    {
        foreach (var id in keys.Select(key => OwnId.Of(scope, key)).Distinct().Order()) await write.LockOnce($"photo {id}", cancel);   // the same form may be sending them once more
        var waiting = await Waiting(child.ChildId, keys, cancel);
        if (waiting.Count < keys.Distinct().Count()) return null;
        foreach (var (_, row) in waiting) (row.DeleteAt, row.Region) = (null, child.Region);   // it may have moved since
        return [.. waiting.Select(one => one.Row.Id)];
    }

    /// <summary>Of a danger they may show what only who must act reads (decision 015), and who told it.</summary>
    public bool MaySee(Visit visit) => visit.Level != "d" || scope.Role is RoleCodes.TownshipSupervisor or RoleCodes.CountyOfficer || visit.By == scope.UserId;

    /// <returns>The JPEG; null where there is none.</returns>
    public async Task<byte[]?> Open(VisitCard card, int number, CancellationToken cancel = default)
    {
        if (!MaySee(card.Visit) || card.Notes.Photos?.ElementAtOrDefault(number - 1) is not { } id || !await db.Set<Attachment>().AnyAsync(one => one.Id == id && !one.IsDeleted, cancel)) return null;
        using var plain = new MemoryStream();
        try { await files.Read(id, plain, cancel); }
        catch (IOException) { return null; }   // restored without its files
        return plain.ToArray();
    }

    private async Task<Guid> KeyOf(Guid form, Stream sent, CancellationToken cancel)
    {
        var key = form.ToByteArray(bigEndian: true);
        cipher.Hash(SHA256.HashData([.. key, .. await SHA256.HashDataAsync(sent, cancel)])).AsSpan(0, 10).CopyTo(key.AsSpan(6));
        return new Guid(key, bigEndian: true);
    }
}
