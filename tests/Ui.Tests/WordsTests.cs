using CsCheck;
using HuTong.Core;
using HuTong.Ui.Words;
using Xunit;

namespace HuTong.Ui.Tests;

/// <summary>Defends look §4 (dates as typed) and §5 (values as written).</summary>
public sealed class WordsTests
{
    private static readonly DateOnly Today = new(2024, 6, 25);

    [Theory]
    [InlineData("2024-6-28")]
    [InlineData("2024.06.28")]
    [InlineData("2024/6/28")]
    [InlineData("2024年6月28日")]
    [InlineData("２０２４．６．２８")]
    [InlineData("20240628")]
    [InlineData("6.28")]
    [InlineData("6月28日")]
    [InlineData(" 6 月 28 号 ")]
    [InlineData("2024-06-28")]
    public void The_same_day_in_many_hands(string text)
    {
        Assert.True(DateText.TryRead(text, Today, out var day));
        Assert.Equal(new DateOnly(2024, 6, 28), day);
    }

    [Theory]
    [InlineData("前天", -2)]
    [InlineData("昨天", -1)]
    [InlineData("今天", 0)]
    [InlineData("明天", 1)]
    public void Words_for_near_days(string text, int days)
    {
        Assert.True(DateText.TryRead(text, Today, out var day));
        Assert.Equal(Today.AddDays(days), day);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("31.31")]
    [InlineData("2023-2-29")]
    [InlineData("20241301")]
    [InlineData("2024-6")]
    [InlineData("45410")]
    [InlineData("1.5天")]
    [InlineData("0001-01-01")]
    public void No_day_is_no_day(string? text) => Assert.False(DateText.TryRead(text, Today, out _));

    [Fact]
    public void What_is_written_can_be_read_again() =>
        Gen.Int[0, 100_000].Select(days => new DateOnly(1900, 1, 1).AddDays(days)).Sample(day => DateText.TryRead(Show.Date(day), Today, out var read) && read == day);

    [Theory]
    [InlineData("2024-05-31", "逾期 25 天")]
    [InlineData("2024-06-24", "逾期 1 天")]
    [InlineData("2024-06-25", "今天到期")]
    [InlineData("2024-06-26", "明天到期")]
    [InlineData("2024-06-30", "还有 5 天")]
    public void A_day_to_meet_in_words(string due, string says) => Assert.Equal(says, Show.Due(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), Today));

    [Fact]
    public void Dates_are_short_in_tables_of_this_year_only()
    {
        Assert.Equal("6月30日", Show.Short(new DateOnly(2024, 6, 30), Today));
        Assert.Equal("2023年6月30日", Show.Short(new DateOnly(2023, 6, 30), Today));
        Assert.Equal("还没有", Show.Short(null, Today));
        Assert.Equal("6月26日，明天", Show.Near(new DateOnly(2024, 6, 26), Today));
        Assert.Equal("2024年6月25日 星期二", Show.DayLine(Today));
    }

    [Fact]
    public void Instants_are_read_in_China()
    {
        Assert.Equal("今天 0:30", Show.When(new DateTime(2024, 6, 24, 16, 30, 0, DateTimeKind.Utc), Today));
        Assert.Equal("昨天 21:14", Show.When(new DateTime(2024, 6, 24, 13, 14, 0, DateTimeKind.Utc), Today));
        Assert.Equal("2023年6月24日 16:20", Show.When(new DateTime(2023, 6, 24, 8, 20, 0, DateTimeKind.Utc), Today));
    }

    [Fact]
    public void Numbers_have_thousands_and_money_its_fen_only_when_there_are_any()
    {
        Assert.Equal("20,804", Show.Number(20804));
        Assert.Equal("1,777 元", Show.Yuan(Fen.Yuan(1777)));
        Assert.Equal("1,777.50 元", Show.Yuan(Fen.Yuan(1777.5m)));
        Assert.Equal("1,168.4 万元", Show.TenThousands(Fen.Yuan(11_684_000)));
        Assert.Equal("90.8%", Show.Percent(18899, 20804));
        Assert.Equal("—", Show.Percent(0, 0));
        Assert.Equal("1,000 以上", Show.Capped(1001, 1000));
        Assert.Equal("9岁", Show.Age(new DateOnly(2015, 3, 1), Today));
    }
}
