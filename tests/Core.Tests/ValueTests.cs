using CsCheck;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>The small values that everything is said in: regions, months, money, outcomes.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("37", RegionLevel.Province, null, "370000000000")]
    [InlineData("3708", RegionLevel.City, "37", "370800000000")]
    [InlineData("370811", RegionLevel.County, "3708", "370811000000")]
    [InlineData("370811101", RegionLevel.Township, "370811", "370811101000")]
    [InlineData("370811101203", RegionLevel.Village, "370811101", "370811101203")]
    public void A_region_knows_its_level_its_parent_and_its_padded_form(string digits, RegionLevel level, string? parent, string padded)
    {
        var region = RegionCode.Of(digits);
        Assert.Equal(level, region.Level);
        Assert.Equal(parent, region.Parent?.Digits);
        Assert.Equal(padded, region.Padded);
        Assert.Equal(region, RegionCode.FromPadded(padded));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("3")]
    [InlineData("37081")]
    [InlineData("3708111012031")]
    [InlineData("37O811")]
    [InlineData("00")]
    public void What_has_no_region_length_is_no_region(string? text) => Assert.False(RegionCode.TryParse(text, out _));

    [Fact]
    public void A_village_lies_inside_each_ancestor_and_nowhere_else()
    {
        var village = RegionCode.Of("370811101203");
        foreach (var prefix in new[] { village.Province, village.City!, village.County!, village.Township!, village.Digits })
            Assert.True(village.IsInside(prefix), prefix);
        Assert.False(village.IsInside("370812"));
        Assert.False(RegionCode.Of("3708").IsInside("370811"));
        Assert.False(village.IsInside(""));
    }

    [Fact]
    public void A_month_has_its_days_and_its_neighbours()
    {
        Month february = new(2024, 2);
        Assert.Equal((new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29)), (february.First, february.Last));
        Assert.Equal(new(2024, 12), new Month(2025, 1).Previous);
        Assert.Equal(13, new Month(2025, 3).Since(february));
        Assert.Equal(["2024-11", "2024-12", "2025-01"], new Month(2024, 11).Through(new(2025, 1)).Select(month => month.ToString()));
        Assert.True(Month.TryParse("2024-02", out var read) && read == february);
        Assert.False(Month.TryParse("2024-2", out _) || Month.TryParse("2024-13", out _) || Month.TryParse(null, out _));
        Assert.Equal("2024年2月", february.InWords);
    }

    [Fact]
    public void A_share_of_household_money_is_rounded_down_to_the_fen() => Assert.Equal(Fen.Yuan(583.33m), Fen.Yuan(1750.00m).ShareOf(3));

    [Fact]
    public void Shares_never_exceed_the_whole_and_lose_less_than_a_fen_each() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[1, 12]).Sample((amount, persons) =>
        {
            var rest = amount - new Fen(amount).ShareOf(persons).Amount * persons;
            return rest >= 0 && rest < persons;
        });

    [Fact]
    public void Money_finer_than_a_fen_is_refused_and_prints_with_two_decimals()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Fen.Yuan(0.001m));
        Assert.Equal("-1234.50", (-Fen.Yuan(1234.5m)).ToString());
        Assert.Throws<OverflowException>(() => new Fen(long.MaxValue) + new Fen(1));
    }

    [Fact]
    public void An_outcome_is_a_value_or_its_problems_never_both()
    {
        Outcome<int> good = 7;
        Outcome<int> bad = new Problem("too-late", "已过期限。", "On", "T-19");
        Assert.True(good.Ok && good.Value == 7 && good.Problems.Count == 0);
        Assert.False(bad.Ok);
        Assert.Throws<InvalidOperationException>(() => bad.Value);
        Assert.Equal("too-late", Assert.Single(bad.Then(value => Outcome<string>.Of($"{value}")).Problems).Code);
        Assert.Throws<ArgumentException>(() => (Outcome<int>)new List<Problem>());
    }
}
