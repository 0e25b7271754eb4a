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
        await book.AddRowAsync([.. columns.Select(column => Text(column.Heading)), .. Own.Select(Text)], cancel);
        await foreach (var (row, stored) in Rows(batchId, cancel))
        {
            var cells = Named(stored).ToDictionary(one => one.Column, one => one.Text);
            await book.AddRowAsync([.. columns.Select(column => Text(cells.GetValueOrDefault(column))), Text(row.Sheet), Text(row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Text(row.Outcome == "rejected" ? "没有入库" : "等人核对"), Text(Reasons(stored))], cancel);
        }

        await book.FinishAsync(cancel);
    }

    private static string Reasons(StoredRow stored) => string.Join('\n', stored.Reasons.Where(reason => ReasonCodes.Of(reason.Code) is RowOutcome.NeedsPerson or RowOutcome.Rejected).Select(reason => reason.Says));

    private static Cell Text(string? text) => new(Harmless(text));

    /// <summary>A leading sign that a spreadsheet would compute gets an apostrophe; reading takes it off again (import.md 3).</summary>
    public static string? Harmless(string? text) => text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' ? "'" + text : text;

    /// <summary>Cells under one heading, such as the numbers of father and mother, are told apart by their order: each goes back in a column of its own, headed as it was.</summary>
    private static IEnumerable<((string Heading, int Times) Column, string Text)> Named(StoredRow stored) =>
        (stored.Cells ?? []).OrderBy(cell => cell.Column).GroupBy(cell => cell.Heading).SelectMany(group => group.Select((cell, times) => ((group.Key, times), cell.Text)));

    private async Task<List<(string Heading, int Times)>> Columns(Guid batchId, CancellationToken cancel)
    {
        var found = new List<(string, int)>();
        var seen = new HashSet<(string, int)>();
        await foreach (var (_, stored) in Rows(batchId, cancel))
            foreach (var (column, _) in Named(stored))
                if (seen.Add(column)) found.Add(column);
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
