using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>An open proposal with both sides, decrypted.</summary>
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
public sealed record AcceptedProposals(int Accepted, int Refused, int Overtaken, int Kept)
{
    /// <summary>Why the kept ones were kept, in sentences; null when none was.</summary>
    public string? Why { get; init; }

    internal AcceptedProposals And(AcceptedProposals other) => new(Accepted + other.Accepted, Refused + other.Refused, Overtaken + other.Overtaken, Kept + other.Kept) { Why = Both(Why, other.Why) };

    internal AcceptedProposals Keeping(string says) => this with { Kept = Kept + 1, Why = Both(Why, says) };

    private static string? Both(string? one, string? other) => one is null ? other : other is null || one.Contains(other, StringComparison.Ordinal) ? one : one + other;
}

/// <summary>Accepts or refuses changes that a ledger proposes, one by one or a whole column; a value that changed meanwhile is never overwritten.</summary>
public sealed class AcceptProposals(HuTongDb db, FieldCipher cipher, BlindIndex blind, ChinaClock clock, Scope scope, RegionTree places, ISealedIntake intake, RegisterLines lines, LedgerSource source, RegisterChanges followers)
{
    private const int ChildrenAtOnce = 100;

    /// <summary>All open changes of one column, after its preview; rows that wait for another reason too are decided by themselves.</summary>
    public async Task<Outcome<AcceptedProposals>> Column(Guid batchId, string field, bool accepts, CancellationToken cancel = default)
    {
        var ids = await ColumnChanges.Open(db, batchId).Where(one => one.Field == field).Select(one => one.Id).ToListAsync(cancel);
        return await Run(batchId, [.. ids.Except(await ColumnChanges.Hidden(db, cipher, batchId, null, cancel))], accepts, cancel);
    }

    /// <summary>Some of a column's changes, one by one; others than the page of changes shows are passed over.</summary>
    public async Task<Outcome<AcceptedProposals>> OfColumns(Guid batchId, IReadOnlyCollection<Guid> proposalIds, bool accepts, CancellationToken cancel = default)
    {
        var ids = await ColumnChanges.Open(db, batchId).Where(one => proposalIds.Contains(one.Id)).Select(one => one.Id).ToListAsync(cancel);
        return await Run(batchId, [.. ids.Except(await ColumnChanges.Hidden(db, cipher, batchId, null, cancel))], accepts, cancel);
    }

    /// <summary>Changes of a row that no page shows: they are accepted with the row, when it is taken for this child (security.md 4).</summary>
    public Task<List<Guid>> Unseen(Guid batchId, Guid rowId, CancellationToken cancel = default) => ColumnChanges.Hidden(db, cipher, batchId, rowId, cancel);

    public async Task<Outcome<AcceptedProposals>> Run(Guid batchId, IReadOnlyCollection<Guid> proposalIds, bool accepts, CancellationToken cancel = default)
    {
        if (!ImportRoles.MayDecide(scope.Role)) return ImportProblems.NotYours;
        var total = new AcceptedProposals(0, 0, 0, 0);
        var children = await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && proposalIds.Contains(one.Id)).Select(one => one.ChildId).Distinct().ToListAsync(cancel);
        foreach (var some in children.Chunk(ChildrenAtOnce)) total = total.And(await Decide(batchId, some, one => proposalIds.Contains(one.Id) ? accepts : null, cancel));
        return total;
    }

    /// <param name="verdict">True accepts, false refuses, null leaves open.</param>
    private async Task<AcceptedProposals> Decide(Guid batchId, Guid[] childIds, Func<ChangeProposal, bool?> verdict, CancellationToken cancel)
    {
        await using var transaction = await followers.Begin(db, cancel);
        await transaction.LockOnce("proposals", cancel);
        db.ChangeTracker.Clear();
        var proposals = await db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && childIds.Contains(one.ChildId)).ToListAsync(cancel);   // decided ones too: together they settle a row
        var current = (await new RegisterChildren(db, cipher).Load(childIds, clock.Today, cancel)).ToDictionary(one => one.Child.ChildId, one => one.Child);
        var children = await db.Set<Child>().Where(child => childIds.Contains(child.Id)).ToDictionaryAsync(child => child.Id, cancel);
        var rowIds = proposals.Select(one => one.RowId).Distinct().ToArray();
        var rows = await db.Set<ImportRow>().Where(row => rowIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var changes = new ChangeWriter(db, cipher, blind, clock, scope, places, intake);
        var (counts, acts) = (new AcceptedProposals(0, 0, 0, 0), new List<(string, Subject, string?)>());
        var ledger = await source.Ledger(batchId, cancel);
        foreach (var group in proposals.GroupBy(one => one.ChildId).Where(group => children.ContainsKey(group.Key)))
        {
            var child = children[group.Key];
            var open = group.Where(one => one.State == "open").ToList();
            var told = new Decision([.. group], verdict, child, current[child.Id], rows, cipher);
            var now = await Group(told, changes, cancel);
            var (asked, along) = await Sealed(told, changes, cancel);
            counts = counts.And(now with { Accepted = now.Accepted + asked });
            if (source.Refused(open.Where(one => one.State == "refused")) is { } refused)
                acts.Add(("ledger-change-refused", Subject.Of(child), LedgerSource.Says(ledger, rows.GetValueOrDefault(open[0].RowId), refused)));
            if (now.Accepted + asked + along == 0) continue;
            db.Entry(child).Property(one => one.Version).IsModified = true;   // terms belong to the file's version
            await lines.Derive(child, cancel);
            acts.Add(("child-changed-by-ledger", Subject.Of(child), LedgerSource.Says(ledger, rows.GetValueOrDefault((open.Find(one => one.State == "accepted") ?? group.First()).RowId))));
        }

        await Settle(proposals, rows, children, current, cancel);
        if (rows.Values.Any(row => row.State != "waiting")) await Ledgers.Close(db, batchId, cancel);
        if (acts.Count == 0) acts.Add(("proposals-decided", new Subject("import_batch", batchId, null, proposals.Count > 0 ? proposals[0].Region : scope.OfficeRegion), null));
        if (await db.SaveAsync(acts, cancel) is not null) return new AcceptedProposals(0, 0, 0, proposals.Count) { Why = "这些档案刚被别人改过，请再看一遍。" };
        await followers.Of(transaction, cancel, childIds);
        await transaction.Commit(cancel);
        return counts;
    }

    private async Task<AcceptedProposals> Group(Decision told, ChangeWriter changes, CancellationToken cancel)
    {
        var counts = new AcceptedProposals(0, 0, 0, 0);
        foreach (var one in told.Visible)
        {
            if (told.Verdict(one) is not { } accepts) continue;
            if (!accepts) counts = Decided(one, "refused", counts with { Refused = counts.Refused + 1 });
            else if (!Holds(told.Current, one.Field, Proposals.Old(one, cipher), told.Value(one))) counts = Decided(one, "overtaken", counts with { Overtaken = counts.Overtaken + 1 });
            else if (told.IsClosed) counts = counts.Keeping("档案已关闭。");
            else if (await changes.Write(told.Child, one, told.Value(one), told.Said(one), told.Asked(one), cancel) is { } problem) counts = counts.Keeping(problem.Says);
            else counts = Decided(one, "accepted", counts with { Accepted = counts.Accepted + 1 });
        }

        return counts;
    }

    // What a row says of sealed kinds goes with the row: with the decision that it is this child, or with the last of its changes.
    private async Task<(int Asked, int Along)> Sealed(Decision told, ChangeWriter changes, CancellationToken cancel)
    {
        var (asked, along) = (0, 0);
        foreach (var one in told.Hidden.Where(one => !told.IsClosed && told.GoesAlong(one)).ToList())
        {
            await changes.Seal(told.Child, one, told.Kinds(one), told.Said(one), cancel);
            Mark(one, "accepted");
            if (told.Verdict(one) is true) asked++;
            else along++;
        }

        return (asked, along);
    }

    private AcceptedProposals Decided(ChangeProposal one, string state, AcceptedProposals counts)
    {
        Mark(one, state);
        return counts;
    }

    private void Mark(ChangeProposal one, string state) => (one.State, one.DecidedBy, one.DecidedAt) = (state, scope.UserId, clock.Now);

    /// <summary>Does the file still say what it said when the change was proposed?</summary>
    private static bool Holds(RegisterChild current, string field, string? old, string value) => field switch
    {
        "name" => current.Name == old,
        "bornOn" => current.BornOn?.ToString("yyyy-MM-dd") == old,
        "sex" => SexWords.Says(current.Sex) == old,
        "regionCode" => current.RegionCode == old,
        "categories" => !current.Categories.Contains(value),
        _ => LedgerFacts.FieldOf(field) is var known && Canonical.Of(known, current.Values.GetValueOrDefault(known)) == Canonical.Of(known, old),
    };

    // A row whose every change was decided waits no longer; undecided ones of other rows keep the batch open.
    private async Task Settle(List<ChangeProposal> proposals, Dictionary<Guid, ImportRow> rows, Dictionary<Guid, Child> children, Dictionary<Guid, RegisterChild> current, CancellationToken cancel)
    {
        string? named = null;
        foreach (var group in proposals.GroupBy(one => one.RowId).Where(group => group.All(one => one.State != "open")))
        {
            if (!rows.TryGetValue(group.Key, out var row) || row.State != "waiting" || !ColumnChanges.IsOnly(row)) continue;
            var isChanged = group.Any(one => one.State == "accepted");
            (row.State, row.Effect, row.DecidedBy, row.DecidedAt) = (isChanged ? "applied" : "dismissed", isChanged ? RowFate.Changed : RowFate.Unchanged, scope.UserId, clock.Now);
            if (!children.TryGetValue(group.First().ChildId, out var child)) continue;
            named ??= await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.BatchId, cancel) is { } batch ? Ledgers.RegionOf(batch) : scope.OfficeRegion;
            var beyond = LedgerBeyond.Of(RowAgain.Check(StoredRow.Open(row, cipher), row, named, clock.Today, new Dictionary<string, string>(), places), current[child.Id].Told ?? new HashSet<string>());
            if (LedgerFacts.Made(beyond.Kept(sameFile: false), child.Id, child.Region, row.BatchId, row.Id, clock.Now, cipher) is { } fact) db.Add(fact);
        }
    }

    /// <summary>What is decided about one child, and in which order it is written: identity first, as ages follow it; the move last, as it takes every row along.</summary>
    private sealed class Decision(List<ChangeProposal> proposals, Func<ChangeProposal, bool?> verdict, Child child, RegisterChild current, Dictionary<Guid, ImportRow> rows, FieldCipher cipher)
    {
        private readonly Dictionary<Guid, string> values = proposals.ToDictionary(one => one.Id, one => Proposals.New(one, cipher));
        private readonly Dictionary<Guid, StoredRow> stored = [];

        public Child Child => child;
        public RegisterChild Current => current;
        public bool IsClosed { get; } = child.State is "left" or "merged" or "dismissed";
        public IEnumerable<ChangeProposal> Hidden => proposals.Where(one => one.State == "open" && IsHidden(one));
        public List<ChangeProposal> Visible => [.. proposals.Where(one => one.State == "open" && !IsHidden(one)).OrderBy(Order)];

        public bool? Verdict(ChangeProposal one) => verdict(one);

        public string Value(ChangeProposal one) => values[one.Id];

        public SaidRow Said(ChangeProposal one) => new(Row(one).Said);

        public IReadOnlyList<string> Kinds(ChangeProposal one) => Row(one).SealedKinds(one.RowId, cipher);

        /// <summary>The other categories accepted now.</summary>
        public List<string> Asked(ChangeProposal one) => [.. proposals.Where(other => other != one && other.Field == "categories" && !IsHidden(other) && verdict(other) == true).Select(Value)];

        public bool GoesAlong(ChangeProposal one) => verdict(one) == true
            || verdict(one) is null && rows.TryGetValue(one.RowId, out var row) && row.State == "waiting" && ColumnChanges.IsOnly(row)
                && proposals.Where(other => other.RowId == one.RowId && !IsHidden(other)).ToList() is { Count: > 0 } seen && seen.TrueForAll(other => other.State != "open");

        private bool IsHidden(ChangeProposal one) => one.Field == "categories" && values[one.Id] == RegisterCompare.Sealed;

        private static int Order(ChangeProposal one) => one.Field switch { "name" or "bornOn" or "sex" => 0, "categories" => 1, "regionCode" => 3, _ => 2 };

        private StoredRow Row(ChangeProposal one)
        {
            if (!stored.TryGetValue(one.RowId, out var row)) stored[one.RowId] = row = rows.TryGetValue(one.RowId, out var entity) ? StoredRow.Open(entity, cipher) : new StoredRow();
            return row;
        }
    }
}

/// <summary>Who settles waiting rows: the township and the county, a city for what lies over two counties (states.md 3).</summary>
internal static class ImportRoles
{
    public static bool MayDecide(string role) => role is "township-supervisor" or "county-officer" or "city-officer";
}
