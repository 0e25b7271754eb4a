using System.Buffers.Binary;
using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>What the library does not tell of xls books: hidden rows, error cells, days counted from 1904 (import.md 3).</summary>
public sealed class XlsTests
{
    private const int Row = 0x0208;
    private const int Number = 0x0203;
    private const int BoolErr = 0x0205;
    private const int Dimensions = 0x0200;
    private const int DateMode = 0x0022;

    private static List<(int Kind, byte[] Body)> Records
    {
        get
        {
            using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Import", "Cases", "12-ages.xls"));
            var stream = OleFile.Open(file)!.Read("Workbook")!;
            List<(int, byte[])> records = [];
            for (var at = 0; at + 4 <= stream.Length && BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(at)) is var kind and not 0;)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(at + 2));
                records.Add((kind, stream[(at + 4)..(at + 4 + length)]));
                at += 4 + length;
            }

            return records;
        }
    }

    private static IReadOnlyList<CheckedRow> Read(IEnumerable<(int Kind, byte[] Body)> records) =>
        LedgerRun.Bytes(OleBuilder.File("Workbook", [.. records.SelectMany(record => (byte[])[(byte)record.Kind, (byte)(record.Kind >> 8), (byte)record.Body.Length, (byte)(record.Body.Length >> 8), .. record.Body])])).Rows;

    private static bool IsAt(byte[] body, int row, int column) =>
        BinaryPrimitives.ReadUInt16LittleEndian(body) == row - 1 && BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(2)) == column - 1;

    [Fact]
    public void The_book_itself_is_read() => Assert.Equal(17, Read(Records).Count);

    [Fact]
    public void A_hidden_row_of_an_xls_book_is_noted()
    {
        byte[] hidden = [1, 0, 0, 0, 8, 0, 0xFF, 0, 0, 0, 0, 0, 0x20, 0, 0, 0];
        var rows = Read(Records.SelectMany(record => record.Kind == Dimensions ? [record, (Row, hidden)] : ((int, byte[])[])[record]));
        Assert.Contains("hidden-row", rows.Single(row => row.Number == 2).Codes());
        Assert.DoesNotContain("hidden-row", rows.Single(row => row.Number == 3).Codes());
    }

    [Fact]
    public void An_error_cell_of_an_xls_book_has_no_value()
    {
        var rows = Read(Records.Select(record => record.Kind == Number && IsAt(record.Body, 2, 4) ? (BoolErr, [.. record.Body[..6], 0x2A, 1]) : record));
        Assert.Equal(["formula-no-value"], rows.Single(row => row.Number == 2).Codes());
        Assert.Empty(rows.Single(row => row.Number == 5).Codes());
    }

    [Fact]
    public void Days_of_an_xls_book_may_count_from_1904()
    {
        var rows = Read(Records.Select(record => record.Kind == DateMode ? (DateMode, [1, 0]) : record));
        Assert.Contains("birth-contradicts-id", rows.Single(row => row.Number == 5).Codes());
    }
}
