using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>An open proposal with both sides, decrypted; `sealed` stands for a sealed kind.</summary>
public sealed record ProposalView(Guid Id, Guid ChildId, Guid RowId, string ChildName, string Field, string? Old, string New);

/// <summary>A column of a batch and how many open changes it has.</summary>
public sealed record ProposalColumn(string Field, int Count);

/// <summary>The open changes of a batch, by column and one by one: the preview of accepting them.</summary>
public sealed class ProposalsQuery(HuTongDb db, FieldCipher cipher)
{
    public async Task<IReadOnlyList<ProposalColumn>> Columns(Guid batchId, CancellationToken cancel = default) =>
        await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && one.State == "open").GroupBy(one => one.Field).Select(group => new ProposalColumn(group.Key, group.Count())).ToListAsync(cancel);

    /// <param name="field">Null for all columns.</param>
    /// <param name="after">The last id of the page before.</param>
    public async Task<IReadOnlyList<ProposalView>> Run(Guid batchId, string? field = null, Guid? rowId = null, Guid? after = null, int take = 50, CancellationToken cancel = default)
    {
        var open = db.Set<ChangeProposal>().AsNoTracking().Where(one => one.BatchId == batchId && one.State == "open");
        if (field is not null) open = open.Where(one => one.Field == field);
        if (rowId is { } row) open = open.Where(one => one.RowId == row);
        if (after is { } last) open = open.Where(one => one.Id.CompareTo(last) > 0);
        var found = await open.OrderBy(one => one.Id).Take(take).Join(db.Set<Child>(), one => one.ChildId, child => child.Id, (one, child) => new { Proposal = one, child.Name }).ToListAsync(cancel);
        return [.. found.Select(one => new ProposalView(one.Proposal.Id, one.Proposal.ChildId, one.Proposal.RowId, one.Name, one.Proposal.Field, Proposals.Old(one.Proposal, cipher), Proposals.New(one.Proposal, cipher)))];
    }
}

/// <param name="Overtaken">The file said something else meanwhile; nothing was changed there.</param>
/// <param name="Kept">Could not be accepted here, such as a village of another jurisdiction; still open.</param>
public sealed record AcceptedProposals(int Accepted, int Refused, int Overtaken, int Kept);

/// <summary>Accepts or refuses changes that a ledger proposes, one by one or a whole column; a value that changed meanwhile is never overwritten.</summary>
public sealed class AcceptProposals(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, ISealedIntake intake, RegisterLines lines, LedgerSource source)
{
    private const int ChildrenAtOnce = 100;

    /// <summary>All open changes of one column, after its preview.</summary>
    public async Task<Outcome<AcceptedProposals>> Column(Guid batchId, string field, bool accepts, CancellationToken cancel = default)
    {
        var ids = await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && one.Field == field && one.State == "open").Select(one => one.Id).ToListAsync(cancel);
        return await Run(batchId, ids, accepts, cancel);
    }

    public async Task<Outcome<AcceptedProposals>> Run(Guid batchId, IReadOnlyCollection<Guid> proposalIds, bool accepts, CancellationToken cancel = default)
    {
        if (!ImportRoles.MayDecide(scope.Role)) return ImportProblems.NotYours;
        var total = new AcceptedProposals(0, 0, 0, 0);
        var children = await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && proposalIds.Contains(one.Id)).Select(one => one.ChildId).Distinct().ToListAsync(cancel);
        foreach (var some in children.Chunk(ChildrenAtOnce))
        {
            var done = await Decide(batchId, some, one => proposalIds.Contains(one.Id) ? accepts : null, cancel);
            total = new(total.Accepted + done.Accepted, total.Refused + done.Refused, total.Overtaken + done.Overtaken, total.Kept + done.Kept);
        }

        return total;
    }

    /// <param name="verdict">True accepts, false refuses, null leaves open.</param>
    private async Task<AcceptedProposals> Decide(Guid batchId, Guid[] childIds, Func<ChangeProposal, bool?> verdict, CancellationToken cancel)
    {
        await using var transaction = await WriteTransaction.Begin(db, cancel);
        await transaction.LockOnce("proposals", cancel);
        db.ChangeTracker.Clear();
        var proposals = await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && childIds.Contains(one.ChildId)).ToListAsync(cancel);   // decided ones too: together they settle a row
        var current = (await new RegisterChildren(db, cipher).Load(childIds, clock.Today, cancel)).ToDictionary(one => one.Child.ChildId, one => one.Child);
        var children = await db.Set<Child>().Where(child => childIds.Contains(child.Id)).ToDictionaryAsync(child => child.Id, cancel);
        var rowIds = proposals.Select(one => one.RowId).Distinct().ToArray();
        var rows = await db.Set<ImportRow>().Where(row => rowIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var changes = new ChangeWriter(db, cipher, blind, clock, scope, intake);
        var (counts, acts) = (new AcceptedProposals(0, 0, 0, 0), new List<(string, Subject, string?)>());
        var ledger = await source.Ledger(batchId, cancel);
        foreach (var group in proposals.GroupBy(one => one.ChildId).Where(group => children.ContainsKey(group.Key)))
        {
            var before = counts;
            var open = group.Where(one => one.State == "open").ToList();
            foreach (var one in group.Where(one => one.State == "open").OrderBy(one => one.Field == "regionCode")) counts = await One(one, verdict(one), children[one.ChildId], current[one.ChildId], rows.GetValueOrDefault(one.RowId), changes, counts, cancel);
            if (source.Refused(open.Where(one => one.State == "refused")) is { } refused)
                acts.Add(("ledger-change-refused", Subject.Of(children[group.Key]), LedgerSource.Says(ledger, rows.GetValueOrDefault(open[0].RowId), refused)));
            if (counts.Accepted == before.Accepted) continue;
            db.Entry(children[group.Key]).Property(child => child.Version).IsModified = true;   // terms belong to the file's version
            await lines.Derive(children[group.Key], cancel);
            acts.Add(("child-changed-by-ledger", Subject.Of(children[group.Key]), LedgerSource.Says(ledger, rows.GetValueOrDefault(open.First(one => one.State == "accepted").RowId))));
        }

        Settle(proposals, rows);
        if (rows.Values.Any(row => row.State != "waiting")) await Ledgers.Close(db, batchId, cancel);
        if (acts.Count == 0) acts.Add(("proposals-decided", new Subject("import_batch", batchId, null, proposals.Count > 0 ? proposals[0].Region : scope.OfficeRegion), null));
        if (await db.SaveAsync(acts, cancel) is not null) return new AcceptedProposals(0, 0, 0, proposals.Count);
        await transaction.Commit(cancel);
        return counts;
    }

    private async Task<AcceptedProposals> One(ChangeProposal one, bool? accepts, Child child, RegisterChild current, ImportRow? row, ChangeWriter changes, AcceptedProposals counts, CancellationToken cancel)
    {
        if (accepts is null) return counts;
        if (accepts is false) return Decided(one, "refused", counts with { Refused = counts.Refused + 1 });
        var value = Proposals.New(one, cipher);
        if (!Holds(current, one.Field, Proposals.Old(one, cipher), value)) return Decided(one, "overtaken", counts with { Overtaken = counts.Overtaken + 1 });
        if (child.State is "left" or "merged" or "dismissed") return counts with { Kept = counts.Kept + 1 };
        var kinds = value == "sealed" && row is not null ? StoredRow.Open(row, cipher).SealedKinds(row.Id, cipher) : [];
        if (await changes.Write(child, one, value, kinds, cancel) is not null) return counts with { Kept = counts.Kept + 1 };
        return Decided(one, "accepted", counts with { Accepted = counts.Accepted + 1 });
    }

    private AcceptedProposals Decided(ChangeProposal one, string state, AcceptedProposals counts)
    {
        (one.State, one.DecidedBy, one.DecidedAt) = (state, scope.UserId, clock.Now);
        return counts;
    }

    /// <summary>Does the file still say what it said when the change was proposed?</summary>
    private static bool Holds(RegisterChild current, string field, string? old, string value) => field switch
    {
        "bornOn" => current.BornOn?.ToString("yyyy-MM-dd") == old,
        "sex" => SexWords.Says(current.Sex) == old,
        "regionCode" => current.RegionCode == old,
        "categories" => !current.Categories.Contains(value),
        _ => LedgerFacts.FieldOf(field) is var known && Canonical.Of(known, current.Values.GetValueOrDefault(known)) == Canonical.Of(known, old),
    };

    // A row whose every change was decided waits no longer; undecided ones of other rows keep the batch open.
    private void Settle(List<ChangeProposal> proposals, Dictionary<Guid, ImportRow> rows)
    {
        foreach (var group in proposals.GroupBy(one => one.RowId).Where(group => group.All(one => one.State != "open")))
        {
            if (!rows.TryGetValue(group.Key, out var row) || row.State != "waiting" || row.Codes.Split(',').Any(code => code != "changes-proposed" && ReasonCodes.Of(code) == RowOutcome.NeedsPerson)) continue;
            var isChanged = group.Any(one => one.State == "accepted");
            (row.State, row.Effect, row.DecidedBy, row.DecidedAt) = (isChanged ? "applied" : "dismissed", isChanged ? "changed" : "unchanged", scope.UserId, clock.Now);
        }
    }
}

/// <summary>Who settles waiting rows: the township and the county, a city for what lies over two counties (states.md 3).</summary>
internal static class ImportRoles
{
    public static bool MayDecide(string role) => role is "township-supervisor" or "county-officer" or "city-officer";
}
