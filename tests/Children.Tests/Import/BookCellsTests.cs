using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Cells of books as people make them: dates, numbers, formulas, merges, hidden rows (import.md 3).</summary>
public sealed class BookCellsTests
{
    private static readonly string Heading = TinyBook.Row(1, "姓名", "性别", "出生日期", "身份证号", "乡镇", "村", "类别", "监护人电话");

    private static CheckedRow One(params string?[] cells) =>
        Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(Heading + TinyBook.Row(2, cells)).Bytes()).Rows);

    [Theory]
    [InlineData("42230", 1, "2015-08-14", null)]
    [InlineData("42230", 2, "2015-08-14", null)]
    [InlineData("42230.75", 1, "2015-08-14", null)]
    [InlineData("42230", 0, "2015-08-14", "birth-serial")]
    [InlineData("20150814", 0, "2015-08-14", null)]
    [InlineData("20150814", 1, "2015-08-14", null)]
    public void A_numeric_birth_date_is_read(string value, int style, string born, string? code)
    {
        var row = One("卜试雪", "男", TinyBook.Number(value, style), null, "泉林镇", "柳河峪", "困境儿童");
        Assert.Equal(born, row.BornOn?.ToString("yyyy-MM-dd"));
        Assert.Equal(code is null ? ["id-missing"] : [code, "id-missing"], row.Codes());
    }

    [Fact]
    public void Serial_days_of_a_1904_book_count_from_1904()
    {
        var book = new TinyBook { BookProperties = "<workbookPr date1904=\"1\"/>" };
        book.Sheet(Heading + TinyBook.Row(2, "卜试雪", "男", TinyBook.Number("40768"), null, "泉林镇", "柳河峪", "困境儿童")
            + TinyBook.Row(3, "卜试雨", "男", TinyBook.Number("40768", 1), null, "泉林镇", "卞桥一", "困境儿童")
            + TinyBook.Row(4, "卜试风", "男", TinyBook.Number("40768", 2), null, "星村镇", "星村二", "困境儿童"));
        Assert.All(LedgerRun.Bytes(book.Bytes()).Rows, row => Assert.Equal(new DateOnly(2015, 8, 14), row.BornOn));
    }

    [Theory]
    [InlineData("370831201411201273", "id-precision-lost")]
    [InlineData("3.70831201411201E+17", "id-precision-lost")]
    [InlineData("370831141120127", "id-format")]
    public void An_ID_number_stored_as_a_number_is_not_believed(string value, string code) =>
        Assert.Contains(code, One("卜试雪", "男", "2014-11-20", TinyBook.Number(value), "泉林镇", "柳河峪", "困境儿童").Codes());

    [Fact]
    public void A_number_2012_1_may_be_October()
    {
        Assert.Contains("birth-from-id", One("陈样鑫", "女", TinyBook.Number("2012.1"), "370831201210082407", "泉林镇", "柳河峪", "困境儿童").Codes());
        Assert.Contains("birth-contradicts-id", One("陈样鑫", "女", "2012.1", "370831201210082407", "泉林镇", "柳河峪", "困境儿童").Codes());
    }

    [Fact]
    public void A_formula_counts_by_its_stored_value_and_without_one_is_named()
    {
        Assert.Empty(One("<c r=\"{r}\" t=\"str\"><f>A1</f><v>卜试雪</v></c>", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童").Codes());
        var row = One("<c r=\"{r}\"><f>A1</f></c>", "<c r=\"{r}\" t=\"e\"><v>#N/A</v></c>", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童");
        Assert.Equal(["formula-no-value"], row.Codes());
        Assert.Equal(RowOutcome.Rejected, row.Outcome);
        Assert.Empty(One("<c r=\"{r}\" t=\"str\"><f>A1</f><v>卜试雪</v></c>", "<c r=\"{r}\" t=\"str\"><f>B1</f><v>男</v></c>", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童", null).Codes());
    }

    [Fact]
    public void Serial_age_and_remark_may_lack_their_value()
    {
        var heading = TinyBook.Row(1, "序号", "姓名", "年龄", "身份证号", "性别", "出生日期", "村", "类别", "备注");
        var row = TinyBook.Row(2, "<c r=\"{r}\"><f>ROW()</f></c>", "卜试雪", "<c r=\"{r}\" t=\"e\"><v>#VALUE!</v></c>", "370831201411201273", "男", "2014-11-20", "泉林镇柳河峪", "困境儿童", "<c r=\"{r}\"><f>A1</f></c>");
        Assert.Empty(Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(heading + row).Bytes()).Rows).Codes());
    }

    [Fact]
    public void Rows_with_nothing_but_dragged_formulas_hold_no_child()
    {
        var empty = string.Concat(Enumerable.Range(3, 50).Select(at => TinyBook.Row(at, null, "<c r=\"{r}\"><f>IF(A1,1)</f></c>", "<c r=\"{r}\" t=\"e\"><f>MID(D3)</f><v>#VALUE!</v></c>")));
        Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(Heading + TinyBook.Row(2, "卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童") + empty).Bytes()).Rows);
    }

    [Fact]
    public void A_vertical_merge_counts_for_every_row_but_not_for_name_number_birth_and_sex()
    {
        var rows = Heading + TinyBook.Row(2, "卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童", "13900001001")
            + TinyBook.Row(3, "孟例竹", null, null, "37083120180228204X");
        var second = LedgerRun.Bytes(new TinyBook().Sheet(rows, merges: "B2:B3 C2:C3 E2:E3 F2:F3 G2:G3 H2:H3").Bytes()).Row(3);
        Assert.Equal(["birth-from-id", "sex-from-id"], second.Codes());
        Assert.Equal(("370831101204", "13900001001"), (second.RegionCode, second[LedgerField.GuardianPhone]));
        Assert.Equal(["in-difficulty"], second.Categories);
    }

    [Fact]
    public void A_horizontal_merge_counts_for_its_leftmost_column_only()
    {
        var rows = Heading + TinyBook.Row(2, "卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童", "13900001001");
        var row = Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(rows, merges: "G2:H2").Bytes()).Rows);
        Assert.Null(row[LedgerField.GuardianPhone]);
        Assert.Equal(RowOutcome.Accepted, row.Outcome);
    }

    [Fact]
    public void A_total_under_a_merged_village_is_still_a_total()
    {
        var rows = TinyBook.Row(1, "乡镇", "姓名", "性别", "身份证号", "村", "类别") + TinyBook.Row(2, "泉林镇", "卜试雪", "男", "370831201411201273", "柳河峪", "困境儿童") + TinyBook.Row(3, null, "小计", null, TinyBook.Number("1"));
        Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(rows, merges: "A2:A3 F2:F3").Bytes()).Rows);
    }

    [Fact]
    public void Hidden_rows_are_read_and_hidden_sheets_are_noted()
    {
        var row = TinyBook.Row(2, "卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童").Replace("<row r=\"2\"", "<row r=\"2\" hidden=\"1\"", StringComparison.Ordinal);
        var result = LedgerRun.Bytes(new TinyBook().Sheet(Heading + row).Sheet(Heading, "去年", state: "veryHidden").Sheet(TinyBook.Row(1, "说明"), "说明").Bytes());
        Assert.Equal(["hidden-row"], Assert.Single(result.Rows).Codes());
        Assert.Equal([("sheet-hidden", "去年"), ("sheet-without-heading", "说明")], result.Outcome.Value.Notes.Select(note => (note.Code, note.Sheet)));
    }

    [Fact]
    public void Booleans_and_rich_text_are_read_as_a_person_sees_them()
    {
        var heading = TinyBook.Row(1, "姓名", "性别", "身份证号", "村", "是否留守儿童");
        var row = TinyBook.Row(2, "<c r=\"{r}\" t=\"inlineStr\"><is><r><t>卜</t></r><r><t>试雪</t></r></is></c>", "男", "370831201411201273", "泉林镇柳河峪", "<c r=\"{r}\" t=\"b\"><v>1</v></c>");
        var read = Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(heading + row).Bytes()).Rows);
        Assert.Equal("卜试雪", read.Name);
        Assert.Equal(["left-behind"], read.Categories);
    }

    [Fact]
    public void A_phone_stored_as_a_number_needs_no_cleaning() =>
        Assert.Empty(One("卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童", TinyBook.Number("13900001001")).Codes());

    [Fact]
    public void A_far_away_cell_costs_nothing_and_hides_nothing()
    {
        var row = TinyBook.Row(2, "卜试雪", "男", "2014-11-20", "370831201411201273", "泉林镇", "柳河峪", "困境儿童").Replace("</row>", "<c r=\"XFD2\"><v>1</v></c></row>", StringComparison.Ordinal);
        Assert.Empty(Assert.Single(LedgerRun.Bytes(new TinyBook().Sheet(Heading + row).Bytes()).Rows).Codes());
    }
}
