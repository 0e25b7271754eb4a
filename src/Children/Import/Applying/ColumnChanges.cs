using HuTong.Data;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>The changes of a batch that may be decided by column: those of rows that wait for nothing else. Sealed ones are no choice of a column.</summary>
internal static class ColumnChanges
{
    private const string Only = "changes-proposed";

    private static readonly string[] Others = [.. ReasonCodes.All.Where(code => code != Only && ReasonCodes.Of(code) == RowOutcome.NeedsPerson).Select(code => $",{code},")];

    /// <summary>Index ix_change_proposal_batch_id_state_field. Take out what is hidden.</summary>
    public static IQueryable<ChangeProposal> Open(HuTongDb db, Guid batchId)
    {
        var others = Others;
        return db.Set<ChangeProposal>().Where(one => one.BatchId == batchId && one.State == "open"
            && db.Set<ImportRow>().Any(row => row.Id == one.RowId && row.State == "waiting" && !others.Any(code => ("," + row.Codes + ",").Contains(code))));
    }

    /// <summary>Open proposals that stand for sealed kinds: their value lies encrypted, so that nothing outside points at them.</summary>
    public static async Task<List<Guid>> Hidden(HuTongDb db, FieldCipher cipher, Guid batchId, Guid? rowId, CancellationToken cancel)
    {
        var categories = db.Set<ChangeProposal>().AsNoTracking().Where(one => one.BatchId == batchId && one.State == "open" && one.Field == "categories");
        if (rowId is { } row) categories = categories.Where(one => one.RowId == row);
        return [.. (await categories.ToListAsync(cancel)).Where(one => Proposals.New(one, cipher) == RegisterCompare.Sealed).Select(one => one.Id)];
    }

    /// <summary>Does the row wait for its changes alone?</summary>
    public static bool IsOnly(ImportRow row) => !Others.Any(code => $",{row.Codes},".Contains(code, StringComparison.Ordinal));
}
