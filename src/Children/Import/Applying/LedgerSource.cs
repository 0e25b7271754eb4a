using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Import;

/// <summary>What the timeline says of a decision about a ledger's row: which ledger, which row, and what was not taken over (states.md 3, security.md 6).</summary>
public sealed class LedgerSource(HuTongDb db, FieldCipher cipher, RegionTree places)
{
    /// <summary>The ledger by name; one of another office, or one whose name would tell a sealed fact, without it (security.md 4).</summary>
    public async Task<string> Ledger(Guid batchId, CancellationToken cancel = default) => (await Of([batchId], cancel))[batchId];

    /// <summary>Several ledgers by one statement; every id asked for has its words.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Of(IReadOnlyCollection<Guid> batchIds, CancellationToken cancel = default)
    {
        var found = await db.Set<ImportBatch>().AsNoTracking().Where(one => batchIds.Contains(one.Id)).ToDictionaryAsync(one => one.Id, cancel);
        return batchIds.ToDictionary(id => id, id => Words(found.GetValueOrDefault(id)));
    }

    /// <param name="batch">Null when the asker does not see it.</param>
    public string Words(ImportBatch? batch)
    {
        if (batch is null) return "别的机关的台账";
        var name = Ledgers.FileName(batch, cipher);
        return $"台账《{SealedWords.Shown(name)}》";
    }

    /// <summary>`台账《八月.csv》第 9 行` and further parts that say something, in order.</summary>
    public static string Says(string ledger, ImportRow? row, params IReadOnlyList<string?> parts) =>
        string.Join("；", parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim()).Prepend(row is null ? ledger : $"{ledger}第 {row.Number} 行"));

    /// <summary>The ledger's side that was not taken over, masked; null when nothing was. Sealed kinds leave no trace.</summary>
    public string? Refused(IEnumerable<ChangeProposal> proposals)
    {
        var values = proposals.Select(one => (one.Field, Value: Proposals.New(one, cipher))).Where(one => one.Value != RowFacts.Sealed)
            .Select(one => $"{ImportWords.Field(one.Field)} {SealedWords.Shown(ImportWords.Value(one.Field, one.Value, places))}").ToList();
        return values.Count == 0 ? null : $"没有采纳台账写的：{string.Join("、", values)}";
    }
}
