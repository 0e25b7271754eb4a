using HuTong.Data;
using HuTong.Data.Crypto;
using Microsoft.EntityFrameworkCore;
using SpreadCheetah;

namespace HuTong.Children.Import;

/// <summary>Writes the rows that were not stored back as a spreadsheet with the reasons, to be put right and imported again.</summary>
public sealed class ReturnedRows(HuTongDb db, FieldCipher cipher)
{
    private const int ReadAtOnce = 500;
    private static readonly string[] Own = ["工作表", "行", "结果", "原因"];

    /// <summary>Writes an xlsx file; every cell is text, and none is a formula for whoever opens it (T14).</summary>
    public async Task Run(Guid batchId, Stream output, CancellationToken cancel = default)
    {
        var columns = await Columns(batchId, cancel);
        await using var book = await Spreadsheet.CreateNewAsync(output, cancellationToken: cancel);
        await book.StartWorksheetAsync("退回的行", token: cancel);
        await book.AddRowAsync([.. columns.Select(Text), .. Own.Select(Text)], cancel);
        await foreach (var (row, stored) in Rows(batchId, cancel))
        {
            var cells = (stored.Cells ?? []).GroupBy(cell => cell.Heading).ToDictionary(group => group.Key, group => group.First().Text, StringComparer.Ordinal);
            await book.AddRowAsync([.. columns.Select(heading => Text(cells.GetValueOrDefault(heading))), Text(row.Sheet), Text(row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Text(row.Outcome == "rejected" ? "没有入库" : "等人核对"), Text(Reasons(stored))], cancel);
        }

        await book.FinishAsync(cancel);
    }

    private static string Reasons(StoredRow stored) => string.Join('\n', stored.Reasons.Where(reason => ReasonCodes.Of(reason.Code) is RowOutcome.NeedsPerson or RowOutcome.Rejected).Select(reason => reason.Says));

    private static Cell Text(string? text) => new(Harmless(text));

    /// <summary>A leading sign that a spreadsheet would compute gets an apostrophe; reading takes it off again (import.md 3).</summary>
    internal static string? Harmless(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' ? "'" + text : text;

    private async Task<List<string>> Columns(Guid batchId, CancellationToken cancel)
    {
        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, stored) in Rows(batchId, cancel))
            foreach (var cell in (stored.Cells ?? []).OrderBy(cell => cell.Column))
                if (seen.Add(cell.Heading)) found.Add(cell.Heading);
        return found;
    }

    private async IAsyncEnumerable<(ImportRow Row, StoredRow Stored)> Rows(Guid batchId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var last = 0; ;)
        {
            var from = last;
            var rows = await db.Set<ImportRow>().AsNoTracking().Where(row => row.BatchId == batchId && row.No > from && (row.Outcome == "rejected" || row.State == "waiting")).OrderBy(row => row.No).Take(ReadAtOnce).ToListAsync(cancel);
            if (rows.Count == 0) yield break;
            foreach (var row in rows) yield return (row, StoredRow.Open(row, cipher));
            last = rows[^1].No;
        }
    }
}
