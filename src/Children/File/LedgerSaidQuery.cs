using System.Text.RegularExpressions;
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
public sealed partial class LedgerSaidQuery(HuTongDb db, FieldCipher cipher, LedgerSource source, RegionTree places)
{
    private const int MostShown = 12;

    /// <param name="childId">Of a child found through the fence; its facts lie behind the same fence.</param>
    public async Task<LedgerSays> Run(Guid childId, CancellationToken cancel = default)
    {
        var all = await db.Set<LedgerFact>().AsNoTracking().Where(fact => fact.ChildId == childId).OrderByDescending(fact => fact.KnownFrom).ThenByDescending(fact => fact.Id).ToListAsync(cancel);
        var says = all.Select(fact => (Fact: fact, Told: Told(fact))).Where(one => one.Told.Count > 0).ToList();
        var shown = says.Take(MostShown).ToList();
        if (shown.Count == 0) return new LedgerSays([], 0);
        var rowIds = shown.Select(one => one.Fact.RowId).Distinct().ToArray();
        var numbers = await db.Set<ImportRow>().AsNoTracking().Where(row => rowIds.Contains(row.Id)).Select(row => new { row.Id, row.Number }).ToDictionaryAsync(row => row.Id, row => row.Number, cancel);
        shown = [.. shown.OrderByDescending(one => one.Fact.KnownFrom).ThenByDescending(one => numbers.GetValueOrDefault(one.Fact.RowId))];   // rows of one ledger have one instant
        var ledgers = await source.Of([.. shown.Select(one => one.Fact.BatchId).Distinct()], cancel);
        return new LedgerSays([.. shown.Select(one => new LedgerSaid(one.Told, ledgers[one.Fact.BatchId] + (numbers.TryGetValue(one.Fact.RowId, out var number) ? $"第 {number} 行" : ""), DateOnly.FromDateTime(ChinaClock.InChina(one.Fact.KnownFrom))))], says.Count);
    }

    private List<(string, string)> Told(LedgerFact fact) =>
        [.. LedgerFacts.Open(fact, cipher).Where(pair => pair.Value.Length > 0).Select(pair => (ImportWords.Field(pair.Key).ReplaceLineEndings(""), LongNumber().Replace(ImportWords.Value(pair.Key, pair.Value, places), match => Masks.Id(match.Value))))];

    // Phones and ID numbers in free words.
    [GeneratedRegex(@"[0-9０-９]{10,}[0-9０-９xXＸ]")]
    private static partial Regex LongNumber();
}
