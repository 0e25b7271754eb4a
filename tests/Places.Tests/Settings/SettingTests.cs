using HuTong.Places.Settings;

namespace HuTong.Places.Tests.Settings;

/// <summary>Rules marked T: a value differs by place and date; the nearest place that set one wins.</summary>
public sealed class SettingTests
{
    private static readonly Setting[] Settings =
    [
        Of("37", "2020-01-01", null, "2"),
        Of("3708", "2024-01-01", "2025-01-01", "3"),
        Of("3708", "2025-01-01", null, "4"),
        Of("370891", "2025-06-01", null, "5"),
        Of("370811", "2020-01-01", null, "9"),
    ];

    [Theory]
    [InlineData("370831101", "2023-12-31", "2")]
    [InlineData("370831101", "2024-01-01", "3")]
    [InlineData("370831101", "2024-12-31", "3")]
    [InlineData("370831101", "2025-01-01", "4")]
    [InlineData("370811002", "2025-07-01", "5")]
    [InlineData("370811005", "2025-07-01", "9")]
    [InlineData("371702", "2025-07-01", "2")]
    [InlineData("371702", "2019-12-31", null)]
    public void The_nearest_place_up_the_managing_line_decides(string region, string on, string? value)
    {
        string[] upwards = [.. RegionTree.Standard.Line(region).Select(place => place.Code).Reverse()];
        Assert.Equal(value, Setting.InForce(Settings, "visit.min-days", upwards, DateOnly.ParseExact(on, "yyyy-MM-dd"))?.Value);
    }

    [Fact]
    public void Another_key_is_another_setting() =>
        Assert.Null(Setting.InForce(Settings, "review.months", ["37"], new DateOnly(2025, 1, 1)));

    private static Setting Of(string region, string from, string? to, string value) => new()
    {
        Id = Guid.CreateVersion7(), Key = "visit.min-days", Region = region, Value = value, Document = "",
        ValidFrom = DateOnly.ParseExact(from, "yyyy-MM-dd"), ValidTo = to is null ? null : DateOnly.ParseExact(to, "yyyy-MM-dd"),
    };
}
