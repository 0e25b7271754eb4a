using System.Globalization;

namespace HuTong.Children.Import;

/// <summary>Everything else of a row: guardian, parents, payee, school, health, ledger facts, remark, unmapped columns. Source: import.md 5, 6.</summary>
internal static class FactCheck
{
    private static readonly Dictionary<string, string> Circumstances = WordTable.ByWord("circumstances");
    private static readonly Dictionary<string, string> Relations = WordTable.ByWord("relations");

    private static readonly HashSet<LedgerField> Elsewhere =
    [
        LedgerField.None, LedgerField.Serial, LedgerField.Name, LedgerField.IdNumber, LedgerField.Birth, LedgerField.Sex, LedgerField.Category,
        LedgerField.Registered, LedgerField.RegisteredCounty, LedgerField.RegisteredTown, LedgerField.RegisteredVillage, LedgerField.RegisteredGroup,
        LedgerField.Residence, LedgerField.County, LedgerField.Town, LedgerField.Village, LedgerField.Group,
    ];

    private static readonly LedgerField[] Facts = [.. Enum.GetValues<LedgerField>().Where(field => !Elsewhere.Contains(field))];

    public static void Run(RowCells cells, CheckTerms terms)
    {
        var row = cells.Result;
        foreach (var field in Facts)
        {
            if (cells.Block.ColumnOf(field) < 0 || IsWithoutValue(cells, field)) continue;
            switch (field)
            {
                case LedgerField.GuardianPhone:
                    GuardianPhone(cells);
                    break;
                case LedgerField.FatherPhone or LedgerField.MotherPhone or LedgerField.PayeePhone:
                    OtherPhone(cells, field);
                    break;
                case LedgerField.FatherId or LedgerField.MotherId or LedgerField.GuardianId or LedgerField.PayeeId:
                    RelativeId(cells, field);
                    break;
                case LedgerField.Account:
                    Account(cells);
                    break;
                case LedgerField.Remark:
                    if (Text(cells, field) is { Length: > 0 } remark) row.Remark(row.WrittenRemark = remark);
                    break;
                default:
                    row[field] = Value(cells, field);
                    break;
            }
        }

        row[LedgerField.GuardianshipGrade] ??= Ticked(cells);
        row.StartedOn = row[LedgerField.StartedOn] is null ? null : Started(cells, terms.Today);
        foreach (var column in cells.Block.Unmapped.Concat(cells.Block.WithoutHeading(cells.Row)))
            if (cells.Row[column.Column].Text is { Length: > 0 } text) row.Unmapped.Add((column.Heading, SealedWords.Open(text)));
    }

    // Age and remark may hold an error; the row loses nothing by it.
    private static bool IsWithoutValue(RowCells cells, LedgerField field) =>
        field is LedgerField.Age or LedgerField.Remark ? cells[field].Kind == CellKind.NoValue : cells.HasNoValue(field);

    private static string Text(RowCells cells, LedgerField field) => SealedWords.Open(cells.Text(field));

    private static string Value(RowCells cells, LedgerField field)
    {
        var text = field == LedgerField.School ? SealedWords.Open(cells.TextOrDitto(field)) : Text(cells, field);
        return field switch
        {
            LedgerField.FatherCircumstance or LedgerField.MotherCircumstance => Circumstances.GetValueOrDefault(text, text),
            LedgerField.GuardianRelation or LedgerField.PayeeRelation => Relations.GetValueOrDefault(text, text),
            _ => CodedWords.Read(field, text),
        };
    }

    private static string? Ticked(RowCells cells)
    {
        foreach (var column in cells.Block.GradeTicks)
        {
            var cell = cells.Row[column.Column];
            if (cell.Kind == CellKind.NoValue) cells.GiveNoValue(column.Heading);
            else if (cell.Text is "√" or "✓" or "☑" or "■" or "是" or "有" or "1" or "Y" or "y" or "对") return CodedWords.Read(LedgerField.GuardianshipGrade, column.Code ?? "");
        }

        return null;
    }

    private static void GuardianPhone(RowCells cells)
    {
        var (row, text, heading) = (cells.Result, cells.Text(LedgerField.GuardianPhone), cells.Heading(LedgerField.GuardianPhone));
        if (text.Length == 0) return;
        var phones = Phones.Read(text);
        if (phones.Valid.Count == 0)
        {
            row.Give("phone-unreadable", $"“{heading}”一栏的“{SealedWords.Shown(text)}”不是能识别的电话，原文记在备注中。");
            row.Remark($"{heading}：{SealedWords.Open(text)}");
            return;
        }

        row[LedgerField.GuardianPhone] = phones.Valid[0];
        if (phones.IsCleaned) row.Give("phone-cleaned", $"“{heading}”一栏的“{SealedWords.Shown(text)}”已整理为 {phones.Valid[0]}。");
        if (phones.Valid.Count == 1) return;
        row.Give("phone-second-kept", $"“{heading}”一栏的“{SealedWords.Shown(text)}”有 {phones.Valid.Count.ToString(CultureInfo.InvariantCulture)} 个电话，第一个作为监护人电话，其余一并保留。");
        row.OtherPhones.AddRange(phones.Valid.Skip(1).Where(phone => phone != phones.Valid[0]).Distinct());
    }

    private static void OtherPhone(RowCells cells, LedgerField field)
    {
        var text = cells.Text(field);
        if (text.Length == 0) return;
        if (Phones.Read(text).Valid is [var first, ..]) cells.Result[field] = first;
        else cells.Result.Remark($"{cells.Heading(field)}：{SealedWords.Open(text)}");
    }

    private static void RelativeId(RowCells cells, LedgerField field)
    {
        var id = IdCells.Read(cells[field], field);
        if (id.IsBlank) return;
        if (id.IsValid)
        {
            cells.Result[field] = id.Text;
            return;
        }

        var heading = cells.Heading(field);
        cells.Result.Remark($"{heading}：{SealedWords.Open(cells[field].Text)}");
        if (field != LedgerField.PayeeId) cells.Result.Give("relative-id-invalid", $"“{heading}”一栏的 {SealedWords.Shown(Short(id.Text))} 不是有效的身份证号，原文记在备注中。");
    }

    private static string Short(string number) => number.Length > 2 ? $"{number[0]}…{number[^1]}" : "…";

    private static void Account(RowCells cells)
    {
        var text = cells.Text(LedgerField.Account);
        if (text.Length == 0) return;
        if (!IdCells.HasLostDigits(cells[LedgerField.Account])) cells.Result[LedgerField.Account] = CellText.WithoutBlanks(SealedWords.Open(text));
        else cells.Result.Give("account-unreadable", $"“{cells.Heading(LedgerField.Account)}”一栏是数字格式，后几位已丢失，没有保存。");
    }

    private static DateOnly? Started(RowCells cells, DateOnly today)
    {
        var read = BirthDates.Read(cells[LedgerField.StartedOn], cells.Block.Sheet.Counts1904);
        return read.Kind is BirthKind.Full or BirthKind.YearMonth && read.Day <= today ? read.Day : null;
    }
}
