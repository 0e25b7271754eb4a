using System.IO.Compression;
using System.Text;

namespace HuTong.Children.Tests.Import;

/// <summary>An xlsx book made by hand, cell by cell, so that it can be as odd as the books that people send.</summary>
internal sealed class TinyBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly List<(string Name, string State, string Xml)> sheets = [];
    private readonly Dictionary<string, string> parts = new(StringComparer.Ordinal);

    public string BookProperties { get; set; } = "";

    /// <summary>Number formats by style: s="1" is yyyy-mm-dd, s="2" the Chinese built-in 31.</summary>
    private static string Styles =>
        $"<styleSheet xmlns=\"{Main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>";

    public TinyBook Sheet(string rows, string name = "台账", string merges = "", string state = "visible")
    {
        var merged = merges.Length == 0 ? "" : "<mergeCells>" + string.Concat(merges.Split(' ').Select(range => $"<mergeCell ref=\"{range}\"/>")) + "</mergeCells>";
        sheets.Add((name, state, $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>"));
        return this;
    }

    public TinyBook Raw(string xml, string name = "台账")
    {
        sheets.Add((name, "visible", xml));
        return this;
    }

    public TinyBook Part(string path, string content)
    {
        parts[path] = content;
        return this;
    }

    /// <summary>A row of text cells; null leaves the cell out, text that begins with &lt;c is taken as it is.</summary>
    public static string Row(int number, params string?[] cells) =>
        $"<row r=\"{number}\">" + string.Concat(cells.Select((cell, at) => cell is null ? "" : cell.StartsWith("<c", StringComparison.Ordinal)
            ? cell.Replace("{r}", $"{(char)('A' + at)}{number}", StringComparison.Ordinal)
            : $"<c r=\"{(char)('A' + at)}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(cell)}</t></is></c>")) + "</row>";

    public static string Number(string value, int style = 0) => $"<c r=\"{{r}}\" s=\"{style}\"><v>{value}</v></c>";

    public byte[] Bytes()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/styles.xml", Styles);
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\">{BookProperties}<sheets>"
                + string.Concat(sheets.Select((sheet, at) => $"<sheet name=\"{Escape(sheet.Name)}\" sheetId=\"{at + 1}\" state=\"{sheet.State}\" r:id=\"s{at + 1}\"/>")) + "</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"st\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
                + string.Concat(sheets.Select((_, at) => $"<Relationship Id=\"s{at + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{at + 1}.xml\"/>")) + "</Relationships>");
            for (var at = 0; at < sheets.Count; at++) Add(zip, $"xl/worksheets/sheet{at + 1}.xml", sheets[at].Xml);
            foreach (var (path, content) in parts) Add(zip, path, content);
        }

        return file.ToArray();
    }

    private static void Add(ZipArchive zip, string path, string content)
    {
        using var stream = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
        if (!content.StartsWith("<?xml", StringComparison.Ordinal) && path.EndsWith("l", StringComparison.Ordinal)) stream.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
