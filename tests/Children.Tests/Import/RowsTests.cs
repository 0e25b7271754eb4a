using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Rows that hold no child, ditto marks, titles, text files (import.md 3, 4, 8).</summary>
public sealed class RowsTests
{
    private const string Heading = "序号,姓名,性别,身份证号,乡镇,村,类别,备注";
    private const string Child = "1,卜试雪,男,370831201411201273,泉林镇,柳河峪,困境儿童,";

    [Theory]
    [InlineData("")]
    [InlineData("7,,,,,,,")]
    [InlineData("7,/,/,/,/,/,/,")]
    [InlineData("例,张三,男,370831201411201273,泉林镇,柳河峪,困境儿童,")]
    [InlineData("填写示例,张三,男,,,,,")]
    [InlineData("合 计,,,26,,,,")]
    [InlineData("小计：3人,,,,,,,")]
    [InlineData("5,全镇合计,,12,,,,")]
    [InlineData("注：以上无误,,,,,,,")]
    [InlineData("备注:见附表,,,,,,,")]
    [InlineData("填报人：例某,,,,审核：例某,,,")]
    [InlineData("以下空白,,,,,,,")]
    [InlineData("一、泉林镇,,,,,,,")]
    [InlineData(",,,,,,,本表一式两份")]
    [InlineData(",以上人员均经村民委员会核实没有错误的,,,,,,")]
    public void Such_a_row_holds_no_child(string row) => Assert.Single(LedgerRun.Csv($"{Heading}\n{Child}\n{row}\n").Rows);

    [Theory]
    [InlineData("7,,男,370831201411201273,泉林镇,柳河峪,困境儿童,")]
    [InlineData(",合计兰,女,37083120180228204X,泉林镇,柳河峪,困境儿童,")]
    [InlineData(",卜试雪,,,,,,")]
    [InlineData(",,,3708312014112,,,,")]
    public void Everything_else_is_a_child_row(string row) => Assert.Equal(2, LedgerRun.Csv($"{Heading}\n{Child}\n{row}\n").Rows.Count);

    [Fact]
    public void Records_are_counted_with_empty_lines_and_without_breaks_inside_quotes()
    {
        var rows = LedgerRun.Csv($"台账\n\n{Heading}\r\n{Child.TrimEnd(',')},\"一\n二\"\n\n{Child.Replace("卜试雪", "卜试", StringComparison.Ordinal)}\n").Rows;
        Assert.Equal([4, 6], rows.Select(row => row.Number));
        Assert.Equal("一\n二", rows[0][LedgerField.Remark]);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_separator_is_the_one_that_the_heading_uses_most(char separator)
    {
        var text = $"泗水县,台账,2024,上,半,年,填报,单位,民,政,局\n{Heading.Replace(',', separator)}\n{Child.Replace(',', separator)}\n";
        Assert.Empty(Assert.Single(LedgerRun.Csv(text).Rows).Codes().Except(["birth-from-id"]));
    }

    [Fact]
    public void UTF_16_with_a_mark_is_read() =>
        Assert.Single(LedgerRun.Bytes([.. System.Text.Encoding.Unicode.Preamble, .. System.Text.Encoding.Unicode.GetBytes($"{Heading}\n{Child}\n")]).Rows);

    [Theory]
    [InlineData("同上")]
    [InlineData("〃")]
    [InlineData("同")]
    public void A_ditto_mark_takes_the_value_of_the_row_above(string mark)
    {
        var rows = LedgerRun.Csv($"{Heading}\n{Child}\n2,孟例竹,女,37083120180228204X,{mark},{mark},{mark},\n3,宰拟垚,女,370831201607091520,{mark},{mark},{mark},\n").Rows;
        Assert.All(rows.Skip(1), row => Assert.Equal(("370831101204", "in-difficulty"), (row.RegionCode, row.Categories.Single())));
        Assert.All(rows.Skip(1), row => Assert.Contains("ditto-carried", row.Codes()));
    }

    [Fact]
    public void A_ditto_mark_with_nothing_above_is_nothing()
    {
        var row = LedgerRun.One("1,卜试雪,男,370831201411201273,同上,同上,困境儿童,", Heading);
        Assert.Contains("village-missing", row.Codes());
        Assert.DoesNotContain("ditto-carried", row.Codes());
    }

    private const string NoCategory = "姓名,性别,身份证号,村\n卜试雪,男,370831201411201273,泉林镇柳河峪\n";

    [Theory]
    [InlineData("泗水县农村留守儿童花名册", "left-behind")]
    [InlineData("事实无人抚养儿童基本生活费发放表", "de-facto-unattended")]
    [InlineData("社会散居孤儿名单", "orphan-community")]
    [InlineData("受艾滋病影响名册", "sealed")]
    public void A_title_that_names_one_category_gives_it(string title, string code)
    {
        var row = Assert.Single(LedgerRun.Csv($"{title}\n{NoCategory}").Rows);
        Assert.Contains("category-from-title", row.Codes());
        Assert.Equal([code], row.PrintedCategories);
    }

    [Theory]
    [InlineData("留守儿童和困境儿童台账")]
    [InlineData("孤儿名册")]
    [InlineData("儿童台账")]
    public void A_title_that_names_none_or_several_gives_none(string title) =>
        Assert.Equal(["birth-from-id", "category-missing"], Assert.Single(LedgerRun.Csv($"{title}\n{NoCategory}").Rows).Codes());

    [Fact]
    public void A_text_file_has_no_sheet_name_to_ask_but_a_book_has()
    {
        Assert.Contains("category-missing", Assert.Single(LedgerRun.Csv(NoCategory).Rows).Codes());
        var book = new TinyBook().Sheet(TinyBook.Row(1, "姓名", "性别", "身份证号", "村") + TinyBook.Row(2, "卜试雪", "男", "370831201411201273", "泉林镇柳河峪"), "留守儿童");
        Assert.Equal(["left-behind"], Assert.Single(LedgerRun.Bytes(book.Bytes()).Rows).Categories);
    }

    [Fact]
    public void With_a_category_column_the_title_is_never_used() =>
        Assert.Contains("category-missing", Assert.Single(LedgerRun.Csv($"留守儿童花名册\n{LedgerRun.Heading}\n卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,,\n").Rows).Codes());

    [Theory]
    [InlineData("√", "left-behind")]
    [InlineData("是", "left-behind")]
    [InlineData("Y", "left-behind")]
    [InlineData("否", "")]
    [InlineData("0", "")]
    [InlineData("×", "")]
    [InlineData("无", "")]
    public void Tick_columns_give_categories(string tick, string code)
    {
        var row = LedgerRun.One($"卜试雪,男,370831201411201273,泉林镇柳河峪,重病,{tick}", "姓名,性别,身份证号,村,类别,留守儿童");
        Assert.Equal(code.Length == 0 ? ["severe-illness"] : ["severe-illness", code], row.Categories);
    }

    [Fact]
    public void A_tick_column_with_something_else_is_unknown() =>
        Assert.Contains("category-unknown", LedgerRun.One("卜试雪,男,370831201411201273,泉林镇柳河峪,待定", "姓名,性别,身份证号,村,留守儿童").Codes());

    [Fact]
    public void Sealed_columns_are_kept_nowhere_openly()
    {
        var row = LedgerRun.One("卜试雪,男,370831201411201273,泉林镇柳河峪,困境儿童,母婴传播,是,曾受虐待，已转介,艾滋病确诊医院",
            "姓名,性别,身份证号,村,类别,感染途径,父亲违法犯罪情况,备注,就诊医院");
        Assert.Equal(["in-difficulty"], row.PrintedCategories);
        Assert.DoesNotContain("sealed-category", row.Codes());
        Assert.Equal("封存", row[LedgerField.Remark]);
        Assert.Equal([("就诊医院", "封存")], row.Unmapped);
    }

    [Fact]
    public void A_tick_in_a_sealed_column_writes_the_sealed_fact()
    {
        var row = LedgerRun.One("卜试雪,男,370831201411201273,泉林镇柳河峪,是", "姓名,性别,身份证号,村,是否有违法犯罪经历");
        Assert.Equal(["sealed"], row.PrintedCategories);
        Assert.Equal(["juvenile-case"], row.SealedKinds);
        Assert.Contains("sealed-category", row.Codes());
        Assert.DoesNotContain("category-missing", row.Codes());
    }

    [Fact]
    public void Words_of_relation_and_circumstance_become_codes_and_others_stay_text()
    {
        var row = LedgerRun.One("卜试雪,男,370831201411201273,泉林镇柳河峪,困境儿童,病故,去向不明,卜拟爷,爷爷", "姓名,性别,身份证号,村,类别,父亲情况,母亲情况,监护人,与儿童关系");
        Assert.Equal(("deceased", "去向不明", "grandfather"), (row[LedgerField.FatherCircumstance], row[LedgerField.MotherCircumstance], row[LedgerField.GuardianRelation]));
    }

    [Fact]
    public void What_could_not_be_read_stays_in_the_remark()
    {
        var row = LedgerRun.One("卜试雪,男,370831201411201273,泉林镇柳河峪,困境儿童,1390,3708,已走访", "姓名,性别,身份证号,村,类别,监护人电话,父亲身份证号,备注");
        Assert.Contains("监护人电话：1390", row[LedgerField.Remark], StringComparison.Ordinal);
        Assert.Contains("父亲身份证号：3708", row[LedgerField.Remark], StringComparison.Ordinal);
        Assert.Contains("已走访", row[LedgerField.Remark], StringComparison.Ordinal);
        Assert.Null(row[LedgerField.FatherId]);
    }
}
