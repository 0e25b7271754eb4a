using HuTong.Data.Crypto;

namespace HuTong.Children.Import;

/// <summary>Turns checked rows into what is written of them: the row itself, the file it becomes, the changes it proposes. The check and the apply come here alike.</summary>
/// <param name="register">Null while nothing is applied.</param>
/// <param name="idOf">The id of the row with this number in the file, from 1; a new file takes the id of its row.</param>
/// <param name="isRepeat">The same file was applied before: what waited then waits no second time.</param>
internal sealed class RowMaker(ImportBatch batch, OpenRegister known, FieldCipher cipher, RegisterRows? register, bool storesRows, bool isRepeat, Func<int, Guid> idOf)
{
    private readonly Dictionary<string, (Guid Row, bool IsStored)> firstOf = new(StringComparer.Ordinal);
    private int no;

    public RowSet Make(IReadOnlyList<CheckedRow> chunk)
    {
        var set = new RowSet();
        foreach (var row in chunk)
        {
            var entity = RowOf(row, idOf(++no));
            if (register is not null) Apply(row, entity, set);
            if (!storesRows) continue;
            entity.RowEnc = StoredRow.Seal(row, entity, batch.Region, cipher, WaitsForFirst(row));
            set.Rows.Add(entity);
        }

        return set;
    }

    /// <summary>Whether a row makes a new file.</summary>
    public static bool Creates(CheckedRow row) => row.Outcome is RowOutcome.Accepted or RowOutcome.Fixed && row.Register is null && !row.Has("payment-line");

    private ImportRow RowOf(CheckedRow row, Guid id)
    {
        var entity = new ImportRow
        {
            Id = id, BatchId = batch.Id, Region = row.RegionCode ?? batch.Region, No = no, Sheet = row.Sheet, Number = row.Number, Outcome = row.Outcome.Key(),
            Codes = string.Join(',', row.Reasons.Select(reason => reason.Code)),
        };
        if (row.Register is { Code: "known-elsewhere" or "county-settles" } elsewhere) entity.DecidingRegion = known.OfficeOver(entity.Region, elsewhere.ChildId);
        else entity.ChildId = row.Register?.ChildId;
        if (row.IdNumber is null || row.Outcome == RowOutcome.Rejected) return entity;
        if (!firstOf.TryGetValue(row.IdNumber, out var first)) firstOf[row.IdNumber] = (id, Creates(row));
        else if (row.Outcome != RowOutcome.NeedsPerson && row.Register is null && row.Has("payment-line")) entity.ChildId = first.Row;
        return entity;
    }

    /// <summary>A further payment to a child whose own row still waits: it goes the way of that row.</summary>
    private bool WaitsForFirst(CheckedRow row) =>
        row.Outcome is RowOutcome.Accepted or RowOutcome.Fixed && row.Register is null && row.Has("payment-line") && row.IdNumber is not null && firstOf.TryGetValue(row.IdNumber, out var first) && !first.IsStored;

    private void Apply(CheckedRow row, ImportRow entity, RowSet set)
    {
        if (row.Outcome == RowOutcome.Rejected) return;
        if (row.Outcome == RowOutcome.NeedsPerson)
        {
            entity.State = isRepeat ? "dismissed" : "waiting";
            if (!isRepeat && entity.ChildId is { } childId && known.RegionOf(childId) is { } region)
                set.Proposals.AddRange(row.Register!.Changes.Select(change => Proposals.Of(change, childId, region, batch.Id, entity.Id, cipher)));
            return;
        }

        entity.State = "applied";
        if (row.Register is not null) entity.Effect = "unchanged";
        else if (!row.Has("payment-line"))
        {
            (entity.Effect, entity.ChildId) = ("created", entity.Id);
            register!.Make(row, entity.Id, entity.Id, set);
        }
        else if (WaitsForFirst(row)) entity.State = isRepeat ? "dismissed" : "waiting";
        else if (entity.ChildId is { } file)
        {
            entity.Effect = "payment";
            register!.Fact(row, file, entity.Id, row.RegionCode ?? batch.Region, set);
        }
    }
}
