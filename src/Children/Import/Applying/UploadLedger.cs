using System.Text.Json;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <param name="Key">The form's own: sent twice, it is one batch.</param>
/// <param name="Region">4, 6, 9 or 12 digits inside the post's jurisdiction.</param>
public sealed record LedgerUpload(Guid Key, string FileName, Stream Content, string Region);

/// <param name="SameAs">An earlier batch of the same bytes that was applied; told, not refused.</param>
public sealed record UploadedLedger(Guid BatchId, Guid? SameAs);

/// <summary>Takes a ledger in: the bytes encrypted, deleted after seven days, and a job that checks it.</summary>
public sealed class UploadLedger(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, ImportOffice office, FileStore files, JobBell bell)
{
    public async Task<Outcome<UploadedLedger>> Run(LedgerUpload upload, CancellationToken cancel = default)
    {
        if (!office.For(upload.Region).Has(out _)) return Outcome<UploadedLedger>.Refused(office.For(upload.Region).Problems);
        if (upload.Key == Guid.Empty) return new Problem("key-missing", "这一页太旧了，请刷新后再选文件。");
        var id = OwnId.Of(scope, upload.Key);
        if (await db.Set<ImportBatch>().AnyAsync(batch => batch.Id == id, cancel)) return new UploadedLedger(id, null);
        if (upload.Content.CanSeek && upload.Content.Length > Refusals.MostBytes) return Refusals.FileTooLarge;
        if (upload.Content is { CanSeek: true, Length: 0 }) return Refusals.EmptyBook;

        var batch = Ledgers.Batch(scope, office.FenceOf(upload.Region), upload.Region, clock.Today, clock.Now);
        batch.Id = id;
        office.PrepareKeys(upload.Region);
        var stored = await files.Write(batch.Id, batch.Region, upload.Content, cancel);
        var name = Ledgers.NameToKeep(upload.FileName);
        (batch.FileHash, batch.Size) = (stored.Mac, stored.Size);
        batch.FileNameEnc = cipher.Seal(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.Region, name);
        var same = await db.Set<ImportBatch>().Where(other => other.FileHash == batch.FileHash && other.Region == batch.Region && (other.State == BatchStates.Applied || other.State == BatchStates.Closed))
            .OrderByDescending(other => other.AppliedAt).Select(other => (Guid?)other.Id).FirstOrDefaultAsync(cancel);
        db.Add(Ledgers.Attachment(batch, name, stored, cipher, clock));
        db.Add(batch);
        db.Add(ImportJobs.Of(CheckBatch.JobKind, batch, scope, clock));
        await db.SaveAsync("import-uploaded", new Subject("import_batch", batch.Id, null, batch.Region), cancel: cancel);
        bell.Ring();
        return new UploadedLedger(batch.Id, same);
    }
}

/// <summary>Jobs of an import: they run under the scope of who asked, as it is then.</summary>
internal static class ImportJobs
{
    /// <summary>Makes the job and names it in its batch, so that the page finds its progress.</summary>
    public static Job Of(string kind, ImportBatch batch, Scope scope, ChinaClock clock)
    {
        var job = new Job
        {
            Id = Guid.CreateVersion7(), Kind = kind, Payload = JsonSerializer.Serialize(new { batch = batch.Id }), AskerId = scope.UserId, PostId = scope.PostId, RunAt = clock.Now, CreatedAt = clock.Now, Says = "排队中 …",
        };
        batch.JobId = job.Id;
        return job;
    }

    public static Guid BatchOf(Job job)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        return payload.RootElement.GetProperty("batch").GetGuid();
    }
}
