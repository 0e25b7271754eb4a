using HuTong.Core;
using HuTong.Places;

namespace HuTong.Children.Import;

/// <summary>Checks a waiting row once more by the same code, with the cells that a person filled in.</summary>
internal static class RowAgain
{
    /// <summary>The key under which the chosen village of 12 digits is given.</summary>
    public const string Village = "regionCode";

    private static readonly HashSet<string> PlaceFields = [LedgerField.County.Key(), LedgerField.Town.Key(), LedgerField.Village.Key(), LedgerField.Residence.Key()];

    public static CheckedRow Check(StoredRow stored, ImportRow row, string region, DateOnly today, IReadOnlyDictionary<string, string> corrections, RegionTree places)
    {
        var cells = Corrected(stored.Cells ?? [], corrections, places, out var village);
        var columns = cells.Select((cell, at) => Meaning(cell, at)).ToList();
        var sheet = new LedgerSheet(0, row.Sheet, IsText: true, stored.Counts1904);
        var block = new LedgerBlock(sheet, new ColumnMap("", columns), stored.TitleCodes ?? []);
        var source = new LedgerRow(sheet, row.Number, isHidden: false, [.. cells.Select(cell => LedgerCell.Written(cell.Text))]);
        var named = village ?? region;
        var checkedRow = new RowCheck(new CheckTerms(named, today, new PlaceFit(places, named))).Check(source, block);
        if (village is not null && stored.Cells?.FirstOrDefault(cell => cell.Field == LedgerField.Residence.Key()) is { } address) checkedRow[LedgerField.Residence] = address.Text;
        return checkedRow;
    }

    private static List<StoredCell> Corrected(IReadOnlyList<StoredCell> stored, IReadOnlyDictionary<string, string> corrections, RegionTree places, out string? village)
    {
        village = corrections.TryGetValue(Village, out var code) && places.Find(code) is { Level: RegionLevel.Village } ? code : null;
        var isPlaced = village is not null;
        var cells = stored.Where(cell => cell.Kind != "sealed" && !(isPlaced && PlaceFields.Contains(cell.Field ?? "")) && !(cell.Kind == "tick" && corrections.ContainsKey(LedgerField.Category.Key())))
            .Where(cell => cell.Field is null || !corrections.ContainsKey(cell.Field)).ToList();
        cells.AddRange(corrections.Where(one => one.Key != Village && LedgerFacts.FieldOf(one.Key) != LedgerField.None && !string.IsNullOrWhiteSpace(one.Value) && !(isPlaced && PlaceFields.Contains(one.Key)))
            .Select(one => new StoredCell(0, stored.FirstOrDefault(cell => cell.Field == one.Key)?.Heading ?? one.Key, one.Value.Trim(), "field", one.Key)));
        if (village is not null) cells.Add(new StoredCell(0, "村（居）", places.NameOf(village)!, "field", LedgerField.Village.Key()));
        return cells;
    }

    private static ColumnMeaning Meaning(StoredCell cell, int at) => cell.Kind switch
    {
        "field" => new(at, cell.Heading, ColumnKind.Field, LedgerFacts.FieldOf(cell.Field!)),
        "tick" => new(at, cell.Heading, ColumnKind.Tick, Code: cell.Code),
        "grade" => new(at, cell.Heading, ColumnKind.GradeTick, Code: cell.Code),
        _ => new(at, cell.Heading, ColumnKind.Unmapped),
    };
}
