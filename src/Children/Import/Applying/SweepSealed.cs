using HuTong.Data;
using HuTong.Data.Sealed;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Removes sealed facts of batches that the main store does not hold as applied: what a killed import left behind on SQLite (security.md 4). Runs at start.</summary>
public sealed class SweepSealed(HuTongDb db, ISealedIntake sealedFacts)
{
    public async Task Run(CancellationToken cancel = default)
    {
        var batches = await sealedFacts.Batches(cancel);
        if (batches.Count == 0) return;
        var applied = await db.Set<ImportBatch>().Where(batch => batches.Contains(batch.Id) && (batch.State == BatchStates.Applied || batch.State == BatchStates.Closed)).Select(batch => batch.Id).ToListAsync(cancel);
        await sealedFacts.Sweep([.. batches.Except(applied)], cancel);
    }
}
