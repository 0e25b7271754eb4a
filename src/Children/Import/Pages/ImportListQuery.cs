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
        var found = await batches.OrderByDescending(batch => batch.Id).Take(PageSize + 1).ToListAsync(cancel);
        var hasMore = found.Count > PageSize;
        if (hasMore) found.RemoveAt(PageSize);
        return (await Views(found, cancel), hasMore ? found[^1].Id : null);
    }

    /// <summary>One batch; null when it is not of this office.</summary>
    public async Task<BatchView?> One(Guid id, CancellationToken cancel = default)
    {
        var found = await Own().Where(batch => batch.Id == id).ToListAsync(cancel);
        return (await Views(found, cancel)).FirstOrDefault();
    }

    /// <summary>An earlier batch of the same bytes for the same place that was written and stands.</summary>
    public async Task<BatchView?> SameFile(ImportBatch batch, CancellationToken cancel = default) =>
        (await Views(await Own().Where(other => other.FileHash == batch.FileHash && other.Region == batch.Region && other.Id != batch.Id && (other.State == BatchStates.Applied || other.State == BatchStates.Closed))
            .OrderByDescending(other => other.Id).Take(1).ToListAsync(cancel), cancel)).FirstOrDefault();

    private IQueryable<ImportBatch> Own() => db.Set<ImportBatch>().AsNoTracking().Where(batch => batch.OfficeRegion == scope.OfficeRegion);

    private async Task<List<BatchView>> Views(List<ImportBatch> batches, CancellationToken cancel)
    {
        if (batches.Count == 0) return [];
        var people = batches.Select(batch => batch.UploadedBy).Distinct().ToArray();
        var names = await db.Set<Account>().AsNoTracking().Where(account => people.Contains(account.Id))
            .Join(db.Set<Worker>(), account => account.WorkerId, worker => worker.Id, (account, worker) => new { account.Id, worker.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, cancel);
        var ids = batches.Where(batch => batch.JobId is not null).Select(batch => batch.JobId!.Value).ToArray();
        var jobs = await db.Set<Job>().AsNoTracking().Where(job => ids.Contains(job.Id)).ToDictionaryAsync(job => job.Id, cancel);
        foreach (var job in jobs.Values.Where(job => job.State == JobStates.Running)) board.Show(job);
        return [.. batches.Select(batch => new BatchView(batch, NameOf(batch), names.GetValueOrDefault(batch.UploadedBy, "—"), batch.JobId is { } job ? jobs.GetValueOrDefault(job) : null))];
    }

    private string NameOf(ImportBatch batch) => cipher.Open(FieldPlace.Of<ImportBatch>(nameof(ImportBatch.FileNameEnc), batch.Id), batch.FileNameEnc) ?? "台账";
}
