using System.Text;
using HuTong.Core;
using nietras.SeparatedValues;

namespace HuTong.Children.Import;

/// <summary>The records of a text ledger by Sep: RFC 4180 quotes, an empty line is a record (import.md 1, 3).</summary>
internal sealed class CsvLedger(Stream file, Encoding encoding)
{
    private const int LookedAt = 256 * 1024;
    private char? separator;

    /// <summary>Counts values by row and column before anything is given, so that a refused file has given nothing.</summary>
    public Problem? Refusal()
    {
        SheetFacts facts = new();
        separator = Separator();
        using var text = Open();
        try
        {
            using var reader = Reader(text);
            while (reader.MoveNext())
                if (Count(facts, reader.Current) is { } refusal) return refusal;
            return null;
        }
        catch (Exception damage) when (damage is InvalidDataException or NotSupportedException or ArgumentException)
        {
            return Refusals.DamagedFile;   // one record of more than 16 million characters: a quote that nobody closed
        }
    }

    /// <summary>Records that hold something.</summary>
    public IEnumerable<LedgerRow> Rows()
    {
        var sheet = new LedgerSheet(0, "", IsText: true, Counts1904: false);
        using var text = Open();
        using var reader = Reader(text);
        for (var record = 1; reader.MoveNext(); record++)
            if (Cells(reader.Current) is { Length: > 0 } cells) yield return new LedgerRow(sheet, record, isHidden: false, cells);
    }

    private StreamReader Open()
    {
        file.Position = 0;
        return new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
    }

    private SepReader Reader(TextReader text) =>
        Sep.New(separator ?? ',').Reader(options => options with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).From(text);

    private static LedgerCell[] Cells(SepReader.Row row)
    {
        var last = row.ColCount - 1;
        while (last >= 0 && row[last].Span.IsWhiteSpace()) last--;
        var cells = last < 0 ? [] : new LedgerCell[last + 1];
        for (var at = 0; at <= last; at++) cells[at] = LedgerCell.Written(row[at].ToString());
        return cells;
    }

    private static Problem? Count(SheetFacts facts, SepReader.Row row)
    {
        var hasValue = false;
        for (var at = 0; at < row.ColCount; at++)
        {
            if (row[at].Span.IsWhiteSpace()) continue;
            hasValue = true;
            if (!facts.Count(at + 1)) return Refusals.TooManyColumns;
        }

        return hasValue && !facts.CountRow() ? Refusals.TooManyRows : null;
    }

    /// <summary>Comma, tab or semicolon: whichever occurs most outside quotes in the heading record.</summary>
    private char Separator()
    {
        using var text = Open();
        var buffer = new char[LookedAt];
        var start = new string(buffer, 0, text.ReadBlock(buffer));
        var first = ',';
        var isFirst = true;
        List<string>? above = null;
        foreach (var record in Records(start))
        {
            var most = Most(record);
            if (isFirst && record.Trim().Length > 0) (first, isFirst) = (most, false);
            var cells = Split(record, most);
            if (Headings.AreHeadings(cells) || (above is not null && Headings.AreHeadings(above, cells))) return most;
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
