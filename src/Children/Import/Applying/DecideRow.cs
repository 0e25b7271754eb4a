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

    /// <summary>For same, where the file was only now found: the fields whose changes hold.</summary>
    public HashSet<string> Fields { get; set; } = [];

    /// <summary>For same: the file that was shown, where it was only now found or chosen among several.</summary>
    public Guid? Shown { get; set; }

    /// <summary>For other: how many files as alike as the one beside the row were shown; it is none of them.</summary>
    public int Alike { get; set; } = 1;

    /// <summary>For same: version of the file when both sides were shown; the same still, the fields chosen hold against what it says now.</summary>
    public long? Seen { get; set; }

    /// <summary>For fill and other: field key of import.md 5 → text; `regionCode` → the chosen village.</summary>
    public Dictionary<string, string> Corrections { get; set; } = [];

    /// <summary>For fill and other: the child's own number in place of the ledger's, which is another child's; or why there is none yet.</summary>
    public string? Number { get; set; }

    /// <summary>A code of no-id-reason (words.tsv); null when there is a number.</summary>
    public string? NoIdReason { get; set; }

    /// <summary>For fill and other: what asks for a look only was looked at (an unusual name, over 16, an unknown word beside known ones).</summary>
    public bool Confirms { get; set; }
    public string? Reason { get; set; }
}

/// <summary>Settles a waiting row. It was decided once, whatever was pressed twice.</summary>
public sealed class DecideRow(
    HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, RegisterLookupQuery lookup, RowMatch match, ImportOffice office, FileNumbers numbers, ISealedIntake intake,
    AcceptProposals proposals, LedgerSource source, RegisterChanges followers)
{
    private static readonly HashSet<string> Confirmable = new(StringComparer.Ordinal) { "name-unclear", "over-16", "category-unknown", "sex-missing", "sex-unreadable" };

    /// <returns>The file that the row became or is about; null when nothing comes of it.</returns>
    public async Task<Outcome<Guid?>> Run(Guid rowId, RowDecision decision, CancellationToken cancel = default)
    {
        if (await db.Set<ImportRow>().SingleOrDefaultAsync(one => one.Id == rowId, cancel) is not { } row) return ImportProblems.RowNotFound;
        if (row.State != "waiting") return ImportProblems.RowDecided;
        if (!ImportRoles.MayDecide(scope.Role) || row.DecidingRegion is { } over && over != scope.OfficeRegion && !scope.Covers(over)) return ImportProblems.NotYours;
        if (decision.Reason is { Length: > 200 }) return new Problem("too-long", "理由最多 200 个字。", nameof(decision.Reason));
        return decision.Kind switch
        {
            RowDecision.Dismiss when string.IsNullOrWhiteSpace(decision.Reason) => new Problem("missing", "请写明为什么不入库。", nameof(decision.Reason)),
            RowDecision.Dismiss => await End(row, "dismissed", null, "import-row-dismissed", decision.Reason, cancel),
            RowDecision.Same when RowCodes.IsMatchedAnew(row) || decision.Shown is { } shown && shown != row.ChildId => await Found(row, decision, cancel),
            RowDecision.Same => await Same(row, decision, cancel),
            RowDecision.Other or RowDecision.Fill => await Store(row, decision, cancel),
            _ => new Problem("missing", "请选怎么办。", nameof(decision.Kind)),
        };
    }

    /// <summary>The row again with what was filled in, and the codes that still stand in the way; nothing is stored.</summary>
    public async Task<CheckedRow?> Preview(Guid rowId, IReadOnlyDictionary<string, string> corrections, CancellationToken cancel = default)
    {
        if (await db.Set<ImportRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == rowId, cancel) is not { } row) return null;
        return RowAgain.Check(StoredRow.Open(row, cipher), row, (await match.Ledger(row, cancel)).Named, clock.Today, corrections, places);
    }

    /// <summary>The row was compared within its file, or the file lay elsewhere when it was read: it is matched with the register as it is now, and decided at once.</summary>
    private async Task<Outcome<Guid?>> Found(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        var again = await match.Run(row, cancel, decision.Shown);
        if (again.Register is { Code: "number-doubled" }) return new Problem("number-doubled", "在册有两份档案用了这个证件号。请打开其中一份，看过两边再定。", nameof(decision.Kind), "REG-003");
        if (again.Register is { Code: "file-closed" }) return new Problem("file-closed", "这份档案已经退出。孩子回来了，先到档案里办理“重新启用”，再回来定这一行；不用恢复的，选“不入库”。", nameof(decision.Kind), "states.md 1");
        if (again.Register is not { Code: not ("known-elsewhere" or "county-settles") } verdict)
        {
            if (row.DecidingRegion is not null) return await End(row, "dismissed", "elsewhere", "import-row-known", decision.Reason, cancel);
            return new Problem("same-unknown", "还不知道是哪一份档案。请先把缺的填上，再看有没有同一个孩子。", nameof(decision.Kind));
        }

        if (decision.Shown is { } shown && shown != verdict.ChildId) return new Problem("stale", "在册的档案刚变过，请看过新的两边再定。");
        var made = await Matched(row, again, verdict, (await match.Ledger(row, cancel)).Fence, cancel);
        decision.Accepted = [.. made.Where(one => decision.Fields.Contains(one.Field)).Select(one => one.Id)];
        return await Same(row, decision, cancel);
    }

    /// <summary>The row is now about this file, and proposes its changes there. What another county's file says is not kept with the row.</summary>
    private async Task<List<ChangeProposal>> Matched(ImportRow row, CheckedRow again, RegisterVerdict verdict, string fence, CancellationToken cancel)
    {
        row.ChildId = verdict.ChildId;
        var region = (await db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == verdict.ChildId, cancel)).Region;
        var made = verdict.Changes.Select(change => Proposals.Of(change, verdict.ChildId, region, row.BatchId, row.Id, cipher)).ToList();
        await EndOpen(row, "overtaken", cancel);
        db.AddRange(made);
        if (row.DecidingRegion is null) row.RowEnc = StoredRow.Seal(again, row, fence, cipher);
        await db.SaveAsync("import-row-matched", new Subject("import_row", row.Id, null, row.Region), cancel: cancel);
        return made;
    }

    private IQueryable<ChangeProposal> Open(ImportRow row) => db.Set<ChangeProposal>().Where(one => one.RowId == row.Id && one.State == "open");

    /// <summary>The row's changes that nobody accepted are open no longer; the caller saves.</summary>
    private async Task EndOpen(ImportRow row, string state, CancellationToken cancel)
    {
        foreach (var one in await Open(row).ToListAsync(cancel)) (one.State, one.DecidedBy, one.DecidedAt) = (state, scope.UserId, clock.Now);
    }

    /// <summary>Changes that a later correction overtook are taken off the row, and those against the file as it is now put in their place.</summary>
    /// <returns>Whether one that the decision accepts was overtaken: both sides are to be looked at again.</returns>
    private async Task<bool> Overtaken(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        if ((await match.Run(row, cancel, row.ChildId)).Register is not { } verdict || verdict.ChildId != row.ChildId) return false;
        var open = await Open(row).ToListAsync(cancel);
        var known = open.ToDictionary(one => one.Id, one => new ProposedChange(one.Field, Proposals.Old(one, cipher), Proposals.New(one, cipher)));
        var gone = open.Where(one => !verdict.Changes.Contains(known[one.Id])).ToList();
        if (gone.Count == 0) return false;
        foreach (var one in gone) (one.State, one.DecidedBy, one.DecidedAt) = ("overtaken", scope.UserId, clock.Now);
        var child = await db.Set<Child>().AsNoTracking().SingleAsync(one => one.Id == row.ChildId, cancel);
        var made = verdict.Changes.Except(known.Values).Select(change => Proposals.Of(change, verdict.ChildId, child.Region, row.BatchId, row.Id, cipher)).ToList();
        db.AddRange(made);
        await db.SaveAsync("import-row-matched", new Subject("import_row", row.Id, null, row.Region), cancel: cancel);
        if (decision.Seen != child.Version) return gone.Exists(one => decision.Accepted.Contains(one.Id));
        decision.Accepted.AddRange(made.Where(one => decision.Fields.Contains(one.Field)).Select(one => one.Id));
        return false;
    }

    private async Task<Outcome<Guid?>> Same(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        if (await Overtaken(row, decision, cancel)) return new Problem("overtaken", "在册的内容刚有人改过，没有覆盖。请看过新的两边再定。", Source: "import.md 9");
        var open = await Open(row).Select(one => one.Id).ToListAsync(cancel);
        var accepted = open.Intersect(decision.Accepted).Union(await proposals.Unseen(row.BatchId, row.Id, cancel)).ToList();
        if (accepted.Count > 0)
        {
            var done = await proposals.Run(row.BatchId, accepted, accepts: true, cancel);
            if (!done.Ok) return Outcome<Guid?>.Refused(done.Problems);
            if (done.Value.Overtaken > 0 && done.Value.Accepted == 0) return new Problem("overtaken", "在册的内容刚有人改过，没有覆盖。", Source: "import.md 9");
            if (done.Value.Kept > 0) return new Problem("change-kept", $"有一项不能这样采纳：{done.Value.Why}", Source: "import.md 9");
        }

        await proposals.Run(row.BatchId, [.. open.Except(accepted)], accepts: false, cancel);
        db.ChangeTracker.Clear();
        row = await db.Set<ImportRow>().SingleAsync(one => one.Id == row.Id, cancel);
        if (row.State != "waiting") return row.ChildId;
        var isChanged = await FillNumber(row, cancel);
        var about = row.ChildId;
        var taken = row.DecidingRegion is null || await IsHere(row, cancel) ? (await match.Run(row, cancel, row.ChildId)).Register : null;
        if (row.DecidingRegion is not null && !await IsHere(row, cancel)) row.ChildId = null;   // the importing county is shown no file of another
        return await End(row, "applied", isChanged || accepted.Count > 0 ? "changed" : "unchanged", "import-row-same", decision.Reason, cancel, about, taken);
    }

    /// <summary>Whether the file lies in the county of the row, such as after the move that was just accepted.</summary>
    private Task<bool> IsHere(ImportRow row, CancellationToken cancel)
    {
        var county = row.Region[..Math.Min(6, row.Region.Length)];
        return db.Set<Child>().AnyAsync(child => child.Id == row.ChildId && child.Region.StartsWith(county), cancel);
    }

    /// <summary>A file without a number takes the row's; the file counts as changed.</summary>
    private async Task<bool> FillNumber(ImportRow row, CancellationToken cancel)
    {
        if (StoredRow.Open(row, cipher).IdNumber is not { } number) return false;
        if (await db.Set<Child>().SingleOrDefaultAsync(one => one.Id == row.ChildId && one.IdBlind == null, cancel) is not { State: not ("left" or "merged" or "dismissed") } child) return false;
        (child.IdKind, child.NoIdReason, child.IdBlind) = ("resident-id", null, blind.Of(BlindIndex.IdNumber, number));
        child.IdEnc = cipher.Seal(FieldPlace.Of<Child>(nameof(Child.IdEnc), child.Id), child.Region, number);
        db.Add(IdentityCheck.JobFor(child.Id, clock));
        return await db.SaveAsync("child-changed-by-ledger", Subject.Of(child), LedgerSource.Says(await source.Ledger(row.BatchId, cancel), row), cancel) is null;
    }

    /// <param name="about">The child on whose timeline the decision stands; the row's own when null.</param>
    /// <param name="taken">The row beside its file, where it is taken for that child: what it says beyond the fields is kept with the child.</param>
    private async Task<Outcome<Guid?>> End(ImportRow row, string state, string? effect, string action, string? reason, CancellationToken cancel, Guid? about = null, RegisterVerdict? taken = null)
    {
        office.PrepareKeys(row.Region.Length > 6 ? row.Region[..6] : row.Region);   // a key made under the one writer of SQLite would wait for itself
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        if (!await StillWaits(transaction, row, cancel)) return ImportProblems.RowDecided;
        await EndOpen(row, "refused", cancel);
        (row.State, row.Effect, row.DecidedBy, row.DecidedAt) = (state, effect, scope.UserId, clock.Now);
        await Lines(row, state == "applied" ? row.ChildId : null, null, cancel);
        if (taken is { Beyond: { } beyond } && taken.ChildId == about) await Keep(row, beyond, taken.ChildId, cancel);
        await Close(row, cancel);
        if (await db.SaveAsync([await Act(action, row, about ?? row.ChildId, reason, cancel)], cancel) is { } stale) return stale;
        await transaction.Commit(cancel);
        return state == "applied" ? row.ChildId : (Guid?)null;
    }

    /// <summary>Pressed twice, or by two people at once: the second finds the row decided.</summary>
    private async Task<bool> StillWaits(WriteTransaction transaction, ImportRow row, CancellationToken cancel)
    {
        await transaction.LockOnce($"row:{row.Id}", cancel);
        return await db.Set<ImportRow>().AsNoTracking().Where(one => one.Id == row.Id).Select(one => one.State).SingleAsync(cancel) == "waiting";
    }

    /// <summary>Further payments wait for the first row of their child and go its way: facts of its file, or nothing.</summary>
    private async Task Lines(ImportRow first, Guid? childId, string? region, CancellationToken cancel)
    {
        var lines = await db.Set<ImportRow>().Where(one => one.BatchId == first.BatchId && one.ChildId == first.Id && one.State == "waiting" && one.Outcome != "needs-person").ToListAsync(cancel);
        if (lines.Count == 0) return;
        var (ledger, set) = (await match.Ledger(first, cancel), new RowSet());
        if (childId is not null) region ??= await db.Set<Child>().Where(child => child.Id == childId).Select(child => child.Region).SingleAsync(cancel);
        var rows = new RegisterRows(cipher, blind, clock, scope, places, new ImportBatch { Id = first.BatchId, Region = ledger.Fence, OfficeRole = scope.Role, Today = clock.Today });
        foreach (var line in lines)
        {
            (line.State, line.Effect, line.ChildId, line.DecidedBy, line.DecidedAt) = childId is null ? ("dismissed", null, null, scope.UserId, clock.Now) : ("applied", "payment", childId, scope.UserId, clock.Now);
            if (childId is not null) rows.Fact(RowAgain.Check(StoredRow.Open(line, cipher), line, ledger.Named, clock.Today, new Dictionary<string, string>(), places), childId.Value, line.Id, region!, set);
        }

        db.AddRange(set.Facts);
    }

    private async Task Keep(ImportRow row, LedgerBeyond beyond, Guid childId, CancellationToken cancel)
    {
        var region = await db.Set<Child>().Where(child => child.Id == childId).Select(child => child.Region).SingleAsync(cancel);
        if (LedgerFacts.Made(beyond.Kept(sameFile: false), childId, region, row.BatchId, row.Id, clock.Now, cipher) is { } fact) db.Add(fact);
    }

    private async Task<Outcome<Guid?>> Store(ImportRow row, RowDecision decision, CancellationToken cancel)
    {
        if (decision.Corrections.TryGetValue(RowAgain.Village, out var village) && !scope.Covers(village)) return new Problem("outside-jurisdiction", "这个村（居）不在您的辖区，这一行要由上一级移交。", RowAgain.Village, "import.md 9");
        var about = (await match.Run(row, cancel)).Register;
        if (RowNumber.Read(decision, about is { IsLikeness: false }, clock.Today) is { } wrong) return wrong;
        var batch = await match.Ledger(row, cancel);
        await using var known = lookup.Open(clock.Today);
        var again = await match.Again(row, decision.Corrections, batch, known, cancel);
        if (await Standing(row, again, batch, decision, cancel) is { Count: > 0 } problems) return problems;
        List<(Guid, string?)> others = [];
        if (decision.Kind == RowDecision.Other)
            foreach (var id in (row.ChildId ?? about?.ChildId) is { } first ? (again.Register?.Alike ?? []).Prepend(first).Distinct() : []) others.Add((id, known.RegionOf(id) ?? await RegionOf(id, cancel)));
        return await Create(row, again, batch, decision, others, cancel);
    }

    /// <summary>What still stands in the way. A child that is now found on the register becomes what the row is about.</summary>
    private async Task<List<Problem>> Standing(ImportRow row, CheckedRow again, RowLedger batch, RowDecision decision, CancellationToken cancel)
    {
        var isOther = decision.Kind == RowDecision.Other;
        if (!string.IsNullOrWhiteSpace(decision.Number) && again.Register is { IsLikeness: false }) return [new Problem("id-taken", "这个证件号已有别的孩子用了。请对着户口簿再看一遍。", nameof(decision.Number), "REG-003")];
        var standing = again.Reasons.Where(reason => ReasonCodes.Of(reason.Code) is RowOutcome.NeedsPerson or RowOutcome.Rejected)
            .Where(reason => !(decision.Confirms && Confirmable.Contains(reason.Code)) && !(isOther && reason.Code == "probable-duplicate")).Select(reason => new Problem(reason.Code, reason.Says)).ToList();
        if (Names.TooLong(again.Name) is { } tooLong) standing = [.. standing.Where(one => one.Code != tooLong.Code), tooLong];   // a tick makes it no name
        if (again.Register is not { } verdict) return standing;
        if (isOther && verdict.IsLikeness)
        {
            if (verdict.Alike.Count > decision.Alike) standing.Add(new Problem("stale", $"在册有 {verdict.Alike.Count} 份档案和这一行很像，请一份一份看过再定。", Source: "import.md 9"));
            return standing;
        }

        if (verdict.Code == "unchanged") standing.Add(new Problem("unchanged", "这名儿童已在册，内容没有变化。请选“是同一个孩子”。"));
        if (verdict.Code is "known-elsewhere" or "county-settles" || row.ChildId == verdict.ChildId || row.DecidingRegion is not null) return standing;   // of two counties' rows nothing is written before the decision
        await Matched(row, again, verdict, batch.Fence, cancel);
        return standing;
    }

    private Task<string?> RegionOf(Guid childId, CancellationToken cancel) => db.Set<Child>().Where(child => child.Id == childId).Select(child => (string?)child.Region).SingleOrDefaultAsync(cancel);

    /// <param name="others">The children that the row is not, and where their files lie.</param>
    private async Task<Outcome<Guid?>> Create(ImportRow row, CheckedRow again, RowLedger batch, RowDecision decision, List<(Guid Id, string? Region)> others, CancellationToken cancel)
    {
        office.PrepareKeys(again.RegionCode![..6]);
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        if (!await StillWaits(transaction, row, cancel)) return ImportProblems.RowDecided;
        var vouching = new ImportBatch { Id = row.BatchId, Region = batch.Fence, OfficeRole = scope.Role, Today = clock.Today };
        var set = new RowSet();
        new RegisterRows(cipher, blind, clock, scope, places, vouching).Make(again, row.Id, row.Id, set);
        if (RowNumber.IsNone(decision)) set.Children[0].NoIdReason = decision.NoIdReason;
        var writer = new RegisterWriter(db, transaction, numbers, intake, row.BatchId);
        await writer.Add(set, cancel);
        await writer.End(cancel);
        foreach (var (id, region) in others) NotTheSame(id, region ?? row.Region, row, again.RegionCode!);
        var outcome = await Finish(row, again, decision, row.DecidingRegion is null ? [.. others.Select(one => one.Id)] : [], cancel);   // the other county learns nothing of this one's ledger (security.md 3.6)
        if (!outcome.Ok) return outcome;
        await followers.Of(transaction, cancel, row.Id);
        await transaction.Commit(cancel);
        return outcome;
    }

    private async Task<Outcome<Guid?>> Finish(ImportRow row, CheckedRow again, RowDecision decision, List<Guid> others, CancellationToken cancel)
    {
        await EndOpen(row, "refused", cancel);
        (row.State, row.Effect, row.ChildId, row.DecidedBy, row.DecidedAt) = ("applied", "created", row.Id, scope.UserId, clock.Now);
        await Lines(row, row.Id, again.RegionCode, cancel);
        await Close(row, cancel);
        if (again.IdNumber is not null) db.Add(IdentityCheck.JobFor(row.Id, clock));   // a form may have made the same child meanwhile
        var note = LedgerSource.Says(await source.Ledger(row.BatchId, cancel), row, decision.Reason);
        List<(string, Subject, string?)> acts = [("import-row-stored", new Subject("import_row", row.Id, row.Id, again.RegionCode!), note)];
        foreach (var other in others) acts.Add(await Act("import-row-other", row, other, decision.Reason, cancel));
        acts.Add(("import-row-decided", new Subject("import_row", row.Id, null, again.RegionCode!), null));
        return await db.SaveAsync(acts, cancel) is { } stale ? stale : (Guid?)row.Id;
    }

    /// <summary>The decision as the child's timeline tells it: ledger, row, the ledger's name where it differs, the reason.</summary>
    private async Task<(string, Subject, string?)> Act(string action, ImportRow row, Guid? childId, string? reason, CancellationToken cancel)
    {
        var child = childId is null ? null : await db.Set<Child>().AsNoTracking().Where(one => one.Id == childId).Select(one => new { one.Id, one.Region, one.Name }).SingleOrDefaultAsync(cancel);
        var name = StoredRow.Open(row, cipher).Name;
        var written = child is null || string.IsNullOrEmpty(name) || name == child.Name ? null : $"台账上的姓名是{name}";
        return (action, new Subject("import_row", row.Id, child?.Id, child?.Region ?? row.Region), LedgerSource.Says(await source.Ledger(row.BatchId, cancel), row, written, reason));
    }

    private void NotTheSame(Guid other, string otherRegion, ImportRow row, string region)
    {
        var (first, second) = other.CompareTo(row.Id) < 0 ? (other, row.Id) : (row.Id, other);
        var over = DecidingOffice.Over(places, region, otherRegion);
        db.Add(new NotSame { Id = Guid.CreateVersion7(), Region = scope.Covers(over) ? over : region, FirstChildId = first, SecondChildId = second, DecidedBy = scope.UserId, DecidedAt = clock.Now });
    }

    private Task Close(ImportRow row, CancellationToken cancel) => Ledgers.Close(db, row.BatchId, cancel);
}
