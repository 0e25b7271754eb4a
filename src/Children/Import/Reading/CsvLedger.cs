using System.Text;
using nietras.SeparatedValues;

namespace HuTong.Children.Import;

/// <summary>The records of a text ledger by Sep: RFC 4180 quotes, an empty line is a record (import.md 1, 3).</summary>
internal sealed class CsvLedger(Stream file, Encoding encoding)
{
    private const int LookedAt = 256 * 1024;

    /// <summary>Records that hold something; counts values by row and column in <paramref name="facts"/>.</summary>
    public IEnumerable<LedgerRow> Rows(SheetFacts facts)
    {
        var sheet = new LedgerSheet(0, "", IsText: true, Counts1904: false);
        var separator = Separator();
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        using var reader = Sep.New(separator).Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);
        for (var record = 1; reader.MoveNext(); record++)
        {
            var cells = Cells(reader.Current);
            if (cells.Length > 0) yield return new LedgerRow(sheet, record, isHidden: false, cells);
            if (Count(facts, cells)) continue;
            yield break;   // the caller sees the count and refuses the file
        }
    }

    private static LedgerCell[] Cells(SepReader.Row row)
    {
        var last = row.ColCount - 1;
        while (last >= 0 && row[last].Span.IsWhiteSpace()) last--;
        var cells = last < 0 ? [] : new LedgerCell[last + 1];
        for (var at = 0; at <= last; at++) cells[at] = LedgerCell.Written(row[at].ToString());
        return cells;
    }

    private static bool Count(SheetFacts facts, LedgerCell[] cells)
    {
        var isWithin = true;
        var hasValue = false;
        for (var at = 0; at < cells.Length; at++)
        {
            if (cells[at].Text.Length == 0) continue;
            hasValue = true;
            isWithin &= facts.Count(at + 1);
        }

        return isWithin && (!hasValue || facts.CountRow());
    }

    /// <summary>Comma, tab or semicolon: whichever occurs most outside quotes in the heading record.</summary>
    private char Separator()
    {
        file.Position = 0;
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var buffer = new char[LookedAt];
        var start = new string(buffer, 0, text.ReadBlock(buffer));
        var first = ',';
        var isFirst = true;
        List<string>? above = null;
        foreach (var record in Records(start))
        {
            var separator = Most(record);
            if (isFirst && record.Trim().Length > 0) (first, isFirst) = (separator, false);
            var cells = Split(record, separator);
            if (Headings.AreHeadings(cells) || (above is not null && Headings.AreHeadings(above, cells))) return separator;
            above = cells;
        }

        return first;
    }

    private static char Most(string record)
    {
        var (counts, inQuotes) = (new int[3], false);
        foreach (var sign in record)
        {
            if (sign == '"') inQuotes = !inQuotes;
            else if (!inQuotes && Separators.IndexOf(sign) is var at and >= 0) counts[at]++;
        }

        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    private const string Separators = ",\t;";

    private static IEnumerable<string> Records(string text)
    {
        var (from, inQuotes) = (0, false);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"') inQuotes = !inQuotes;
            if (inQuotes || text[at] is not ('\n' or '\r')) continue;
            yield return text[from..at];
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n') at++;
            from = at + 1;
        }

        if (from < text.Length) yield return text[from..];
    }

    private static List<string> Split(string record, char separator)
    {
        List<string> cells = [];
        var (cell, inQuotes) = (new StringBuilder(), false);
        foreach (var sign in record)
        {
            if (sign == '"') inQuotes = !inQuotes;
            else if (!inQuotes && sign == separator) Next();
            else cell.Append(sign);
        }

        Next();
        return cells;

        void Next()
        {
            cells.Add(CellText.Clean(cell.ToString()));
            cell.Clear();
        }
    }
}
