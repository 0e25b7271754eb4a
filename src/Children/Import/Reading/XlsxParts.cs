using System.Xml;

namespace HuTong.Children.Import;

/// <summary>Where an xlsx book keeps its sheets.</summary>
public sealed record XlsxBook(bool Counts1904, IReadOnlyList<(string Name, string Path)> Sheets);

/// <summary>Finds the workbook and its sheets by their relations, as the format asks; names of parts are only a custom.</summary>
public static class XlsxParts
{
    /// <summary>No DTD, no resolver, no entity: a book that has a DOCTYPE is refused.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CheckCharacters = false,
    };

    public static bool HasWorkbook(ZipParts parts) =>
        parts.Find("[Content_Types].xml") is not null && parts.All.Any(part =>
            part.Name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) && part.Name.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when the book or its relations are missing.</summary>
    public static XlsxBook? Book(ZipParts parts)
    {
        var path = Relations(parts, "_rels/.rels", "").Where(each => each.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Select(each => each.Target)
            .FirstOrDefault() ?? "xl/workbook.xml";
        if (parts.Find(path) is not { } book) return null;

        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? "" : path[..(slash + 1)];
        var targets = Relations(parts, $"{folder}_rels/{path[(slash + 1)..]}.rels", folder)
            .GroupBy(each => each.Id, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.First().Target, StringComparer.Ordinal);
        return Read(parts, book, targets);
    }

    private static XlsxBook? Read(ZipParts parts, ZipPart book, Dictionary<string, string> targets)
    {
        using var inflation = parts.Inflate(book);
        if (inflation is null) return null;
        using var reader = XmlReader.Create(inflation.Content, Settings);
        var counts1904 = false;
        List<(string, string)> sheets = [];
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "workbookPr") counts1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader.LocalName != "sheet" || reader.GetAttribute("name") is not { } name || RelationId(reader) is not { } id) continue;
            if (targets.TryGetValue(id, out var target)) sheets.Add((name, target));
        }

        return new XlsxBook(counts1904, sheets);
    }

    private static string? RelationId(XmlReader reader)
    {
        string? id = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            if (reader.LocalName == "id" && reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) id = reader.Value;
        reader.MoveToElement();
        return id;
    }

    private static List<(string Id, string Type, string Target)> Relations(ZipParts parts, string path, string folder)
    {
        List<(string, string, string)> relations = [];
        if (parts.Find(path) is not { } part || parts.Inflate(part) is not { } inflation) return relations;
        using (inflation)
        {
            using var reader = XmlReader.Create(inflation.Content, Settings);
            while (reader.Read())
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship"
                    && reader.GetAttribute("TargetMode") != "External" && reader.GetAttribute("Target") is { } target)
                    relations.Add((reader.GetAttribute("Id") ?? "", reader.GetAttribute("Type") ?? "", Absolute(folder, target)));
        }

        return relations;
    }

    private static string Absolute(string folder, string target)
    {
        if (target.StartsWith('/')) return target[1..];
        var steps = folder.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var step in target.Split('/'))
        {
            if (step == ".." && steps.Count > 0) steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or "..")) steps.Add(step);
        }

        return string.Join('/', steps);
    }
}
