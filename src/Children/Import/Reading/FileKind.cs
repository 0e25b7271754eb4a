using System.Text;

namespace HuTong.Children.Import;

/// <summary>What a file is by its content; its name is not asked.</summary>
public enum FileKind
{
    Empty,
    Zip,
    Ole,
    OldSpreadsheet,
    Text,
    Other,
}

/// <summary>Tells kinds of files by their first bytes (import.md 2: JPEG, PNG, PDF, Word and HTML are no spreadsheets).</summary>
public static class FileKinds
{
    /// <summary>Bytes that must be given, if the file has them.</summary>
    public const int HeadLength = 4096;

    public static FileKind Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return FileKind.Empty;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return FileKind.Zip;
        if (head.StartsWith(Ole)) return FileKind.Ole;
        if (IsOldSpreadsheet(head)) return FileKind.OldSpreadsheet;
        if (IsKnownBinary(head) || IsMarkup(head)) return FileKind.Other;
        if (IsXmlSpreadsheet(head)) return FileKind.OldSpreadsheet;
        return LooksBinary(head) ? FileKind.Other : FileKind.Text;
    }

    private static ReadOnlySpan<byte> Ole => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    // A bare BIFF stream (before OLE) begins with a BOF record: 09 00, 09 02, 09 04, or 09 08 with its version.
    private static bool IsOldSpreadsheet(ReadOnlySpan<byte> head) =>
        head.Length >= 8 && head[0] == 0x09 && head[1] is 0x00 or 0x02 or 0x04 or 0x08 && head[2] is >= 4 and <= 16 && head[3] == 0;

    private static bool IsKnownBinary(ReadOnlySpan<byte> head)
    {
        foreach (var magic in Magics)
            if (head.StartsWith(magic)) return true;
        return head.Length >= 12 && (head[4..8].SequenceEqual("ftyp"u8) || (head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8)));
    }

    private static readonly byte[][] Magics =
    [
        [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47], "%PDF"u8.ToArray(), "GIF8"u8.ToArray(), "Rar!"u8.ToArray(), "{\\rtf"u8.ToArray(),
        [0x1F, 0x8B], [0x37, 0x7A, 0xBC, 0xAF], [0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A], [0x7F, 0x45, 0x4C, 0x46], "MIME-Version:"u8.ToArray(),
    ];

    private static bool IsMarkup(ReadOnlySpan<byte> head)
    {
        var start = Start(head);
        return start.StartsWith("<!doctype html", StringComparison.Ordinal) || start.StartsWith("<html", StringComparison.Ordinal)
            || start.StartsWith("<table", StringComparison.Ordinal) || start.StartsWith("<head", StringComparison.Ordinal)
            || start.StartsWith("<body", StringComparison.Ordinal) || start.StartsWith("<meta", StringComparison.Ordinal)
            || start.StartsWith("<style", StringComparison.Ordinal) || start.StartsWith("<!--", StringComparison.Ordinal)
            || start.StartsWith("<div", StringComparison.Ordinal)
            || (start.StartsWith("<?xml", StringComparison.Ordinal) && !IsXmlSpreadsheet(head));
    }

    // The XML form of Excel 2003: a spreadsheet, but of another kind.
    private static bool IsXmlSpreadsheet(ReadOnlySpan<byte> head) =>
        Start(head) is var start && start.StartsWith("<?xml", StringComparison.Ordinal)
        && (start.Contains("excel.sheet", StringComparison.Ordinal) || start.Contains("office:spreadsheet", StringComparison.Ordinal));

    private static string Start(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode.GetString(head)
            : head.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode.GetString(head)
            : Encoding.Latin1.GetString(head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head);
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').ToLowerInvariant();
    }

    // A text with a few NUL bytes is a text in no known encoding; with many control bytes it is no text at all.
    private static bool LooksBinary(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.Unicode.Preamble) || head.StartsWith(Encoding.BigEndianUnicode.Preamble)) return false;
        var odd = 0;
        foreach (var value in head)
            if (value is > 0 and < 9 or 11 or (> 13 and < 32) or 127) odd++;
        return odd * 10 > head.Length;
    }
}
