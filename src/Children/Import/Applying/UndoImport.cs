using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Jobs;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What undoing would do now, by the same questions that it then asks.</summary>
/// <param name="Reversible">Files that nobody touched, which would be taken back.</param>
/// <param name="Staying">Rows of the ledger that would stay, payments of their children among them.</param>
/// <param name="Touched">The files of those rows, without the payments; at most 500.</param>
public sealed record UndoPreview(int Reversible, int Staying, IReadOnlyList<Guid> Touched);

/// <summary>Takes an applied import back within thirty days, by the office that imported; a job does it (states.md 3).</summary>
public sealed class UndoImport(HuTongDb db, ChinaClock clock, Scope scope, JobBell bell)
{
    public const int Days = 30;
    private const int MostListed = 500;

    /// <returns>The job.</returns>
    public async Task<Outcome<Guid>> Run(Guid batchId, string? reason, CancellationToken cancel = default)
    {
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == batchId, cancel) is not { } batch) return ImportProblems.NotFound;
        if (WhyNot(batch) is { } problem) return problem;
        if (string.IsNullOrWhiteSpace(reason)) return new Problem("missing", "请写明为什么撤回。", "Reason");
        if (reason.Length > 200) return new Problem("too-long", "理由最多 200 个字。", "Reason");
        if (batch.JobId is { } asked && await db.Set<Job>().AnyAsync(one => one.Id == asked && one.Kind == UndoBatch.JobKind && (one.State == JobStates.Ready || one.State == JobStates.Running), cancel)) return asked;   // pressed twice
        var job = ImportJobs.Of(UndoBatch.JobKind, batch, scope, clock);
        db.Add(job);
        if (await db.SaveAsync("import-undo-asked", new Subject("import_batch", batch.Id, null, batch.Region), reason.Trim(), cancel) is { } stale) return stale;
        bell.Ring();
        return job.Id;
    }

    /// <summary>What would come back and what would stay.</summary>
    public async Task<UndoPreview> Preview(Guid batchId, CancellationToken cancel = default)
    {
        var reversible = await UndoBatch.Untouched(db, batchId).CountAsync(cancel);
        var untouched = UndoBatch.Untouched(db, batchId).Select(row => row.Id);
        var half = UndoBatch.HalfAccepted(db, batchId).Select(row => row.Id);
        var rows = db.Set<ImportRow>().Where(row => row.BatchId == batchId);
        var kept = rows.Where(row => row.State == "applied" && (row.Effect == RowFate.Created || row.Effect == RowFate.Changed) && !untouched.Contains(row.Id));
        var touched = await rows.Where(row => row.ChildId != null && (kept.Any(one => one.Id == row.Id) || half.Contains(row.Id))).OrderBy(row => row.No).Select(row => row.ChildId!.Value).Take(MostListed).ToListAsync(cancel);
        var staying = await kept.CountAsync(cancel) + await UndoBatch.HalfAccepted(db, batchId).CountAsync(cancel)
            + await rows.CountAsync(row => row.State == "applied" && row.Effect == RowFate.Payment && kept.Any(first => first.Id == row.ChildId), cancel);
        return new UndoPreview(reversible, staying, touched);
    }

    /// <summary>Null when this post may undo the batch today.</summary>
    public Problem? WhyNot(ImportBatch batch)
    {
        if (batch.State is not (BatchStates.Applied or BatchStates.Closed)) return ImportProblems.Settled;
        if (batch.OfficeRegion != scope.OfficeRegion || batch.OfficeRole != scope.Role) return new Problem("not-yours", "由导入这份台账的部门撤回。", Source: "states.md 3");
        return batch.AppliedAt is { } at && at.AddDays(Days) < clock.Now ? new Problem("undo-too-late", $"写入已超过 {Days} 天，不能整批撤回。个别写错的，到孩子的档案里修改。", Source: "states.md 3") : null;
    }
}

/// <summary>Reverses every row that nobody has touched since, in sets and in one transaction; the touched ones stay and are marked.</summary>
public sealed class UndoBatch(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, ISealedIntake intake, LedgerSource source, RegisterChanges changes) : IJobHandler
{
    public const string JobKind = "import-undo";
    private const int EventsAtOnce = 4000;

    public string Kind => JobKind;

    public async Task Run(Job job, JobProgress progress, CancellationToken cancel)
    {
        var id = ImportJobs.BatchOf(job);
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { State: BatchStates.Applied or BatchStates.Closed } batch) return;
        await using (var transaction = await WriteTransaction.Begin(db, cancel))
        {
            await transaction.LockOnce(ImportLock.Name, cancel);
            await changes.Take(transaction, cancel);   // a visit that is on its way touches its file first, or finds it gone
            await MarkRows(id, cancel);
            await Reverse(id, cancel);
            await Record(id, cancel);
            await Overtaken.Revive(db, batch, cancel);
            (batch.State, batch.UndoneAt) = (BatchStates.Undone, clock.Now);
            if (await db.SaveAsync("import-undone", new Subject("import_batch", id, null, batch.Region), cancel: cancel) is not null) throw new InvalidOperationException("The batch was changed while it was undone.");
            await changes.OfBatch(transaction, id, clock.Today, isNew: false, cancel);
            if (db.Engine == Engine.Postgres) await intake.SweepOf(id, await Gone(db, id, cancel), cancel);
            await transaction.Commit(cancel);
        }

        if (db.Engine == Engine.Sqlite) await intake.SweepOf(id, await Gone(db, id, cancel), cancel);
        var (reversed, touched) = (await Rows(id).CountAsync(row => row.State == "reversed" && row.Effect == RowFate.Created, cancel), await Rows(id).CountAsync(row => row.State == "touched", cancel));
        await progress.Tell(reversed, reversed, touched == 0 ? $"已撤回 {reversed} 份档案。" : $"已撤回 {reversed} 份档案；{touched} 份有人办过，保留不动。");
    }

    /// <summary>Rows that made a file which nobody has touched since: nothing recorded but its import and what the clock did, the version that follows from it, and no other standing ledger says that its child is on the register.</summary>
    internal static IQueryable<ImportRow> Untouched(HuTongDb db, Guid batchId) => db.Set<ImportRow>().Where(row => row.BatchId == batchId && row.State == "applied" && row.Effect == RowFate.Created && row.DecidedBy == null
        && db.Set<Child>().Any(child => child.Id == row.Id && child.Version == 1 + db.Set<Event>().Count(one => one.ChildId == row.Id && one.ActorId == Guid.Empty && DailyExits.Acts.Contains(one.Action)))
        && !db.Set<Event>().Any(one => one.ChildId == row.Id && one.Action != "child-imported" && !(one.ActorId == Guid.Empty && DailyExits.Acts.Contains(one.Action)))
        && !HeldElsewhere(db, batchId).Select(other => other.ChildId).Contains(row.Id));

    /// <summary>
    /// Rows of other standing ledgers that rest on a file: applied without changing it, or all their changes refused. A row that waits does not:
    /// it can still become a file of its own. Undoing a ledger turns such rows to `reversed`.
    /// </summary>
    internal static IQueryable<ImportRow> HeldElsewhere(HuTongDb db, Guid batchId) => db.Set<ImportRow>().Where(other => other.BatchId != batchId && other.ChildId != null
        && (other.State == "applied" || other.State == "dismissed" && other.Effect == RowFate.Unchanged));

    /// <summary>Waiting rows of which a person has accepted a change: the file keeps it, the rest waits no longer.</summary>
    internal static IQueryable<ImportRow> HalfAccepted(HuTongDb db, Guid batchId) => db.Set<ImportRow>().Where(row => row.BatchId == batchId && row.State == "waiting"
        && db.Set<ChangeProposal>().Any(one => one.RowId == row.Id && one.State == "accepted"));

    /// <summary>Files of the batch that were taken back; their sealed facts go too, and nobody else's (security.md 4).</summary>
    internal static Task<List<Guid>> Gone(HuTongDb db, Guid batchId, CancellationToken cancel) =>
        db.Set<ImportRow>().Where(row => row.BatchId == batchId && row.State == "reversed" && row.Effect == RowFate.Created).Select(row => row.Id).ToListAsync(cancel);

    private IQueryable<ImportRow> Rows(Guid batchId) => db.Set<ImportRow>().Where(row => row.BatchId == batchId);

    private async Task MarkRows(Guid id, CancellationToken cancel)
    {
        await Untouched(db, id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "reversed"), cancel);
        await Rows(id).Where(row => row.State == "applied" && (row.Effect == RowFate.Created || row.Effect == RowFate.Changed)).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "touched"), cancel);
        await Rows(id).Where(row => row.State == "applied" && row.Effect == RowFate.Payment && db.Set<ImportRow>().Any(first => first.BatchId == id && first.Id == row.ChildId && first.State == "touched")).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "touched"), cancel);
        await Rows(id).Where(row => row.State == "applied" || row.State == "dismissed" && row.Effect == RowFate.Unchanged).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "reversed"), cancel);
        await HalfAccepted(db, id).ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "touched").SetProperty(one => one.Effect, "changed"), cancel);
        await Rows(id).Where(row => row.State == "waiting").ExecuteUpdateAsync(row => row.SetProperty(one => one.State, "dismissed"), cancel);
    }

    private async Task Reverse(Guid id, CancellationToken cancel)
    {
        var reversed = Rows(id).Where(row => row.State == "reversed" && row.Effect == RowFate.Created);
        var now = clock.Now;
        await db.Set<Child>().Where(child => reversed.Any(row => row.Id == child.Id)).ExecuteUpdateAsync(child => child.SetProperty(one => one.State, "dismissed").SetProperty(one => one.Version, one => one.Version + 1), cancel);
        await db.Set<RegisterLine>().Where(line => reversed.Any(row => row.Id == line.ChildId)).ExecuteUpdateAsync(line => line.SetProperty(one => one.State, "dismissed").SetProperty(one => one.CategoryBits, 0L).SetProperty(one => one.NextDue, (DateOnly?)null), cancel);
        await db.Set<CategoryTerm>().Where(term => term.BatchId == id && reversed.Any(row => row.Id == term.ChildId))
            .ExecuteUpdateAsync(term => term.SetProperty(one => one.State, "voided").SetProperty(one => one.EndReason, "wrong-entry").SetProperty(one => one.To, one => (DateOnly?)one.From), cancel);
        var standing = Rows(id).Where(row => row.State == "touched" || row.Effect == RowFate.Created);   // of the others nothing stays with a child
        await db.Set<LedgerFact>().Where(fact => fact.BatchId == id && !standing.Any(row => row.Id == fact.RowId)).ExecuteDeleteAsync(cancel);
        await Close<ResidenceTerm>(id, reversed, cancel);
        await Close<Schooling>(id, reversed, cancel);
        await Close<Health>(id, reversed, cancel);
        await Close<Disability>(id, reversed, cancel);
        await Close<RelatedPerson>(id, reversed, cancel);
        await Close<Phone>(id, reversed, cancel);
        await Close<PayeeAccount>(id, reversed, cancel);
        await Close<ParentCircumstance>(id, reversed, cancel);
        await db.Set<IdentityIndex>().Where(entry => reversed.Any(row => row.Id == entry.ChildId)).ExecuteUpdateAsync(entry => entry.SetProperty(one => one.ValidTo, now).SetProperty(one => one.State, "dismissed"), cancel);
        await db.Set<ChangeProposal>().Where(one => one.State == "open" && (one.BatchId == id || reversed.Any(row => row.Id == one.ChildId))).ExecuteUpdateAsync(one => one.SetProperty(proposal => proposal.State, "overtaken").SetProperty(proposal => proposal.DecidedAt, now), cancel);
        await db.Set<ImportRow>().Where(row => row.State == "waiting" && row.BatchId != id && reversed.Any(gone => gone.Id == row.ChildId)).ExecuteUpdateAsync(row => row.SetProperty(one => one.ChildId, (Guid?)null), cancel);   // another ledger's row is about no file any more
    }

    private Task Close<T>(Guid id, IQueryable<ImportRow> reversed, CancellationToken cancel) where T : ChildTerm =>
        db.Set<T>().Where(term => term.BatchId == id && term.To == null && reversed.Any(row => row.Id == term.ChildId)).ExecuteUpdateAsync(term => term.SetProperty(one => one.To, one => (DateOnly?)one.From), cancel);

    private async Task Record(Guid id, CancellationToken cancel)
    {
        var reversed = Rows(id).Where(row => row.State == "reversed" && row.Effect == RowFate.Created);
        var children = await db.Set<Child>().Where(child => reversed.Any(row => row.Id == child.Id)).Select(child => new { child.Id, child.Region }).ToListAsync(cancel);
        var (writer, ledger) = (new BulkWriter<Event>(db), await source.Ledger(id, cancel));
        foreach (var some in children.Chunk(EventsAtOnce))
            await writer.Write(some.Select(child => Event.Of("child-import-undone", new Subject("child", child.Id, child.Id, child.Region), ledger, [new Change("child.state", null, "dismissed", child.Id)], scope, cipher, clock)), cancel);
    }
}
