using System.Xml;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>One sheet's XML, streamed once: values counted by row and column, hidden rows, cells that hold no value where they should.</summary>
internal static class XlsxSheetPass
{
    public static Problem? Run(Stream xml, SheetFacts facts)
    {
        using var reader = XmlReader.Create(xml, XlsxParts.Settings);
        var (row, column, rowHasValue, inData) = (0, 0, false, false);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (!inData)
            {
                inData = reader.LocalName == "sheetData";
                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    row = int.TryParse(reader.GetAttribute("r"), out var stated) ? stated : row + 1;
                    (column, rowHasValue) = (0, false);
                    if (reader.GetAttribute("hidden") is "1" or "true") facts.Hide(row);
                    break;
                case "c":
                    column = reader.GetAttribute("r") is { } place ? Column(place) : column + 1;
                    if (!Cell(reader, row, column, facts, out var hasValue)) return Refusals.TooManyColumns;
                    if (hasValue && !rowHasValue && !facts.CountRow()) return Refusals.TooManyRows;
                    rowHasValue |= hasValue;
                    break;
            }
        }

        facts.Settle();
        return null;
    }

    /// <summary>Reads one cell to its end. False when the sheet has values in too many columns.</summary>
    private static bool Cell(XmlReader reader, int row, int column, SheetFacts facts, out bool hasValue)
    {
        hasValue = false;
        if (reader.IsEmptyElement) return true;
        var isError = reader.GetAttribute("t") == "e";
        var (depth, hasFormula, hasStored, inValue) = (reader.Depth, false, false, false);
        while (reader.Read() && reader.Depth > depth)
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "f":
                    (hasFormula, inValue) = (true, false);
                    break;
                case XmlNodeType.Element when reader.LocalName is "v" or "is":
                    hasStored = inValue = true;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when inValue:
                    hasValue = true;
                    break;
            }
        }

        if (isError || (hasFormula && !hasStored)) facts.MissValue(row, column);
        return !hasValue || facts.Count(column);
    }

    private static int Column(string place)
    {
        var column = 0;
        foreach (var sign in place)
        {
            if (sign is >= 'A' and <= 'Z') column = column * 26 + sign - 'A' + 1;
            else if (sign is >= 'a' and <= 'z') column = column * 26 + sign - 'a' + 1;
            else break;
            if (column > 20_000) break;
        }

        return column;
    }
}
