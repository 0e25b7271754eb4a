using HuTong.Data;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Ends the open fact and begins the new one, for one change that a ledger proposed.</summary>
internal sealed class TermTurn(HuTongDb db, FieldCipher cipher, ChinaClock clock, Child child, ChangeProposal proposal, CancellationToken cancel)
{
    public Child Child => child;
    public DateOnly Today => clock.Today;

    /// <summary>The open terms of the child, with those about to be saved.</summary>
    public async Task<List<T>> Open<T>() where T : ChildTerm
    {
        await db.Set<T>().Where(term => term.ChildId == child.Id && term.To == null).LoadAsync(cancel);
        return [.. db.ChangeTracker.Entries<T>().Select(entry => entry.Entity).Where(term => term.ChildId == child.Id && term.To is null).OrderByDescending(term => term.From)];
    }

    /// <summary>The open term when it began today or was made by this decision; else a copy that begins today, with the old one ended.</summary>
    public async Task<T> Turn<T>(Func<T, bool> fits) where T : ChildTerm, new()
    {
        var open = (await Open<T>()).Find(term => fits(term));
        if (open is not null && open.From >= clock.Today) return open;
        var made = Make<T>();
        if (open is null) return made;
        open.To = clock.Today;
        Copy(open, made);
        return made;
    }

    /// <summary>A fact of another kind, person or paper: every open one that fits ends, and nothing of it goes on.</summary>
    public async Task<T> Begin<T>(Func<T, bool> fits) where T : ChildTerm, new()
    {
        foreach (var open in (await Open<T>()).Where(fits)) open.To = open.From > clock.Today ? open.From : clock.Today;
        return Make<T>();
    }

    public T Make<T>() where T : ChildTerm, new()
    {
        var made = new T { Id = Guid.CreateVersion7(), ChildId = child.Id, Region = child.Region, From = clock.Today, KnownFrom = clock.Now, Source = "import", BatchId = proposal.BatchId };
        db.Add(made);
        return made;
    }

    /// <summary>Words without a home of their own in the file; the newest counts, an empty one says that the older holds no more.</summary>
    public void Fact(LedgerField field, string? value)
    {
        var fact = new LedgerFact { Id = Guid.CreateVersion7(), ChildId = child.Id, Region = child.Region, BatchId = proposal.BatchId, RowId = proposal.RowId, KnownFrom = clock.Now };
        fact.FactsEnc = LedgerFacts.Seal(new Dictionary<string, string> { [field == LedgerField.None ? proposal.Field : field.Key()] = value ?? "" }, fact.Id, child.Region, cipher);
        db.Add(fact);
    }

    public byte[]? Seal<T>(string property, Guid id, string? text) => cipher.Seal(FieldPlace.Of<T>(property, id), child.Region, text);

    public string? Read<T>(string property, Guid id, byte[]? blob) => cipher.Open(FieldPlace.Of<T>(property, id), blob);

    // What the change does not speak of goes on; encrypted fields belong to their row and are sealed anew.
    private void Copy<T>(T from, T to) where T : ChildTerm
    {
        var table = SnakeCase.Of(typeof(T).Name);
        foreach (var property in db.Entry(from).Properties.Where(one => one.Metadata.Name is not ("Id" or "ChildId" or "Region" or "From" or "To" or "KnownFrom" or "Source" or "BatchId")))
        {
            var name = property.Metadata.Name;
            var value = property.CurrentValue;
            if (value is byte[] blob && name.EndsWith("Enc", StringComparison.Ordinal))
                value = cipher.Seal(new FieldPlace(table, SnakeCase.Of(name), to.Id), child.Region, cipher.OpenBytes(new FieldPlace(table, SnakeCase.Of(name), from.Id), blob));
            db.Entry(to).Property(name).CurrentValue = value;
        }
    }
}
