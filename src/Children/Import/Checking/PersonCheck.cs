using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>Name, ID number, birth date, sex and age of the child. Source: import.md 6.</summary>
internal static class PersonCheck
{
    private const int Adult = 18;
    private const int LeftBehindEnds = 16;

    public static void Run(RowCells cells, CheckTerms terms)
    {
        Name(cells);
        var hasIdValue = !cells.HasNoValue(LedgerField.IdNumber);
        var id = hasIdValue ? IdCells.Read(cells[LedgerField.IdNumber], LedgerField.IdNumber) : IdCell.Blank;
        Id(cells, id, hasIdValue);
        Birth(cells, id, hasIdValue && id.IsBlank);
        Sex(cells, id);
    }

    /// <summary>Ages on the day of the check; not judged when the birth date contradicts the number.</summary>
    public static void Ages(CheckedRow row, CheckTerms terms)
    {
        if (row.BornOn is not { } born || row.Has("birth-contradicts-id")) return;
        if (born > terms.Today)
        {
            row.Give("birth-future", $"出生日期 {born:yyyy-MM-dd} 在今天之后。");
            return;
        }

        var age = Core.Ages.On(born, terms.Today);
        if (age >= Adult)
        {
            var isPaid = row.Block.IsPayment && Continued.Any(word => (row[LedgerField.Remark] ?? "").Contains(word, StringComparison.Ordinal)
                || (row[LedgerField.LineKind] ?? "").Contains(word, StringComparison.Ordinal) || row.Unmapped.Any(each => each.Text.Contains(word, StringComparison.Ordinal)));
            row.Give("over-age", isPaid
                ? $"出生日期 {born:yyyy-MM-dd}，已满 18 周岁；续发、在读的由津贴期初名册接收，不在儿童台账中登记。"
                : $"出生日期 {born:yyyy-MM-dd}，已满 18 周岁，不再是登记对象。");
        }

        if (age >= LeftBehindEnds && row.Categories.Any(code => code is "left-behind" or "migrant"))
            row.Give("over-16", $"出生日期 {born:yyyy-MM-dd}，已满 16 周岁，请核实是否仍列为留守或流动儿童。");
    }

    private static readonly string[] Continued = ["续发", "在读"];

    private static void Name(RowCells cells)
    {
        if (cells.HasNoValue(LedgerField.Name)) return;
        var (row, heading, text) = (cells.Result, cells.Heading(LedgerField.Name), cells[LedgerField.Name].Text);
        var name = Names.Read(text);
        row.Name = name.Text;
        if (name.Text.Length == 0)
        {
            row.Give("name-missing", text.Length == 0 ? $"“{heading}”一栏是空的。" : $"“{heading}”一栏写的是“{SealedWords.Shown(text)}”，没有姓名。");
            return;
        }

        if (name.IsCleaned) row.Give("name-cleaned", $"“{heading}”一栏的“{SealedWords.Shown(text)}”已整理为“{SealedWords.Shown(name.Text)}”。");
        if (!name.IsClear) row.Give("name-unclear", $"“{heading}”一栏的“{SealedWords.Shown(text)}”不像姓名，请核对。");
    }

    private static void Id(RowCells cells, IdCell id, bool hasValue)
    {
        var (row, heading) = (cells.Result, cells.Heading(LedgerField.IdNumber));
        row.HasNoId = hasValue && id.IsBlank;
        if (id.IsValid) row.IdNumber = id.Text;
        var shown = id.Text is { Length: > 2 } text ? $"{text[0]}…{text[^1]}" : "…";
        if (id.IsCleaned) row.Give("id-cleaned", $"“{heading}”一栏去掉了多余的空格或符号，证号为 {shown}。");
        if (id.Code is { } code) row.Give(code, Says(code, heading, shown));
    }

    private static string Says(string code, string heading, string shown) => code switch
    {
        "id-precision-lost" => $"“{heading}”一栏的 {shown} 是数字格式，后几位已丢失；请把该列设为文本后重新填写。",
        "id-masked" => $"“{heading}”一栏的 {shown} 被遮盖，请填写完整的证号。",
        "id-check-digit" => $"“{heading}”一栏的 {shown} 最后一位校验不对，请核对。",
        _ => $"“{heading}”一栏的 {shown} 不是 18 位身份证号，请核对。",
    };

    private static void Birth(RowCells cells, IdCell id, bool isIdBlank)
    {
        var row = cells.Result;
        var heading = cells.Block.Has(LedgerField.Birth) ? cells.Heading(LedgerField.Birth) : "出生日期";
        if (id.IsValid) row.BornOn = id.BornOn;
        if (cells.HasNoValue(LedgerField.Birth)) return;

        var cell = cells[LedgerField.Birth];
        var birth = BirthDates.Read(cell, cells.Block.Sheet.Counts1904);
        var shown = SealedWords.Shown(cell.Text);
        if (birth.IsSerial) row.Give("birth-serial", $"“{heading}”一栏的“{shown}”是日期序号，已读作 {birth.Day:yyyy-MM-dd}。");
        if (birth.Kind == BirthKind.Unreadable)
        {
            row.Give("birth-unreadable", $"“{heading}”一栏的“{shown}”不是能识别的日期。");
            if (!id.IsValid) GiveNoBirth(row);
            return;
        }

        if (id.IsValid)
        {
            if (!birth.AgreesWith(id.BornOn)) row.Give("birth-contradicts-id", $"“{heading}”一栏的“{shown}”与身份证号中的出生日期不一致。");
            else if (birth.Kind != BirthKind.Full) row.Give("birth-from-id", $"“{heading}”一栏{(shown.Length == 0 ? "没有填写" : $"只有“{shown}”")}，已按身份证号补为 {id.BornOn:yyyy-MM-dd}。");
        }
        else if (birth.Kind == BirthKind.Full)
        {
            row.BornOn = birth.Day;
            if (isIdBlank) row.Give("id-missing", $"没有身份证号，按出生日期 {birth.Day:yyyy-MM-dd} 登记。");
        }
        else if (isIdBlank)
        {
            GiveNoBirth(row);
        }
    }

    private static void GiveNoBirth(CheckedRow row) => row.Give("no-id-no-birth", "既没有身份证号，也没有完整的出生日期。");

    private static void Sex(RowCells cells, IdCell id)
    {
        var row = cells.Result;
        var heading = cells.Block.Has(LedgerField.Sex) ? cells.Heading(LedgerField.Sex) : "性别";
        if (id.IsValid) row.Sex = id.Sex;
        if (cells.HasNoValue(LedgerField.Sex)) return;

        var text = cells.Text(LedgerField.Sex);
        var sex = SexWords.Read(text);
        if (text.Length == 0)
        {
            if (id.IsValid) row.Give("sex-from-id", $"“{heading}”一栏没有填写，已按身份证号补为“{SexWords.Says(id.Sex)}”。");
            else row.Give("sex-missing", $"“{heading}”一栏没有填写，也没有可用的身份证号。");
            return;
        }

        if (sex == Core.Sex.Unknown) row.Give("sex-unreadable", $"“{heading}”一栏的“{SealedWords.Shown(text)}”不是“男”或“女”。");
        else if (id.IsValid && sex != id.Sex) row.Give("sex-contradicts-id", $"“{heading}”一栏的“{SealedWords.Shown(text)}”与身份证号不一致。");
        else row.Sex = sex;
    }
}
