using HuTong.Data.Crypto;

namespace HuTong.Children.Import;

/// <summary>Turns checked rows into what is written of them: the row itself, the file it becomes, the changes it proposes. The check and the apply come here alike.</summary>
/// <param name="register">Null while nothing is applied.</param>
/// <param name="idOf">The id of the row with this number in the file, from 1; a new file takes the id of its row.</param>
/// <param name="repeats">What the same file left before: what waited then waits no second time, what became a file becomes no second one.</param>
internal sealed class RowMaker(ImportBatch batch, OpenRegister known, FieldCipher cipher, RegisterRows? register, bool storesRows, Repeats repeats, Func<int, Guid> idOf)
{
    // Of payment ledgers alone: only their lines are lines of an earlier row's child.
    private readonly Dictionary<string, (Guid Row, string? Effect)> firstOf = new(StringComparer.Ordinal);
    private int no;

    /// <summary>Rows so far that leave something behind: a file, a fact, a question for a person.</summary>
    public int News { get; private set; }

    public RowSet Make(IReadOnlyList<CheckedRow> chunk)
    {
        var set = new RowSet();
        foreach (var row in chunk)
        {
            var entity = RowOf(row, idOf(++no));
            set.Made.Add(entity);
            if (row.Outcome != RowOutcome.Rejected && entity.Effect is null or RowFate.Created or RowFate.Payment) News++;
            if (register is not null) Apply(row, entity, set);
            if (!storesRows) continue;
            entity.RowEnc = StoredRow.Seal(row, entity, batch.Region, cipher, waits: entity.Effect is null);
            set.Rows.Add(entity);
        }

        return set;
    }

    private ImportRow RowOf(CheckedRow row, Guid id)
    {
        var entity = new ImportRow
        {
            Id = id, BatchId = batch.Id, Region = row.RegionCode ?? batch.Region, No = no, Sheet = row.Sheet, Number = row.Number, Outcome = row.Outcome.Key(),
            Codes = string.Join(',', row.Reasons.Select(reason => reason.Code)),
        };
        if (row.Register is { Code: "known-elsewhere" or "county-settles" } elsewhere) entity.DecidingRegion = known.OfficeOver(entity.Region, elsewhere.ChildId);
        else entity.ChildId = row.Register?.ChildId;
        entity.Effect = EffectOf(row, entity);
        if (row.IdNumber is not null && row.Block.IsPayment && row.Outcome != RowOutcome.Rejected) firstOf.TryAdd(row.IdNumber, (id, entity.Effect));
        return entity;
    }

    /// <summary>What the row does to the register; null when it waits or goes back. Decided here alone, for the dry run and the apply.</summary>
    private string? EffectOf(CheckedRow row, ImportRow entity)
    {
        if (row.Outcome == RowOutcome.Rejected) return null;
        if (row.Outcome == RowOutcome.NeedsPerson) return repeats.Holds(row) ? RowFate.Repeat : null;
        if (row.Register is not null) return row.Register.Beyond?.IsAnotherLine(repeats.Any) == true ? RowFate.Payment : RowFate.Unchanged;
        if (!row.Has("payment-line")) return repeats.Holds(row) ? RowFate.Repeat : RowFate.Created;   // its child was corrected since and is no longer alike: still no second one
        var first = firstOf[row.IdNumber!];   // a further payment goes the way of the row of its child
        entity.ChildId = first.Row;
        return first.Effect == RowFate.Created ? RowFate.Payment : first.Effect;
    }

    private void Apply(CheckedRow row, ImportRow entity, RowSet set)
    {
        entity.State = RowFate.StateOf(row.Outcome, entity.Effect);
        switch (entity.Effect)
        {
            case RowFate.Created:
                entity.ChildId = entity.Id;
                register!.Make(row, entity.Id, entity.Id, set);
                break;
            case RowFate.Unchanged or RowFate.Payment when row.Register is { } file:
                register!.Fact(file.Beyond!.Kept(repeats.Any), file.ChildId, entity.Id, known.RegionOf(file.ChildId)!, set);
                break;
            case RowFate.Payment:
                register!.Fact(row, entity.ChildId!.Value, entity.Id, row.RegionCode ?? batch.Region, set);
                break;
            case null when row.Outcome == RowOutcome.NeedsPerson && entity.ChildId is { } childId && known.RegionOf(childId) is { } region:
                set.Proposals.AddRange(row.Register!.Changes.Select(change => Proposals.Of(change, childId, region, batch.Id, entity.Id, cipher)));
                break;
        }
    }
}
