using HuTong.Core;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Data.Access;

/// <summary>Writes down who looks. A file's opening, a reveal and a print are stored before anything is shown; lists and searches within a second.</summary>
public sealed class AccessLog(HuTongDb db, Scope scope, ChinaClock clock, FieldCipher cipher, BlindIndex blind, AccessQueue queue, KeptCounts kept)
{
    private const int MostListPurpose = 200;

    /// <summary>Stored before the body is sent; when it fails nothing may be shown.</summary>
    public async Task Write(string action, Guid childId, string region, string? purpose = null, string? fields = null, CancellationToken cancel = default)
    {
        var entry = Make(action, region, fields, null);
        (entry.ChildId, entry.PurposeEnc) = (childId, cipher.Seal(FieldPlace.Of<AccessEntry>(nameof(AccessEntry.PurposeEnc), entry.Id), region, purpose));
        await Store(entry, cancel);
    }

    /// <summary>Has this user opened the file today for a stated purpose? Asked once per file and day (security.md 2).</summary>
    public async Task<bool> HasPurposeToday(Guid childId, CancellationToken cancel = default)
    {
        var from = DateTime.SpecifyKind(clock.Today.ToDateTime(TimeOnly.MinValue).AddHours(-8), DateTimeKind.Utc);
        return await db.Set<AccessEntry>().AsNoTracking().AnyAsync(entry => entry.UserId == scope.UserId && entry.At >= from && entry.ChildId == childId && entry.PurposeEnc != null, cancel);
    }

    /// <summary>Was a purpose for lists stated since this log-in, by this post?</summary>
    public Task<bool> HasListPurpose(CancellationToken cancel = default)
    {
        var session = scope.SessionId.ToString("N");
        // Only that it was said is kept: said a moment ago, it holds at once.
        return kept.Of(scope, $"purpose {session} {scope.PostId:N}", () => db.Set<AccessEntry>().AsNoTracking().AnyAsync(entry => entry.UserId == scope.UserId && entry.PostId == scope.PostId && entry.Action == "list" && entry.Fields == session, cancel), isFirm: isSaid => isSaid, onlyFirm: true);
    }

    /// <summary>Keeps the purpose for which lists are looked at until the log-in ends.</summary>
    /// <returns>What is wrong with the words; null when they are kept.</returns>
    public async Task<Problem?> StateListPurpose(string? purpose, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Trim().Length > MostListPurpose) return new Problem("purpose-missing", $"请写清为什么要看名单，{MostListPurpose} 字以内。", "purpose");
        var entry = Make("list", scope.OfficeRegion, scope.SessionId.ToString("N"), null);
        entry.PurposeEnc = cipher.Seal(FieldPlace.Of<AccessEntry>(nameof(AccessEntry.PurposeEnc), entry.Id), scope.OfficeRegion, purpose.Trim());
        await Store(entry, cancel);
        return null;
    }

    /// <summary>A list or a search: queued, written by groups.</summary>
    public void Note(string action, int rows, string? searched = null)
    {
        var entry = Make(action, scope.OfficeRegion, null, rows);
        if (!string.IsNullOrEmpty(searched)) entry.SearchHash = blind.Of(BlindIndex.Search, searched);
        queue.Note(entry);
    }

    // People who open files at the same time share one commit; a verb, where nobody writes for others, commits its own.
    private async Task Store(AccessEntry entry, CancellationToken cancel)
    {
        if (queue.Store(entry) is { } stored) { await stored.WaitAsync(cancel); return; }
        db.Add(entry);
        await db.SaveChangesAsync(cancel);
    }

    private AccessEntry Make(string action, string region, string? fields, int? rows) => new()
    {
        Id = Guid.CreateVersion7(), At = clock.Now, UserId = scope.UserId, PostId = scope.PostId, Action = action, Region = region, Fields = fields, RowCount = rows,
    };
}
