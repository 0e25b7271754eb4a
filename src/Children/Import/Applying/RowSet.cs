using HuTong.Children.Registration;
using HuTong.Data;
using HuTong.Data.Bulk;
using HuTong.Data.Crypto;
using HuTong.Data.Doubles;
using HuTong.Data.Record;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Rows of all tables, made from ledger rows and ready to be written.</summary>
internal sealed class RowSet
{
    public List<Child> Children { get; } = [];
    public List<RegisterLine> Lines { get; } = [];
    public List<CategoryTerm> Categories { get; } = [];
    public List<ResidenceTerm> Residences { get; } = [];
    public List<Schooling> Schoolings { get; } = [];
    public List<Health> Healths { get; } = [];
    public List<Disability> Disabilities { get; } = [];
    public List<RelatedPerson> People { get; } = [];
    public List<Phone> Phones { get; } = [];
    public List<PayeeAccount> Accounts { get; } = [];
    public List<ParentCircumstance> Circumstances { get; } = [];
    public List<LedgerFact> Facts { get; } = [];
    public List<IdentityIndex> Identities { get; } = [];
    public List<SealedEntry> Sealed { get; } = [];
    public List<ChangeProposal> Proposals { get; } = [];
    public List<Event> Events { get; } = [];
    public List<ImportRow> Rows { get; } = [];

    /// <summary>Every row of the chunk with what it comes to, to be written or only compared.</summary>
    public List<ImportRow> Made { get; } = [];

    public int Count => Children.Count + Rows.Count + Facts.Count + Proposals.Count;

    public void Add(RowSet more)
    {
        Children.AddRange(more.Children);
        Lines.AddRange(more.Lines);
        Categories.AddRange(more.Categories);
        Residences.AddRange(more.Residences);
        Schoolings.AddRange(more.Schoolings);
        Healths.AddRange(more.Healths);
        Disabilities.AddRange(more.Disabilities);
        People.AddRange(more.People);
        Phones.AddRange(more.Phones);
        Accounts.AddRange(more.Accounts);
        Circumstances.AddRange(more.Circumstances);
        Facts.AddRange(more.Facts);
        Identities.AddRange(more.Identities);
        Sealed.AddRange(more.Sealed);
        Proposals.AddRange(more.Proposals);
        Events.AddRange(more.Events);
        Rows.AddRange(more.Rows);
    }
}

/// <summary>Writes sets of rows in bulk inside the one transaction of an import; the bulk writers are made once.</summary>
internal sealed class RegisterWriter(HuTongDb db, WriteTransaction transaction, FileNumbers numbers, ISealedIntake intake, Guid batchId)
{
    // A new file counts two or three: about five hundred rows of the ledger, so that what waits to be written stays small.
    private const int WrittenAtOnce = 1000;

    private readonly BulkWriter<Child> children = new(db);
    private readonly BulkWriter<RegisterLine> lines = new(db);
    private readonly BulkWriter<CategoryTerm> categories = new(db);
    private readonly BulkWriter<ResidenceTerm> residences = new(db);
    private readonly BulkWriter<Schooling> schoolings = new(db);
    private readonly BulkWriter<Health> healths = new(db);
    private readonly BulkWriter<Disability> disabilities = new(db);
    private readonly BulkWriter<RelatedPerson> people = new(db);
    private readonly BulkWriter<Phone> phones = new(db);
    private readonly BulkWriter<PayeeAccount> accounts = new(db);
    private readonly BulkWriter<ParentCircumstance> circumstances = new(db);
    private readonly BulkWriter<LedgerFact> facts = new(db);
    private readonly BulkWriter<IdentityIndex> identities = new(db);
    private readonly BulkWriter<ChangeProposal> proposals = new(db);
    private readonly BulkWriter<Event> events = new(db);
    private readonly BulkWriter<ImportRow> rows = new(db);
    private RowSet waiting = new();
    private IReadOnlyList<Func<CancellationToken, Task>> packed = [];

    /// <summary>Takes rows; writes when enough have gathered.</summary>
    public async Task Add(RowSet set, CancellationToken cancel)
    {
        waiting.Add(set);
        if (waiting.Count >= WrittenAtOnce) await Flush(cancel);
    }

    /// <summary>Writes what was taken, to the last row.</summary>
    public async Task End(CancellationToken cancel)
    {
        await Flush(cancel);
        await Send(cancel);
    }

    /// <summary>Packs what has gathered while the database takes what was packed before.</summary>
    private async Task Flush(CancellationToken cancel)
    {
        var set = waiting;
        waiting = new RowSet();
        await GiveNumbers(set, cancel);
        var packing = Overlap.Beside(() => Pack(set), cancel);
        try { await Send(cancel); }
        finally { packed = await packing; }
        if (db.Engine == Engine.Sqlite) await Send(cancel);   // nothing was packed: rows that wait would only stand in memory
    }

    private async Task Send(CancellationToken cancel)
    {
        foreach (var send in packed) await send(cancel);
        packed = [];
    }

    private IReadOnlyList<Func<CancellationToken, Task>> Pack(RowSet set) =>
    [
        events.Pack(set.Events), rows.Pack(set.Rows), children.Pack(set.Children), lines.Pack(set.Lines), categories.Pack(set.Categories), residences.Pack(set.Residences),
        schoolings.Pack(set.Schoolings), healths.Pack(set.Healths), disabilities.Pack(set.Disabilities), people.Pack(set.People), phones.Pack(set.Phones), accounts.Pack(set.Accounts),
        circumstances.Pack(set.Circumstances), facts.Pack(set.Facts), identities.Pack(set.Identities), proposals.Pack(set.Proposals),
        Pack(set.Sealed),
    ];

    private Func<CancellationToken, Task> Pack(List<SealedEntry> entries) => cancel => entries.Count > 0 ? intake.Put(batchId, entries, cancel) : Task.CompletedTask;

    /// <summary>File numbers run in the order of the ledger, one block a county.</summary>
    private async Task GiveNumbers(RowSet set, CancellationToken cancel)
    {
        var lineOf = set.Lines.ToDictionary(line => line.ChildId);
        foreach (var county in set.Children.Where(child => child.State == "registered").GroupBy(child => child.Region[..6]))
        {
            var taken = await numbers.Take(transaction, county.Key, county.Count(), cancel);
            await db.SaveChangesAsync(cancel);   // the next block begins where this one ends
            foreach (var (child, number) in county.Zip(taken)) child.FileNumber = lineOf[child.Id].FileNumber = number;
        }
    }
}

/// <summary>Sealing and opening of a proposal's values.</summary>
internal static class Proposals
{
    public static ChangeProposal Of(ProposedChange change, Guid childId, string region, Guid batchId, Guid rowId, FieldCipher cipher)
    {
        var made = new ChangeProposal { Id = Guid.CreateVersion7(), ChildId = childId, Region = region, BatchId = batchId, RowId = rowId, Field = change.Field };
        made.OldEnc = cipher.Seal(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.OldEnc), made.Id), region, change.Old);
        made.NewEnc = cipher.Seal(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.NewEnc), made.Id), region, change.New);
        return made;
    }

    public static string? Old(ChangeProposal one, FieldCipher cipher) => cipher.Open(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.OldEnc), one.Id), one.OldEnc);

    public static string New(ChangeProposal one, FieldCipher cipher) => cipher.Open(FieldPlace.Of<ChangeProposal>(nameof(ChangeProposal.NewEnc), one.Id), one.NewEnc) ?? "";
}
