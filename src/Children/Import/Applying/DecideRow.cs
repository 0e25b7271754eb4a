using HuTong.Children.Registration;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What a person decides on a waiting row (import.md 9).</summary>
public sealed class RowDecision
{
    public const string Same = "same", Other = "other", Fill = "fill", Dismiss = "dismiss";

    /// <summary>same: the child is on the register; other: another child; fill: the missing value is filled in; dismiss: nothing comes of the row.</summary>
    public string? Kind { get; set; }

    /// <summary>For same: the changes that hold; the others are refused.</summary>
    public List<Guid> Accepted { get; set; } = [];

    /// <summary>For fill and other: field key of import.md 5 → text; `regionCode` → the chosen village.</summary>
    public Dictionary<string, string> Corrections { get; set; } = [];

    /// <summary>For fill and other: what asks for a look only was looked at (an unusual name, over 16, an unknown word beside known ones).</summary>
    public bool Confirms { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Settles a waiting row. It was decided once, whatever was pressed twice.</summary>
public sealed class DecideRow(
    HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, RegisterLookupQuery lookup, ImportOffice office, FileNumbers numbers, ISealedIntake intake,
    AcceptProposals proposals)
{
    private static readonly HashSet<string> Confirmable = new(StringComparer.Ordinal) { "name-unclear", "over-16", "category-unknown", "sex-missing", "sex-unreadable" };

    /// <returns>The file that the row became or is about; null when nothing comes of it.</returns>
    public async Task<Outcome<Guid?>> Run(Guid rowId, RowDecision decision, CancellationToken cancel = default)
    {
        if (await db.Set<ImportRow>().SingleOrDefaultAsync(one => one.Id == rowId, cancel) is not { } row) return ImportProblems.RowNotFound;
        if (row.State != "waiting") return ImportProblems.RowDecided;
        if (!ImportRoles.MayDecide(scope.Role) || row.DecidingRegion is { } over && !scope.Covers(over)) return ImportProblems.NotYours;
        if (decision.Reason is { Length: > 200 }) return new Problem("too-long", "理由最多 200 个字。", nameof(decision.Reason));
        return decision.Kind switch
        {
            RowDecision.Dismiss when string.IsNullOrWhiteSpace(decision.Reason) => new Problem("missing", "请写明为什么不入库。", nameof(decision.Reason)),
            RowDecision.Dismiss => await End(row, "dismissed", null, "import-row-dismissed", decision.Reason, cancel),
            RowDecision.Same when row.ChildId is null && row.DecidingRegion is null => new Problem("same-unknown", "还不知道是哪一份档案。请先把缺的填上，再看有没有同一个孩子。", nameof(decision.Kind)),
            RowDecision.Same when row.ChildId is null => await End(row, "dismissed", "elsewhere", "import-row-known", decision.Reason, cancel),
            RowDecision.Same => await Same(row, decision, cancel),
            RowDecision.Other or RowDecision.Fill => await Store(row, decision, cancel),
            _ => new Problem("missing", "请选怎么办。", nameof(decision.Kind)),
        };
    }

    /// <summary>The row again with what was filled in, and the codes that still stand in the way; nothing is stored.</summary>
    public async Task<CheckedRow?> Preview(Guid rowId, IReadOnlyDictionary<string, string> corrections, CancellationToken cancel = default)
    {
        if (await db.Set<ImportRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == rowId, cancel) is not { } row || await Batch(row, cancel) is not { } batch) return null;
        return RowAgain.Check(StoredRow.Open(row, cipher), row, batch.Named, clock.Today, corrections, places);
    }

    private async Task<Outcome<Guid?>> Same(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        var open = await db.Set<ChangeProposal>().Where(one => one.RowId == row.Id && one.State == "open").Select(one => one.Id).ToListAsync(cancel);
        var accepted = open.Intersect(decision.Accepted).ToList();
        if (accepted.Count > 0)
        {
            var done = await proposals.Run(row.BatchId, accepted, accepts: true, cancel);
            if (!done.Ok) return Outcome<Guid?>.Refused(done.Problems);
            if (done.Value.Kept > 0) return new Problem("outside-jurisdiction", "有一项不能在这里接受：新的村（居）不在您的辖区，或档案已关闭。", Source: "import.md 9");
        }

        await proposals.Run(row.BatchId, [.. open.Except(accepted)], accepts: false, cancel);
        db.ChangeTracker.Clear();
        row = await db.Set<ImportRow>().SingleAsync(one => one.Id == row.Id, cancel);
        if (row.State != "waiting") return row.ChildId;
        var isChanged = await FillNumber(row, cancel);
        return await End(row, "applied", isChanged || accepted.Count > 0 ? "changed" : "unchanged", "import-row-same", decision.Reason, cancel);
    }

    /// <summary>A file without a number takes the row's; the file counts as changed.</summary>
    private async Task<bool> FillNumber(ImportRow row, CancellationToken cancel)
    {
        if (StoredRow.Open(row, cipher).IdNumber is not { } number) return false;
        if (await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == row.ChildId && one.IdBlind == null, cancel) is not { State: not ("left" or "merged" or "dismissed") } child) return false;
        (child.IdKind, child.NoIdReason, child.IdBlind) = ("resident-id", null, blind.Of(BlindIndex.IdNumber, number));
        child.IdEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.Region, number);
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        return await db.SaveAsync("child-changed-by-ledger", Subject.Of(child), cancel: cancel) is null;
    }

    private async Task<Outcome<Guid?>> End(ImportRow row, string state, string? effect, string action, string? reason, CancellationToken cancel)
    {
        foreach (var one in await db.Set<ChangeProposal>().Where(one => one.RowId == row.Id && one.State == "open").ToListAsync(cancel)) (one.State, one.DecidedBy, one.DecidedAt) = ("refused", scope.UserId, clock.Now);
        (row.State, row.Effect, row.DecidedBy, row.DecidedAt) = (state, effect, scope.UserId, clock.Now);
        await Close(row, cancel);
        return await db.SaveAsync(action, new Subject("import_row", row.Id, null, row.Region), reason?.Trim(), cancel) is { } stale ? stale : state == "applied" ? row.ChildId : (Guid?)null;
    }

    private async Task<Outcome<Guid?>> Store(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        if (await Batch(row, cancel) is not { } batch) return ImportProblems.NotFound;
        if (decision.Corrections.TryGetValue(RowAgain.Village, out var village) && !scope.Covers(village)) return new Problem("outside-jurisdiction", "这个村（居）不在您的辖区，这一行要由上一级移交。", RowAgain.Village, "import.md 9");
        var stored = StoredRow.Open(row, cipher);
        var again = RowAgain.Check(stored, row, batch.Named, clock.Today, decision.Corrections, places);
        again.SealedKinds.AddRange(stored.SealedKinds(row.Id, cipher).Except(again.SealedKinds));
        await using var known = lookup.Open(clock.Today);
        await Compare(again, known, cancel);
        if (await Standing(row, again, batch, decision, cancel) is { Count: > 0 } problems) return problems;
        return await Create(row, again, batch, decision, known, cancel);
    }

    private async Task Compare(CheckedRow again, OpenRegister known, CancellationToken cancel)
    {
        if (again.IdNumber is null && (again.BornOn is null || again.RegionCode is null)) return;
        var answers = await known.Answer([new RegisterKey(0, again.IdNumber, again.Name, again.BornOn, again.RegionCode)], cancel);
        new RegisterCompare(scope.Role is "county-officer" or "city-officer").Compare(again, answers[0]);
    }

    /// <summary>What still stands in the way. A child that is now found on the register becomes what the row is about.</summary>
    private async Task<List<Problem>> Standing(ImportRow row, CheckedRow again, DecidedBatch batch, RowDecision decision, CancellationToken cancel)
    {
        var isOther = decision.Kind == RowDecision.Other;
        var standing = again.Reasons.Where(reason => ReasonCodes.Of(reason.Code) is RowOutcome.NeedsPerson or RowOutcome.Rejected)
            .Where(reason => !(decision.Confirms && Confirmable.Contains(reason.Code)) && !(isOther && reason.Code == "probable-duplicate")).Select(reason => new Problem(reason.Code, reason.Says)).ToList();
        if (again.Register is not { } verdict || isOther && verdict.Code == "probable-duplicate") return standing;
        if (verdict.Code == "unchanged") standing.Add(new Problem("unchanged", "这名儿童已在册，内容没有变化。请选“是同一个孩子”。"));
        if (verdict.Code is "known-elsewhere" or "county-settles" || row.ChildId == verdict.ChildId) return standing;
        row.ChildId = verdict.ChildId;
        var region = (await db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == verdict.ChildId, cancel)).Region;
        db.AddRange(verdict.Changes.Select(change => Proposals.Of(change, verdict.ChildId, region, row.BatchId, row.Id, cipher)));
        row.RowEnc = StoredRow.Seal(again, row, batch.Fence, cipher);
        await db.SaveAsync("import-row-matched", new Subject("import_row", row.Id, null, row.Region), cancel: cancel);
        return standing;
    }

    private async Task<Outcome<Guid?>> Create(ImportRow row, CheckedRow again, DecidedBatch batch, RowDecision decision, OpenRegister known, CancellationToken cancel)
    {
        office.PrepareKeys(again.RegionCode![..6]);
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce($"row:{row.Id}", cancel);
        if (await db.Set<ImportRow>().AsNoTracking().Where(one => one.Id == row.Id).Select(one => one.State).SingleAsync(cancel) != "waiting") return ImportProblems.RowDecided;
        var vouching = new ImportBatch { Id = row.BatchId, Region = batch.Fence, OfficeRole = scope.Role, Today = clock.Today };
        var set = new RowSet();
        new RegisterRows(cipher, blind, clock, scope, places, vouching).Make(again, row.Id, row.Id, set);
        var writer = new RegisterWriter(db, transaction, numbers, intake, cipher, row.BatchId);
        await writer.Add(set, cancel);
        await writer.Flush(cancel);
        if (decision.Kind == RowDecision.Other && (row.ChildId ?? again.Register?.ChildId) is { } first) NotTheSame(first, known.RegionOf(first) ?? row.Region, row, again.RegionCode!);
        var outcome = await Finish(row, again, decision, cancel);
        if (outcome.Ok) await transaction.Commit(cancel);
        return outcome;
    }

    private async Task<Outcome<Guid?>> Finish(ImportRow row, CheckedRow again, RowDecision decision, CancellationToken cancel)
    {
        foreach (var one in await db.Set<ChangeProposal>().Where(one => one.RowId == row.Id && one.State == "open").ToListAsync(cancel)) (one.State, one.DecidedBy, one.DecidedAt) = ("refused", scope.UserId, clock.Now);
        (row.State, row.Effect, row.ChildId, row.DecidedBy, row.DecidedAt) = ("applied", "created", row.Id, scope.UserId, clock.Now);
        await Close(row, cancel);
        return await db.SaveAsync("import-row-stored", new Subject("import_row", row.Id, null, again.RegionCode!), decision.Reason?.Trim(), cancel) is { } stale ? stale : (Guid?)row.Id;
    }

    private void NotTheSame(Guid other, string otherRegion, ImportRow row, string region)
    {
        var (first, second) = other.CompareTo(row.Id) < 0 ? (other, row.Id) : (row.Id, other);
        var over = IdentityLookup.OfficeOver(otherRegion, region) is { Length: > 0 } lowest ? lowest : region;
        db.Add(new NotSame { Id = Guid.CreateVersion7(), Region = scope.Covers(over) ? over : region, FirstChildId = first, SecondChildId = second, DecidedBy = scope.UserId, DecidedAt = clock.Now });
    }

    /// <summary>The last waiting row closes its batch.</summary>
    private async Task Close(ImportRow row, CancellationToken cancel)
    {
        if (await db.Set<ImportRow>().AnyAsync(one => one.BatchId == row.BatchId && one.State == "waiting" && one.Id != row.Id, cancel)) return;
        if (await db.Set<ImportBatch>().SingleOrDefaultAsync(one => one.Id == row.BatchId && one.State == BatchStates.Applied, cancel) is { } batch) batch.State = BatchStates.Closed;
    }

    // A village's row may be seen where its batch, of the whole county, is not.
    private async Task<DecidedBatch?> Batch(ImportRow row, CancellationToken cancel)
    {
        var batch = await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.BatchId, cancel);
        return batch is not null ? new DecidedBatch(Ledgers.RegionOf(batch), batch.Region) : new DecidedBatch(scope.OfficeRegion, scope.OfficeRegion);
    }

    private sealed record DecidedBatch(string Named, string Fence);
}
