using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>The ledger of a waiting row: the region named for it, and the fence under which its rows are sealed.</summary>
internal sealed record RowLedger(string Named, string Fence);

/// <summary>A waiting row checked again by the same code and compared with the register as it is now. Nothing is stored.</summary>
public sealed class RowMatch(HuTongDb db, FieldCipher cipher, ChinaClock clock, Scope scope, RegionTree places, RegisterLookupQuery lookup)
{
    /// <summary>The row as it stands; <see cref="CheckedRow.Register"/> says which file it is about, seen from the asker's office.</summary>
    /// <param name="chosen">The file that the row is taken for, where several have its number or are as alike.</param>
    public async Task<CheckedRow> Run(ImportRow row, CancellationToken cancel = default, Guid? chosen = null)
    {
        await using var known = lookup.Open(clock.Today);
        return await Again(row, new Dictionary<string, string>(), await Ledger(row, cancel), known, cancel, chosen);
    }

    internal async Task<CheckedRow> Again(ImportRow row, IReadOnlyDictionary<string, string> corrections, RowLedger ledger, OpenRegister known, CancellationToken cancel, Guid? chosen = null)
    {
        var stored = StoredRow.Open(row, cipher);
        var again = RowAgain.Check(stored, row, ledger.Named, clock.Today, corrections, places);
        again.SealedKinds.AddRange(stored.SealedKinds(row.Id, cipher).Except(again.SealedKinds));
        if (again.IdNumber is null && (again.BornOn is null || again.RegionCode is null)) return again;
        var answers = await known.Answer([new RegisterKey(0, again.IdNumber, again.Name, again.BornOn, again.RegionCode)], cancel);
        new RegisterCompare(scope.Role is "county-officer" or "city-officer", chosen).Compare(again, answers[0]);
        return again;
    }

    // A village's row may be seen where its batch, of the whole county, is not.
    internal async Task<RowLedger> Ledger(ImportRow row, CancellationToken cancel) =>
        await db.Set<ImportBatch>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.BatchId, cancel) is { } batch ? new RowLedger(Ledgers.RegionOf(batch), batch.Region) : new RowLedger(scope.OfficeRegion, scope.OfficeRegion);
}
