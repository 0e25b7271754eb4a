using HuTong.Children.Import;

namespace HuTong.Children.Tests.Import;

/// <summary>Notations of dates, phones, categories and cells (import.md 3, 6, 8).</summary>
public sealed class CellValuesTests
{
    [Theory]
    [InlineData("2012.3.5")]
    [InlineData("2012-03-05")]
    [InlineData("2012/3/5")]
    [InlineData("2012、3、5")]
    [InlineData("2012 3 5")]
    [InlineData("2012年3月5日")]
    [InlineData("2012年03月05号")]
    [InlineData("2012.3.5.")]
    [InlineData("2012.3.5生")]
    [InlineData("2012年3月5日生")]
    [InlineData("２０１２．０３．０５")]
    [InlineData("20120305")]
    [InlineData("2012-03-05 00:00:00")]
    [InlineData("2012-3-5 0:00")]
    [InlineData("2012-03-05T00:00:00")]
    [InlineData("40973")]
    public void A_full_date_is_read(string text) => Assert.Equal((BirthKind.Full, new DateOnly(2012, 3, 5)), Birth(text));

    [Theory]
    [InlineData("2012.3", BirthKind.YearMonth)]
    [InlineData("2012-03", BirthKind.YearMonth)]
    [InlineData("2012/3", BirthKind.YearMonth)]
    [InlineData("2012年3月", BirthKind.YearMonth)]
    [InlineData("201203", BirthKind.YearMonth)]
    [InlineData("2012", BirthKind.Year)]
    [InlineData("2012年", BirthKind.Year)]
    [InlineData("12.3.5", BirthKind.Unreadable)]
    [InlineData("3/5/2012", BirthKind.Unreadable)]
    [InlineData("2012-02-30", BirthKind.Unreadable)]
    [InlineData("2012-13-01", BirthKind.Unreadable)]
    [InlineData("农历三月初五", BirthKind.Unreadable)]
    [InlineData("二〇一二年三月五日", BirthKind.Unreadable)]
    [InlineData("201213", BirthKind.Unreadable)]
    [InlineData("20120230", BirthKind.Unreadable)]
    [InlineData("19999", BirthKind.Unreadable)]
    [InlineData("不详", BirthKind.Blank)]
    [InlineData("0", BirthKind.Blank)]
    public void Other_notations_are_told_apart(string text, BirthKind kind) => Assert.Equal(kind, Birth(text).Kind);

    private static (BirthKind Kind, DateOnly Day) Birth(string text) => BirthDates.Read(LedgerCell.Written(text), counts1904: false) is var cell ? (cell.Kind, cell.Day) : default;

    [Theory]
    [InlineData("13900001001", "13900001001", false)]
    [InlineData(" 13900001001 ", "13900001001", false)]
    [InlineData("139 0000 1001", "13900001001", true)]
    [InlineData("+86 139-0000-1001", "13900001001", true)]
    [InlineData("008613900001001", "13900001001", true)]
    [InlineData("13900001001（爷爷）", "13900001001", true)]
    [InlineData("爷爷：13900001001", "", false)]
    [InlineData("爷爷13900001001", "13900001001", true)]
    [InlineData("１３９００００１００１", "13900001001", true)]
    [InlineData("13900001001.0", "13900001001", true)]
    [InlineData("139.0000.1001", "13900001001", true)]
    [InlineData("0537-4220000", "05374220000", true)]
    [InlineData("4220000", "4220000", false)]
    [InlineData("13900001001、13700002222", "13900001001 13700002222", false)]
    [InlineData("1390000100113700002222", "13900001001 13700002222", false)]
    [InlineData("13900001001 13700002222", "13900001001 13700002222", true)]
    [InlineData("13900001001或1370", "13900001001", false)]
    [InlineData("12900001001", "", false)]
    [InlineData("1.39E+10", "", false)]
    [InlineData("1390000100", "", false)]
    public void Phones_are_cleaned_and_told_apart(string text, string valid, bool isCleaned)
    {
        var phones = Phones.Read(text);
        Assert.Equal(valid, string.Join(' ', phones.Valid));
        Assert.Equal(isCleaned, phones.IsCleaned);
    }

    [Theory]
    [InlineData("留守、困境", "left-behind in-difficulty")]
    [InlineData("重残 低保", "severe-disability hardship-family")]
    [InlineData("1.留守儿童2.单亲家庭", "left-behind single-parent")]
    [InlineData("①留守儿童 ②重病", "left-behind severe-illness")]
    [InlineData("1、留守儿童；2、低保", "left-behind hardship-family")]
    [InlineData("孤儿（集中养育）", "orphan-institution")]
    [InlineData("困境儿童—重残", "severe-disability")]
    [InlineData("☑留守儿童 □流动儿童", "left-behind")]
    [InlineData("留守儿童□ 流动儿童□", "")]
    [InlineData("√ 重病", "severe-illness")]
    [InlineData("留守儿童+留守", "left-behind")]
    [InlineData("感染艾滋病儿童", "hiv-affected")]
    [InlineData("hiv", "hiv-affected")]
    public void Category_words_are_read(string cell, string codes) => Assert.Equal(codes, string.Join(' ', CategoryWords.Read(cell).Codes));

    [Theory]
    [InlineData("孤儿")]
    [InlineData("孤")]
    [InlineData("社会散居儿童")]
    [InlineData("孤儿（含事实无人抚养）")]
    public void Some_words_name_no_one_category(string cell) => Assert.Single(CategoryWords.Read(cell).Ambiguous);

    [Theory]
    [InlineData("\u3000张三\u00A0", "张三")]
    [InlineData("'123", "123")]
    [InlineData("=\"123\"", "123")]
    [InlineData("\uFEFF12\u200B3\n", "123")]
    [InlineData("=1+1", "=1+1")]
    [InlineData("+86 需回访", "+86 需回访")]
    public void Every_cell_loses_what_nobody_sees(string raw, string text) => Assert.Equal(text, LedgerCell.Written(raw).Text);

    [Theory]
    [InlineData("柳河峪", "柳河裕", true)]
    [InlineData("徐楼家", "徐家楼", true)]
    [InlineData("柳河", "柳河峪", true)]
    [InlineData("柳河峪", "柳河峪", false)]
    [InlineData("柳河峪", "峪河柳", false)]
    [InlineData("柳", "柳河峪", false)]
    public void One_edit_apart_is_an_insertion_a_deletion_a_replacement_or_a_swap(string left, string right, bool apart)
    {
        Assert.Equal(apart, OneEdit.Apart(left, right));
        Assert.Equal(apart, OneEdit.Apart(right, left));
    }
}
