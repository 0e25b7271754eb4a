using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>A batch as pages show it.</summary>
/// <param name="By">Name of the uploader.</param>
/// <param name="Job">The work that runs on it or ran last; null when there is none.</param>
public sealed record BatchView(ImportBatch Batch, string FileName, string By, Job? Job)
{
    public Guid Id => Batch.Id;

    public bool IsRunning => Job is { State: JobStates.Ready or JobStates.Running };

    public bool IsWriting => IsRunning && Job!.Kind == ApplyBatch.JobKind;

    /// <summary>What the work that runs does, by its kind: a batch takes its new state a moment before its work ends. Null when none runs.</summary>
    public string? Doing => !IsRunning ? null : Job!.Kind switch { ApplyBatch.JobKind => "正在写入", UndoBatch.JobKind => "正在撤回", _ => "正在试运行" };

    /// <summary>How its columns were understood; what is kept word for word is told as such.</summary>
    public string ColumnWords => Ledgers.Maps(Batch).SelectMany(map => map.Columns).Count(column => column.Kind == ColumnKind.Unmapped && column.Heading.Length > 0) is var left and > 0 ? $"{left} 列没有对应，原样留存" : "列都定好了";

    /// <summary>Rows that a write takes: accepted and fixed.</summary>
    public int Takes => Batch.Accepted + Batch.Fixed;
}

/// <summary>The batches of the asker's own office, newest first.</summary>
public sealed class ImportListQuery(HuTongDb db, Scope scope, FieldCipher cipher, JobBoard board)
{
    public const int PageSize = 20;

    /// <param name="after">Id of the last batch of the page before; ids grow with time.</param>
    public async Task<(IReadOnlyList<BatchView> Rows, Guid? Next)> Run(Guid? after = null, CancellationToken cancel = default)
    {
        var batches = Own();
        if (after is { } id) batches = batches.Where(batch => batch.Id.CompareTo(id) < 0);
        var found = await Views(batches, PageSize + 1, cancel);
        var hasMore = found.Count > PageSize;
        if (hasMore) found.RemoveAt(PageSize);
        return (found, hasMore ? found[^1].Id : null);
    }

    /// <summary>One batch; null when it is not of this office.</summary>
    public async Task<BatchView?> One(Guid id, CancellationToken cancel = default) => (await Views(Own().Where(batch => batch.Id == id), 1, cancel)).FirstOrDefault();

    /// <summary>An earlier batch of the same bytes for the same place that was written and stands.</summary>
    public async Task<BatchView?> SameFile(ImportBatch batch, CancellationToken cancel = default) =>
        (await Views(Own().Where(other => other.FileHash == batch.FileHash && other.Region == batch.Region && other.Id != batch.Id && (other.State == BatchStates.Applied || other.State == BatchStates.Closed)), 1, cancel)).FirstOrDefault();

    private IQueryable<ImportBatch> Own() => db.Set<ImportBatch>().AsNoTracking().Where(batch => batch.OfficeRegion == scope.OfficeRegion);

    // Batch and job in one statement: read one after the other, work that ends between the two looks like work that ended without a result.
    private async Task<List<BatchView>> Views(IQueryable<ImportBatch> batches, int rows, CancellationToken cancel)
    {
        var found = await batches.LeftJoin(db.Set<Job>().AsNoTracking(), batch => batch.JobId, job => job.Id, (batch, job) => new { Batch = batch, Job = job })
            .OrderByDescending(one => one.Batch.Id).Take(rows).ToListAsync(cancel);
        if (found.Count == 0) return [];
        var people = found.Select(one => one.Batch.UploadedBy).Distinct().ToArray();
        var names = await db.Set<Account>().AsNoTracking().Where(account => people.Contains(account.Id))
            .Join(db.Set<Worker>(), account => account.WorkerId, worker => worker.Id, (account, worker) => new { account.Id, worker.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, cancel);
        foreach (var one in found.Where(one => one.Job is { State: JobStates.Running })) board.Show(one.Job!);
        return [.. found.Select(one => new BatchView(one.Batch, NameOf(one.Batch), names.GetValueOrDefault(one.Batch.UploadedBy, "—"), one.Job))];
    }

    private string NameOf(ImportBatch batch) => cipher.Open(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.FileNameEnc) ?? "台账";
}
