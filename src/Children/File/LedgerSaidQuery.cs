using HuTong.Children.Import;
using HuTong.Core;
using HuTong.Data;
using HuTong.Data.Crypto;
using HuTong.Places;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Children.Files;

/// <summary>What one row of a ledger said beyond the file's own fields.</summary>
/// <param name="Ledger">台账《八月.csv》第 9 行; without its name where the asker does not see the ledger.</param>
public sealed record LedgerSaid(IReadOnlyList<(string Name, string Text)> Facts, string Ledger, DateOnly On);

/// <param name="Total">All rows that said something, shown or not.</param>
public sealed record LedgerSays(IReadOnlyList<LedgerSaid> Rows, int Total);

/// <summary>The ledger facts of a child, newest first; masked here, and no sealed word among them: those were taken out when the row was read (import.md 8).</summary>
public sealed class LedgerSaidQuery(HuTongDb db, FieldCipher cipher, LedgerSource source, RegionTree places)
{
    private const int MostShown = 12;

    /// <param name="childId">Of a child found through the fence; its facts lie behind the same fence.</param>
    public async Task<LedgerSays> Run(Guid childId, CancellationToken cancel = default)
    {
        var said = new List<(LedgerFact Fact, int? Number, ImportBatch? Ledger, List<(string, string)> Told)>();
        await foreach (var one in Lines.In(db)(db, childId).WithCancellation(cancel))
            if (Told(one.Fact) is { Count: > 0 } told) said.Add((one.Fact, one.Number, one.Ledger, told));
        return new LedgerSays(
            [.. said.OrderByDescending(one => one.Fact.KnownFrom).ThenByDescending(one => one.Number).Take(MostShown)   // rows of one ledger have one instant
                .Select(one => new LedgerSaid(one.Told, source.Words(one.Ledger) + (one.Number is { } number ? $"第 {number} 行" : ""), DateOnly.FromDateTime(ChinaClock.InChina(one.Fact.KnownFrom))))],
            said.Count);
    }

    private sealed record Line(LedgerFact Fact, int? Number, ImportBatch? Ledger);

    // The row and its ledger may lie outside the fence of who reads the child.
    private static readonly CompiledQuery<Func<HuTongDb, Guid, IAsyncEnumerable<Line>>> Lines = new(() => EF.CompileAsyncQuery((HuTongDb db, Guid childId) =>
        from fact in db.Set<LedgerFact>().AsNoTracking()
        where fact.ChildId == childId
        join row in db.Set<ImportRow>() on fact.RowId equals row.Id into rows
        from row in rows.DefaultIfEmpty()
        join ledger in db.Set<ImportBatch>() on fact.BatchId equals ledger.Id into ledgers
        from ledger in ledgers.DefaultIfEmpty()
        select new Line(fact, row == null ? null : row.Number, ledger)));

    private List<(string, string)> Told(LedgerFact fact) =>
        [.. LedgerFacts.Open(fact, cipher).Where(pair => pair.Value.Length > 0).Select(pair => (ImportWords.Field(pair.Key).ReplaceLineEndings(""), ImportWords.Masked(ImportWords.Value(pair.Key, pair.Value, places))))];
}
