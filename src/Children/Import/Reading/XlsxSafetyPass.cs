using System.Xml;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>
/// Looks through an xlsx book before the reading library may: first every part inflated and counted, then the XML of the sheets in
/// one streaming pass, nothing held and no entity expanded. Finds what refuses the file (import.md 2) and what the library does not
/// tell: a formula without stored value and an error look the same to it, and it does not count.
/// </summary>
public sealed class XlsxSafetyPass
{
    private readonly ZipParts parts;
    private readonly BookFacts facts = new();

    private XlsxSafetyPass(ZipParts parts) => this.parts = parts;

    public static Outcome<BookFacts> Run(Stream file)
    {
        if (ZipParts.Open(file) is not { } parts) return Refusals.DamagedFile;
        if (Kind(parts) is { } wrongKind) return wrongKind;
        var pass = new XlsxSafetyPass(parts);
        try
        {
            return pass.Expand() ?? pass.Prologs() ?? pass.Sheets() ?? Outcome<BookFacts>.Of(pass.facts);
        }
        catch (Exception cut) when (cut is InvalidDataException or EndOfStreamException or XmlException)
        {
            return Refusals.DamagedFile;
        }
    }

    private static Problem? Kind(ZipParts parts)
    {
        if (parts.Find("xl/workbook.bin") is not null) return Refusals.UnsupportedFormat;
        if (parts.All.Any(part => part.Name.StartsWith("Index/Tables/", StringComparison.Ordinal))) return Refusals.UnsupportedFormat;
        if (parts.Find("mimetype") is { } type)
        {
            using var inflation = parts.Inflate(type);
            if (inflation is null) return Refusals.NotASpreadsheet;
            var head = new byte[128];
            var words = System.Text.Encoding.ASCII.GetString(head, 0, inflation.Content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
            return words.Contains("spreadsheet", StringComparison.Ordinal) ? Refusals.UnsupportedFormat : Refusals.NotASpreadsheet;
        }

        return XlsxParts.HasWorkbook(parts) ? null : Refusals.NotASpreadsheet;
    }

    /// <summary>Inflates everything once and throws it away: sizes are judged by what comes out, not by what the file declares.</summary>
    private Problem? Expand()
    {
        var buffer = new byte[128 * 1024];
        long total = 0;
        foreach (var part in parts.All)
        {
            using var inflation = parts.Inflate(part);
            if (inflation is null) return Refusals.DamagedFile;
            long size = 0;
            for (int got; (got = inflation.Content.Read(buffer)) > 0;)
            {
                size += got;
                total += got;
                if (total > Refusals.MostInflated) return Refusals.FileBomb;
                if (size > Refusals.SmallPart && size > Refusals.MostRatio * part.Packed) return Refusals.FileBomb;
            }

            if (size > Refusals.SmallPart && size > Refusals.MostRatio * inflation.Taken) return Refusals.FileBomb;
            if (size != part.Declared) return Refusals.DamagedFile;
        }

        return null;
    }

    /// <summary>A DOCTYPE may stand only before the first element, so that is as far as each XML part is read here.</summary>
    private Problem? Prologs()
    {
        foreach (var part in parts.All.Where(IsXml))
        {
            using var inflation = parts.Inflate(part);
            if (inflation is null) return Refusals.DamagedFile;
            using var reader = XmlReader.Create(inflation.Content, XlsxParts.Settings);
            try
            {
                while (reader.Read() && reader.NodeType != XmlNodeType.Element) { }
            }
            catch (XmlException)
            {
                return HasDoctype(part) ? Refusals.ForbiddenXml : Refusals.DamagedFile;
            }
        }

        return null;
    }

    private static bool IsXml(ZipPart part) =>
        part.Declared > 0 && (part.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)
        || part.Name.EndsWith(".vml", StringComparison.OrdinalIgnoreCase));

    private bool HasDoctype(ZipPart part)
    {
        using var inflation = parts.Inflate(part);
        if (inflation is null) return false;
        using var text = new StreamReader(inflation.Content);
        var head = new char[64 * 1024];
        return new string(head, 0, text.ReadBlock(head)).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
    }

    private Problem? Sheets()
    {
        var book = XlsxParts.Book(parts);
        if (book is null) return Refusals.DamagedFile;
        facts.Counts1904 = book.Counts1904;
        foreach (var (name, path) in book.Sheets)
        {
            if (parts.Find(path) is not { } part) continue;
            using var inflation = parts.Inflate(part);
            if (inflation is null) return Refusals.DamagedFile;
            var sheet = new SheetFacts();
            if (XlsxSheetPass.Run(inflation.Content, sheet) is { } refusal) return refusal;
            facts.Add(name, sheet);
        }

        return null;
    }
}
