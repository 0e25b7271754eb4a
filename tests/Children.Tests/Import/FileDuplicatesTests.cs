using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Doubles within a file (import.md 9).</summary>
public sealed class FileDuplicatesTests
{
    private const string H = "姓名,性别,出生日期,身份证号,村,类别,学校,备注";
    private const string First = "卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,一小,";
    private const string NoId = "宓拟森,男,2017-01-12,,泉林镇柳河峪,困境儿童,一小,";

    private static string[] Second(string first, string second) => LedgerRun.Csv($"{H}\n{first}\n{second}\n").Rows[1].Codes();

    [Theory]
    [InlineData(First, "duplicate-row")]
    [InlineData("卜试雪,男,2014.11.20,370831201411201273,柳河峪,困境,一小,第二次报", "duplicate-row")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,二小,", "duplicate-differs")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,,", "duplicate-differs")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇卞桥一,困境儿童,一小,", "duplicate-differs")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童、重病,一小,", "duplicate-differs")]
    [InlineData("卜雪试,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,一小,", "id-name-conflict")]
    public void A_later_row_with_the_same_number_is_compared(string later, string code) => Assert.Contains(code, Second(First, later));

    [Theory]
    [InlineData(NoId)]
    [InlineData("宓森拟,男,2017-01-12,,泉林镇柳河峪,困境儿童,一小,")]
    [InlineData("宓拟,男,2017-01-12,,泉林镇柳河峪,困境儿童,一小,")]
    [InlineData("宓拟森,男,2017-01-21,,泉林镇柳河峪,困境儿童,一小,")]
    [InlineData("宓拟森,男,2017-01-13,,泉林镇柳河峪,困境儿童,一小,双胞胎")]
    public void A_row_close_to_an_earlier_one_without_number_is_asked_about(string later) => Assert.Contains("probable-duplicate", Second(NoId, later));

    [Theory]
    [InlineData("宓例木,男,2017-01-12,,泉林镇柳河峪,困境儿童,一小,")]
    [InlineData("宓拟淼,男,2017-01-12,,泉林镇柳河峪,困境儿童,一小,孪生")]
    [InlineData("宓拟森,男,2017-01-12,,泉林镇卞桥一,困境儿童,一小,")]
    [InlineData("宓拟森,男,2018-02-12,,泉林镇柳河峪,困境儿童,一小,")]
    [InlineData("宓拟森,男,2017年1月,,泉林镇柳河峪,困境儿童,一小,")]
    public void A_row_that_differs_enough_is_another_child(string later) => Assert.DoesNotContain("probable-duplicate", Second(NoId, later));

    [Fact]
    public void Two_valid_numbers_are_two_children_always() => Assert.DoesNotContain("probable-duplicate",
        Second("卜拟萱,男,2015-08-08,370831201508088078,泉林镇柳河峪,困境儿童,,", "卜拟二,男,2015-08-08,370831201508088334,泉林镇柳河峪,困境儿童,,"));

    [Fact]
    public void A_rejected_row_is_compared_with_nothing_later() =>
        Assert.Empty(Second("卜试雪,男,2014-11-20,370831201411201273,月牙湖新城,困境儿童,一小,", First));

    [Fact]
    public void Rows_of_all_sheets_are_compared()
    {
        static string Rows(string name) => TinyBook.Row(1, "姓名", "性别", "身份证号", "村", "类别") + TinyBook.Row(2, name, "男", "370831201411201273", "泉林镇柳河峪", "困境儿童");
        var rows = LedgerRun.Bytes(new TinyBook().Sheet(Rows("卜试雪"), "一").Sheet(Rows("卜试雪"), "二").Bytes()).Rows;
        Assert.DoesNotContain("duplicate-row", rows[0].Codes());
        Assert.Contains("duplicate-row", rows[1].Codes());
    }

    private const string Pay = "姓名,性别,出生日期,身份证号,村,类别,发放方式,发放时间,发放金额,备注";
    private const string June = "卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,2024年6月,1980,";

    [Theory]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,2024年5月,1980,", "payment-line")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,补发,2024年6月,1980,", "payment-line")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,2024年6月,300,补发差额", "payment-line")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,202406,1980,", "duplicate-differs")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,2024年6月,1980,", "duplicate-row")]
    [InlineData("卜试雪,男,2014-11-20,370831201411201273,泉林镇柳河峪,困境儿童,正常发放,2024年6月,1494,", "duplicate-differs")]
    public void A_payment_ledger_pays_a_child_more_than_once(string later, string code)
    {
        var codes = LedgerRun.Csv($"{Pay}\n{June}\n{later}\n").Rows[1].Codes();
        Assert.Contains(code, codes);
        Assert.Single(codes, given => given is "payment-line" or "duplicate-row" or "duplicate-differs");
    }

    [Fact]
    public void The_sheet_names_the_month_when_no_column_does()
    {
        static string Rows() => TinyBook.Row(1, "姓名", "性别", "身份证号", "村", "类别", "金额") + TinyBook.Row(2, "卜试雪", "男", "370831201411201273", "泉林镇柳河峪", "困境儿童", "1980");
        Assert.Contains("payment-line", LedgerRun.Bytes(new TinyBook().Sheet(Rows(), "2024年5月").Sheet(Rows(), "2024年6月").Bytes()).Rows[1].Codes());
        Assert.Contains("duplicate-row", LedgerRun.Bytes(new TinyBook().Sheet(Rows(), "甲").Sheet(Rows(), "乙").Bytes()).Rows[1].Codes());
    }

    [Fact]
    public void Over_age_with_further_payment_says_which_roll_takes_it()
    {
        var row = Assert.Single(LedgerRun.Csv($"{Pay}\n卜试雪,男,2006-02-10,,泉林镇柳河峪,困境儿童,正常发放,2024年6月,1980,在读，续发\n").Rows);
        Assert.Contains(row.Reasons, reason => reason.Code == "over-age" && reason.Says.Contains("期初名册", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2024年6月", "2024-06")]
    [InlineData("2024-06", "2024-06")]
    [InlineData("202406", "2024-06")]
    [InlineData("20240615", "2024-06")]
    [InlineData("6月", "06")]
    [InlineData("2024年12月份发放表", "2024-12")]
    public void Months_are_read_in_every_notation(string text, string month)
    {
        var rows = LedgerRun.Csv($"{Pay}\n{June.Replace("2024年6月", text, StringComparison.Ordinal)}\n{June.Replace("2024年6月", month, StringComparison.Ordinal)}\n").Rows;
        Assert.DoesNotContain("payment-line", rows[1].Codes());
    }
}
