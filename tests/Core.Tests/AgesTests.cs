using CsCheck;
using Xunit;

namespace HuTong.Core.Tests;

/// <summary>A-029…A-034: full years, birthday counts, 29 February on the 28th in common years .</summary>
public sealed class AgesTests
{
    [Theory]
    [InlineData("A-029", "2008-05-10", "2024-05-09", 15)]
    [InlineData("A-030", "2008-05-10", "2024-05-10", 16)]
    [InlineData("A-031", "2008-02-29", "2026-02-27", 17)]
    [InlineData("A-032", "2008-02-29", "2026-02-28", 18)]
    [InlineData("A-033", "2008-02-29", "2024-02-28", 15)]
    [InlineData("A-034", "2008-02-29", "2024-02-29", 16)]
    public void Age_is_full_years(string id, string born, string day, int age) =>
        Assert.Equal((id, age), (id, Ages.On(DateOnly.Parse(born, null), DateOnly.Parse(day, null))));

    [Fact]
    public void Eighteen_and_sixteen_end_on_the_birthday_itself()
    {
        DateOnly born = new(2008, 2, 29);
        Assert.True(Ages.IsChild(born, new(2026, 2, 27)));
        Assert.False(Ages.IsChild(born, new(2026, 2, 28)));
        Assert.True(Ages.IsUnder16(born, new(2024, 2, 28)));
        Assert.False(Ages.IsUnder16(born, new(2024, 2, 29)));
        Assert.Equal(new(2026, 2, 28), Ages.Reached(born, 18));
    }

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 60_000].Select(day => new DateOnly(1900, 1, 1).AddDays(day));

    [Fact]
    public void Nobody_grows_younger_nor_older_by_more_than_a_year_a_day() =>
        Gen.Select(Days, Days).Sample((born, day) => Ages.On(born, day.AddDays(1)) - Ages.On(born, day) is 0 or 1);

    [Fact]
    public void The_older_child_is_never_the_younger_in_years() =>
        Gen.Select(Days, Gen.Int[0, 9000], Days).Sample((born, later, day) => Ages.On(born, day) >= Ages.On(born.AddDays(later), day));

    [Fact]
    public void The_day_an_age_is_reached_is_the_first_day_of_it() =>
        Gen.Select(Days, Gen.Int[0, 99]).Sample((born, age) =>
            Ages.On(born, Ages.Reached(born, age)) == age && (age == 0 || Ages.On(born, Ages.Reached(born, age).AddDays(-1)) == age - 1));
}
