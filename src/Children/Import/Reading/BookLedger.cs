using System.Text;
using ExcelDataReader;

namespace HuTong.Children.Import;

/// <summary>The rows of an xlsx or xls book by ExcelDataReader, with what the safety pass knows put beside them.</summary>
internal sealed class BookLedger(Stream file, BookFacts facts)
{
    // The library asks for code pages by number, also for books that use none.
    static BookLedger() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Rows that hold something, sheet after sheet; notes of the sheets passed over go to <paramref name="hidden"/>.</summary>
    public IEnumerable<LedgerRow> Rows(Action<string> hidden)
    {
        file.Position = 0;
        using var reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        var index = 0;
        do
        {
            var sheet = new LedgerSheet(index++, reader.Name, IsText: false, facts.Counts1904);
            if (reader.VisibleState is not ("visible" or null or ""))
            {
                hidden(sheet.Shown);
                continue;
            }

            foreach (var row in Rows(reader, sheet, facts.Of(sheet.Name))) yield return row;
        }
        while (reader.NextResult());
    }

    private static IEnumerable<LedgerRow> Rows(IExcelDataReader reader, LedgerSheet sheet, SheetFacts known)
    {
        var columns = Columns(reader, known);
        var merges = new MergeCover(reader.MergeCells);
        for (var row = 0; reader.Read(); row++)
        {
            var cells = Cells(reader, columns, sheet.Counts1904);
            foreach (var column in known.WithoutValue(row + 1))
            {
                if (column > cells.Length) Array.Resize(ref cells, column);
                cells[column - 1] = LedgerCell.WithoutValue;
            }

            var isBlank = cells.Length == 0;
            merges.Apply(row, ref cells);
            if (!isBlank) yield return new LedgerRow(sheet, row + 1, known.IsHidden(row + 1), cells);
        }
    }

    private static int[] Columns(IExcelDataReader reader, SheetFacts known) =>
        known.Columns.Count > 0
            ? [.. known.Columns.Select(column => column - 1).Where(column => column >= 0 && column < reader.FieldCount)]
            : [.. Enumerable.Range(0, reader.FieldCount)];

    private static LedgerCell[] Cells(IExcelDataReader reader, int[] columns, bool counts1904)
    {
        var last = columns.Length - 1;
        while (last >= 0 && reader.GetValue(columns[last]) is null or "") last--;
        if (last < 0) return [];

        var cells = new LedgerCell[columns[last] + 1];
        for (var at = 0; at <= last; at++) cells[columns[at]] = Cell(reader, columns[at], counts1904);
        return cells;
    }

    private static LedgerCell Cell(IExcelDataReader reader, int column, bool counts1904) => reader.GetValue(column) switch
    {
        null => default,
        string text => LedgerCell.Written(text),
        double number when IsChineseDate(reader.GetNumberFormatIndex(column)) && IsDay(number) => LedgerCell.Dated(DateTime.FromOADate(number + (counts1904 ? 1462 : 0))),
        double number => LedgerCell.Numeric(number),
        int number => LedgerCell.Numeric(number),
        DateTime at => LedgerCell.Dated(at),
        bool yes => LedgerCell.Written(yes ? "是" : "否"),
        TimeSpan time => LedgerCell.Numeric(time.TotalDays),
        var other => LedgerCell.Written(Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
    };

    // Built-in formats that only Chinese books use (27 yyyy"年"m"月", 31 yyyy"年"m"月"d"日", 57 …): the library takes them for plain numbers.
    private static bool IsChineseDate(int format) => format is (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;

    private static bool IsDay(double number) => number is > 0 and < 2_900_000;
}
