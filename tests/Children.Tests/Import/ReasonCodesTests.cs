using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Every code of import.md 2 that a row can earn without the register: a row that earns it, and its neighbour that does not.</summary>
public sealed class ReasonCodesTests
{
    private const string H = LedgerRun.Heading;
    private const string P = H + ",父亲身份证号,银行账号,户籍地址,现住址,备注";

    public static TheoryData<string, string, string, string> Pairs => new()
    {
        { "id-cleaned", H, "卜试雪,男,2014-11-20,370831 201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-cleaned", H, "卜试雪,男,2014-11-20,'370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-cleaned", H, "孟例竹,女,2018-02-28,37083120180228204x,泉林镇,柳河峪,困境儿童,", "孟例竹,女,2018-02-28,37083120180228204X,泉林镇,柳河峪,困境儿童," },
        { "name-cleaned", H, "卜 试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", " 卜试雪 ,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "name-cleaned", H, "买例尔・阿试木,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", "买例尔·阿试木,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "birth-from-id", H, "卜试雪,男,2014年11月,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "birth-from-id", H, "卜试雪,男,2014,370831201411201273,泉林镇,柳河峪,困境儿童,", "卜试雪,男,20141120,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "birth-serial", H, "卜试雪,男,41963,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "sex-from-id", H, "卜试雪,,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "phone-cleaned", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,139-0000-1001", LedgerRun.Good },
        { "phone-second-kept", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,13900001001或13700002222", LedgerRun.Good },
        { "phone-unreadable", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,139000", "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,无" },
        { "id-missing", H, "卜试雪,男,2014-11-20,未上户,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "sealed-category", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,受侵害儿童,", LedgerRun.Good },
        { "relative-id-invalid", P, LedgerRun.Good + ",370831850614199,,,,", LedgerRun.Good + ",370831198506141993,,,," },
        { "account-unreadable", P, LedgerRun.Good + ",,6.22319E+18,,,", LedgerRun.Good + ",,6223190000000000101,,," },
        { "place-from-registered", P, "卜试雪,男,2014-11-20,370831201411201273,,,困境儿童,,,,泉林镇柳河峪,,", LedgerRun.Good + ",,,泉林镇卞桥一,," },
        { "no-id-no-birth", H, "卜试雪,男,2014年,,泉林镇,柳河峪,困境儿童,", "卜试雪,男,2014-11-20,,泉林镇,柳河峪,困境儿童," },
        { "birth-unreadable", H, "卜试雪,男,14.11.20,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "sex-unreadable", H, "卜试雪,不祥,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", "卜试雪,男童,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "sex-missing", H, "卜试雪,,2014-11-20,,泉林镇,柳河峪,困境儿童,", "卜试雪,M,2014-11-20,,泉林镇,柳河峪,困境儿童," },
        { "name-unclear", H, "卜,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", "卜〇雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "name-unclear", H, "卜试雪2,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", "Anna,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童," },
        { "over-16", H, "卜试雪,男,2008-06-30,,泉林镇,柳河峪,留守儿童,", "卜试雪,男,2008-06-30,,泉林镇,柳河峪,困境儿童," },
        { "category-missing", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,—,", LedgerRun.Good },
        { "category-unknown", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,天才儿童,", LedgerRun.Good },
        { "exclusive-categories", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,散居孤儿、留守儿童,", "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,散居孤儿、困境儿童," },
        { "category-ambiguous", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,孤儿,", "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪,孤儿（社会散居）," },
        { "village-missing", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,,困境儿童,", LedgerRun.Good },
        { "village-missing", H, "卜试雪,男,2014-11-20,370831201411201273,,泗水县儿童福利院,困境儿童,", LedgerRun.Good },
        { "village-ambiguous", H, "卜试雪,男,2014-11-20,370831201411201273,,曹家庄,困境儿童,", "卜试雪,男,2014-11-20,370831201411201273,金庄镇,曹家庄村,困境儿童," },
        { "village-near", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河裕,困境儿童,", "卜试雪,男,2014-11-20,370831201411201273,泉林镇,柳河峪村委会,困境儿童," },
        { "village-other-town", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,星村一村,困境儿童,", LedgerRun.Good },
        { "village-unknown", H, "卜试雪,男,2014-11-20,370831201411201273,,月牙湖新城,困境儿童,", LedgerRun.Good },
        { "town-unknown", H, "卜试雪,男,2014-11-20,370831201411201273,月牙湖镇,柳河峪,困境儿童,", "卜试雪,男,2014-11-20,370831201411201273,泉林,柳河峪,困境儿童," },
        { "town-conflict", H, "卜试雪,男,2014-11-20,370831201411201273,泉林镇,中册镇鹅湾村,困境儿童,", "卜试雪,男,2014-11-20,370831201411201273,中册镇,中册镇鹅湾村,困境儿童," },
        { "outside-region", H, "卜试雪,男,2014-11-20,370831201411201273,,汶上县次邱镇伊海村,困境儿童,", LedgerRun.Good },
        { "outside-region", H, "卜试雪,男,2014-11-20,370831201411201273,,江苏省苏州市,困境儿童,", LedgerRun.Good },
        { "name-missing", H, "同上,男,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-precision-lost", H, "卜试雪,男,2014-11-20,3.70831E+17,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-masked", H, "卜试雪,男,2014-11-20,370831XXXXXXXX1273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-masked", H, "卜试雪,男,2014-11-20,370831＊＊＊＊＊＊＊＊1273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-format", H, "卜试雪,男,2014-11-20,370831141120127,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-format", H, "卜试雪,男,2014-11-20,370831201413201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "id-check-digit", H, "卜试雪,男,2014-11-20,370831201411201274,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "birth-contradicts-id", H, "卜试雪,男,2014-12,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "sex-contradicts-id", H, "卜试雪,女,2014-11-20,370831201411201273,泉林镇,柳河峪,困境儿童,", LedgerRun.Good },
        { "birth-future", H, "卜试雪,男,2024-07-01,,泉林镇,柳河峪,困境儿童,", "卜试雪,男,2024-06-30,,泉林镇,柳河峪,困境儿童," },
        { "over-age", H, "卜试雪,男,2006-06-30,,泉林镇,柳河峪,困境儿童,", "卜试雪,男,2006-07-01,,泉林镇,柳河峪,困境儿童," },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_row_earns_its_code_and_its_neighbour_does_not(string code, string heading, string earns, string doesNot)
    {
        var row = LedgerRun.One(earns, heading);
        Assert.Contains(code, row.Codes());
        Assert.True(row.Outcome >= ReasonCodes.Of(code));
        Assert.DoesNotContain(code, LedgerRun.One(doesNot, heading).Codes());
    }

    [Fact]
    public void Every_code_has_its_pair_here_or_a_test_of_its_own() =>
        Assert.Empty(ReasonCodes.All.Except(Pairs.Select(pair => pair.Data.Item1)).Except(
        [
            "hidden-row", "formula-no-value", "ditto-carried", "category-from-title",             // BookCellsTests, RowsTests
            "duplicate-row", "duplicate-differs", "id-name-conflict", "probable-duplicate", "payment-line",   // FileDuplicatesTests
            "unchanged", "changes-proposed", "known-elsewhere", "county-settles", "file-closed", "number-doubled",  // RegisterCompareTests
            "county-missing", "town-ambiguous",                                                   // PlaceFitTests
        ]));

    [Fact]
    public void A_good_row_is_accepted_without_a_word()
    {
        var row = LedgerRun.One(LedgerRun.Good);
        Assert.Empty(row.Codes());
        Assert.Equal(RowOutcome.Accepted, row.Outcome);
        Assert.Equal("370831101204", row.RegionCode);
    }

    [Fact]
    public void All_codes_of_a_row_are_given_and_the_worst_decides()
    {
        var row = LedgerRun.One("卜 试雪,女,2014-11-20,370831 201411201273,泉林镇,柳河裕,孤儿,1390");
        Assert.Equal(["name-cleaned", "id-cleaned", "sex-contradicts-id", "village-near", "category-ambiguous", "phone-unreadable"], row.Codes());
        Assert.Equal(RowOutcome.Rejected, row.Outcome);
    }

    [Fact]
    public void No_sentence_shows_a_whole_ID_number_or_a_sealed_word()
    {
        foreach (var id in (string[])["370831 201411201274", "370831201411201274", "3708312014112012", "370831********1274"])
        {
            var row = LedgerRun.One($"卜试雪,男,370831201411201274,{id},370831201411201274,受侵害370831201411201274,艾滋病儿童、370831201411201274,370831201411201274", LedgerRun.Heading);
            Assert.All(row.Reasons, reason => Assert.DoesNotMatch(@"\d{10,}|艾滋|侵害", reason.Says));
        }
    }
}
