using System.Buffers.Binary;
using System.Text;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>
/// Looks through an xls book (BIFF8 in OLE) before the library may: its kind, its password, hidden rows, error cells, the way days
/// are counted. Only the records that the library is silent about are looked at.
/// </summary>
public static class XlsSafetyPass
{
    private const int Formula = 0x0006;
    private const int DateMode = 0x0022;
    private const int FilePass = 0x002F;
    private const int BoundSheet = 0x0085;
    private const int BoolErr = 0x0205;
    private const int Row = 0x0208;
    private const int Begin = 0x0809;
    private const int Biff8 = 0x0600;

    public static Outcome<BookFacts> Run(Stream file)
    {
        if (OleFile.Open(file) is not { } ole) return Refusals.DamagedFile;
        if (ole.Has("EncryptedPackage")) return Refusals.PasswordProtected;
        if (!ole.Has("Workbook")) return ole.Has("Book") ? Refusals.UnsupportedFormat : Refusals.NotASpreadsheet;
        return ole.Read("Workbook") is { } book ? Scan(book) : Refusals.DamagedFile;
    }

    private static Outcome<BookFacts> Scan(byte[] book)
    {
        BookFacts facts = new();
        Dictionary<int, string> names = [];
        SheetFacts? sheet = null;
        for (var at = 0; at + 4 <= book.Length;)
        {
            var (kind, length) = (U16(book, at), U16(book, at + 2));
            var body = at + 4;
            if (body + length > book.Length) break;   // the stream is padded to its last sector; the library judges what is cut off
            switch (kind)
            {
                case Begin when length >= 4 && U16(book, body) != Biff8 && at == 0:
                    return Refusals.UnsupportedFormat;
                case FilePass:
                    return Refusals.PasswordProtected;
                case Begin when names.TryGetValue(at, out var name):
                    facts.Add(name, sheet = new SheetFacts());
                    break;
                case DateMode when length >= 2:
                    facts.Counts1904 = U16(book, body) == 1;
                    break;
                case BoundSheet when length >= 8:
                    names[(int)BinaryPrimitives.ReadUInt32LittleEndian(book.AsSpan(body))] = SheetName(book.AsSpan(body + 6, length - 6));
                    break;
                default:
                    if (sheet is not null) Note(sheet, kind, book.AsSpan(body, length));
                    break;
            }

            at = body + length;
        }

        foreach (var name in names.Values) facts.Of(name).Settle();
        return facts;
    }

    private static void Note(SheetFacts sheet, int kind, ReadOnlySpan<byte> body)
    {
        if (body.Length < 8) return;
        var (row, column) = (U16(body) + 1, U16(body[2..]) + 1);
        switch (kind)
        {
            case Row when body.Length >= 16 && (U16(body[12..]) & 0x20) != 0:
                sheet.Hide(row);
                break;
            case BoolErr when body[7] == 1:
            case Formula when body.Length >= 14 && U16(body[12..]) == 0xFFFF && body[6] == 2:
                sheet.MissValue(row, column);
                break;
        }
    }

    // Length, then a flag: 0 one byte a sign, 1 two bytes a sign.
    private static string SheetName(ReadOnlySpan<byte> name)
    {
        var (count, isWide) = (name[0], (name[1] & 1) == 1);
        var rest = name[2..];
        return isWide
            ? Encoding.Unicode.GetString(rest[..Math.Min(rest.Length, count * 2)])
            : Encoding.Latin1.GetString(rest[..Math.Min(rest.Length, count)]);
    }

    private static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
