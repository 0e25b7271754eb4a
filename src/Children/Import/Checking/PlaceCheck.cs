namespace HuTong.Children.Import;

/// <summary>Where the child lives and is registered. Source: import.md 7.</summary>
internal static class PlaceCheck
{
    private static readonly LedgerField[] Residence = [LedgerField.County, LedgerField.Town, LedgerField.Village, LedgerField.Residence];

    private static readonly LedgerField[] Registered =
        [LedgerField.RegisteredCounty, LedgerField.RegisteredTown, LedgerField.RegisteredVillage, LedgerField.Registered];

    public static void Run(RowCells cells, CheckTerms terms)
    {
        var row = cells.Result;
        var here = Read(cells, Residence);
        var there = Read(cells, Registered);
        foreach (var field in (ReadOnlySpan<LedgerField>)[LedgerField.Group, LedgerField.RegisteredGroup])
            if (!cells.HasNoValue(field)) row[field] = SealedWords.Open(cells.TextOrDitto(field));

        var fromRegistered = !IsGiven(here) && IsGiven(there);
        if (Residence.Any(field => cells[field].Kind == CellKind.NoValue)) return;
        if (fromRegistered && Registered.Any(field => cells[field].Kind == CellKind.NoValue)) return;
        if (fromRegistered) row.Give("place-from-registered", "没有填写现住址，已按户籍地址确定所在村（居）。");

        var found = terms.Places.Find(fromRegistered ? there : IsGiven(here) ? here : new PlaceCells("", "", "", ""));
        row.RegionCode = found.RegionCode;
        if (found.Code is { } code) row.Give(code, Says(code, SealedWords.Shown(found.Value)));
    }

    private static bool IsGiven(PlaceCells cells) => cells.Town.Length > 0 || cells.Village.Length > 0 || cells.Address.Length > 0;

    private static PlaceCells Read(RowCells cells, LedgerField[] fields)
    {
        var texts = new string[fields.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            texts[at] = cells.HasNoValue(fields[at]) ? "" : cells.TextOrDitto(fields[at]);
            cells.Result[fields[at]] = SealedWords.Open(texts[at]);
        }

        return new PlaceCells(texts[0], texts[1], texts[2], texts[3]);
    }

    private static string Says(string code, string value) => code switch
    {
        "outside-region" => $"“{value}”不在本次导入的地区内。",
        "county-missing" => value.Length == 0 ? "没有写明县（市、区）。" : $"按“{value}”不能确定是哪个县（市、区）。",
        "town-unknown" => $"没有找到乡镇（街道）“{value}”。",
        "town-ambiguous" => $"“{value}”对应不止一个乡镇（街道），请写全称。",
        "town-conflict" => $"乡镇一栏与地址中的乡镇不一致：“{value}”。",
        "village-missing" => value.Length == 0 ? "没有写明村（居）。" : $"“{value}”是福利机构，请确定所在村（居）。",
        "village-ambiguous" => $"“{value}”对应不止一个村（居），请补写乡镇或选择。",
        "village-near" => $"没有“{value}”，但有只差一个字的村（居），请选择。",
        "village-other-town" => $"“{value}”不在所写的乡镇，而在本县另一个乡镇，请核对。",
        _ => $"没有找到村（居）“{value}”。",
    };
}
