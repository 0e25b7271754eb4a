using HuTong.Places.Calendar;

namespace HuTong.Places.Tests.Calendar;

/// <summary>W-7: the yearly notice is a table that an administrator loads.</summary>
public sealed class CalendarNoticeTests
{
    [Fact]
    public void A_notice_is_read_line_by_line() =>
        Assert.Equal(
            [new CalendarDay(new(2027, 1, 1), "holiday", "元旦"), new CalendarDay(new(2027, 2, 7), "workday", "春节")],
            CalendarNotice.Read("2027-01-01 休 元旦\r\n\n 2027-2-7　班　春节 ").Value);

    [Theory]
    [InlineData("", "calendar-empty")]
    [InlineData("元旦 休 2027-01-01", "calendar-line")]
    [InlineData("2027-02-30 休 春节", "calendar-line")]
    [InlineData("2027-01-01 放 元旦", "calendar-line")]
    [InlineData("2027-01-01 休 元旦\n2028-01-01 休 元旦", "calendar-years")]
    [InlineData("2027-01-01 休 元旦\n2027-01-01 班 元旦", "calendar-twice")]
    public void What_cannot_be_read_is_refused_with_its_reason(string text, string code) =>
        Assert.Equal(code, Assert.Single(CalendarNotice.Read(text).Problems).Code);
}
