using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Files;
using HuTong.Data.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What uploads and imports at once write alike of a ledger.</summary>
public static class Ledgers
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Ledgers are deleted so many days after their upload.</summary>
    public const int KeptDays = 7;

    internal static ImportBatch Batch(Scope scope, string fence, string region, DateOnly today, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(), Region = fence, OfficeRegion = scope.OfficeRegion, OfficeRole = scope.Role, UploadedBy = scope.UserId, PostId = scope.PostId, UploadedAt = now, Today = today,
    };

    internal static Attachment Attachment(ImportBatch batch, string fileName, (long Size, byte[] Mac) stored, FieldCipher cipher, ChinaClock clock) => new()
    {
        Id = batch.Id, Region = batch.Region, Kind = "ledger", Size = stored.Size, Mac = stored.Mac, At = clock.Now, DeleteAt = clock.Now.AddDays(KeptDays),
        NameEnc = cipher.Seal(FieldPlace.Of<Attachment>(nameof(Data.Files.Attachment.NameEnc), batch.Id), batch.Region, fileName),
    };

    internal static void Fill(ImportBatch batch, LedgerSummary summary, IEnumerable<LedgerNote>? more = null)
    {
        (batch.Rows, batch.Accepted, batch.Fixed, batch.NeedsPerson, batch.Rejected) = (summary.Rows, summary.Accepted, summary.Fixed, summary.NeedsPerson, summary.Rejected);
        batch.Notes = JsonSerializer.Serialize((more ?? []).Concat(summary.Notes), Json);
        batch.Maps = JsonSerializer.Serialize(summary.Blocks.DistinctBy(map => map.Layout), Json);
    }

    /// <summary>The region that was named for the batch; its fence may be the unit's own code instead (codes.md 1.3).</summary>
    public static string RegionOf(ImportBatch batch) => batch.Region.Length == 12 && batch.Region.EndsWith("000000", StringComparison.Ordinal) ? batch.Region[..6] : batch.Region;

    /// <summary>The name of a file as it may stand beside children on every page: without its folder, without a sealed word, not too long (security.md 4).</summary>
    internal static string NameToKeep(string fileName)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        if (SealedWords.Hold(name)) name = "台账" + Path.GetExtension(name);
        return name.Length <= MostOfName ? name : name[..MostOfName];
    }

    private const int MostOfName = 120;

    public static string FileName(ImportBatch batch, FieldCipher cipher) => cipher.Open(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.FileNameEnc) ?? "";

    /// <summary>sheet-hidden, sheet-without-heading, and outcome-changed when an apply stopped.</summary>
    public static IReadOnlyList<LedgerNote> Notes(ImportBatch batch) => batch.Notes is null ? [] : JsonSerializer.Deserialize<List<LedgerNote>>(batch.Notes, Json)!;

    /// <summary>The recognised columns, one map for each layout in the file.</summary>
    public static IReadOnlyList<ColumnMap> Maps(ImportBatch batch) => batch.Maps is null ? [] : JsonSerializer.Deserialize<List<ColumnMap>>(batch.Maps, Json)!;

    /// <summary>Earlier loadings of the same file for the same place that stand: not taken back, not given up.</summary>
    internal static IQueryable<ImportBatch> StandingLoadings(HuTongDb db, ImportBatch batch) => db.Set<ImportBatch>().AsNoTracking()
        .Where(other => other.FileHash == batch.FileHash && other.Id != batch.Id && other.Region == batch.Region && (other.State == BatchStates.Applied || other.State == BatchStates.Closed));

    /// <summary>The kind of the job that works on the batch at this moment; null when none does.</summary>
    internal static Task<string?> RunningJob(HuTongDb db, ImportBatch batch, CancellationToken cancel) =>
        db.Set<Job>().Where(job => job.Id == batch.JobId && job.State == JobStates.Running).Select(job => (string?)job.Kind).FirstOrDefaultAsync(cancel);

    /// <summary>The last waiting row closes its batch; rows decided by what is about to be saved wait no longer.</summary>
    internal static async Task Close(HuTongDb db, Guid batchId, CancellationToken cancel)
    {
        var decided = db.ChangeTracker.Entries<ImportRow>().Where(entry => entry.Entity.State != "waiting").Select(entry => entry.Entity.Id).ToArray();
        if (await db.Set<ImportRow>().AnyAsync(one => one.BatchId == batchId && one.State == "waiting" && !decided.Contains(one.Id), cancel)) return;
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == batchId && one.State == BatchStates.Applied, cancel) is { } batch) batch.State = BatchStates.Closed;
    }

    /// <summary>Whether the uploaded file was deleted, after seven days.</summary>
    internal static Task<bool> IsGone(HuTongDb db, ImportBatch batch, CancellationToken cancel) => db.Set<Attachment>().AnyAsync(file => file.Id == batch.Id && file.IsDeleted, cancel);

    /// <summary>The file goes with the next save; its bytes are deleted after it.</summary>
    internal static async Task MarkGone(HuTongDb db, ImportBatch batch, CancellationToken cancel)
    {
        if (await db.Set<Attachment>().SingleOrDefaultAsync(file => file.Id == batch.Id, cancel) is { } file) file.IsDeleted = true;
    }

    internal static string Write(ColumnMap map) => JsonSerializer.Serialize(map, Json);

    internal static ColumnMap Read(string map) => JsonSerializer.Deserialize<ColumnMap>(map, Json)!;
}

/// <summary>Column maps that the asker's office corrected before, by layout.</summary>
public sealed class RememberedMaps(HuTongDb db, Scope scope)
{
    public async Task<IReadOnlyDictionary<string, ColumnMap>> Of(CancellationToken cancel = default) =>
        (await db.Set<RememberedMap>().AsNoTracking().Where(map => map.Region == scope.OfficeRegion).Select(map => new { map.LayoutKey, map.Map }).ToListAsync(cancel))
        .ToDictionary(map => map.LayoutKey, map => Ledgers.Read(map.Map), StringComparer.Ordinal);
}
