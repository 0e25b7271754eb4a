using HuTong.Data;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>Why files of an undone ledger stay: which other standing ledger has them too (states.md 3).</summary>
public sealed class StayedQuery(HuTongDb db, FieldCipher cipher)
{
    /// <summary>Child → why its file stays, in words; children of no other ledger were touched by a person.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Run(Guid batchId, IReadOnlyCollection<Guid> childIds, CancellationToken cancel = default)
    {
        var held = await UndoBatch.HeldElsewhere(db, batchId).AsNoTracking().Where(row => childIds.Contains(row.ChildId!.Value)).OrderBy(row => row.BatchId).Select(row => new { ChildId = row.ChildId!.Value, row.BatchId, row.Number }).ToListAsync(cancel);
        var ids = held.Select(row => row.BatchId).Distinct().ToArray();
        var batches = await db.Set<ImportBatch>().AsNoTracking().Where(batch => ids.Contains(batch.Id)).ToDictionaryAsync(batch => batch.Id, cancel);
        return held.GroupBy(row => row.ChildId).ToDictionary(group => group.Key, group => string.Join("；", group.DistinctBy(row => row.BatchId).Select(row =>
            batches.TryGetValue(row.BatchId, out var batch) ? $"《{Ledgers.FileName(batch, cipher)}》第 {row.Number} 行也有这个孩子" : "另一级导入的台账里也有这个孩子")));
    }
}
