namespace HuTong.Data.Demo;

/// <summary>What the demo city follows from (demo.md 1). The same plan gives the same rows.</summary>
/// <param name="Today">T1: the last day of the story.</param>
/// <param name="Password">Of every account.</param>
/// <param name="IsSmall">泗水 alone, with the same children as in the full city.</param>
public sealed record DemoPlan(DateOnly Today, string Password, string Seed = DemoPlan.ShippedSeed, bool IsSmall = false)
{
    public const string ShippedSeed = "hutong-demo-1", SmallCounty = "370831";

    /// <summary>How many days before <see cref="Today"/> nothing changes, but for 45 children whose parents came back.</summary>
    public const int QuietDays = 100;

    /// <summary>T0, where the year of the story begins.</summary>
    public DateOnly YearAgo => Today.AddDays(-365);

    /// <summary>The last day on which the story changes who is on the register.</summary>
    public DateOnly LastChange => Today.AddDays(-QuietDays - 10);

    /// <summary>A stream of its own for each county and room.</summary>
    public DemoRandom Stream(string name) => new($"{Seed}/{name}");

    public bool Has(string county) => !IsSmall || county == SmallCounty;

    /// <summary>An instant of a day in China, as UTC.</summary>
    /// <param name="minute">After midnight in China.</param>
    public static DateTime At(DateOnly day, int minute) => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc).AddMinutes(minute - 8 * 60);

    /// <summary>Some minute of a working day.</summary>
    public static DateTime AtWork(DateOnly day, DemoRandom random) => At(day, random.Between(8 * 60 + 30, 17 * 60)).AddSeconds(random.Below(60));
}
