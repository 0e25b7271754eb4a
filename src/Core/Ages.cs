namespace HuTong.Core;

/// <summary>
/// Age in full years. A birthday counts on the day itself; a birthday of 29 February counts on 28 February in common years.
/// Source: R-002 (<c>age.attained-on</c>=birthday, <c>age.leap-day</c>=feb-28).
/// </summary>
public static class Ages
{
    /// <returns>Full years; negative when <paramref name="day"/> lies before the birth.</returns>
    public static int On(DateOnly bornOn, DateOnly day)
    {
        var years = day.Year - bornOn.Year;
        return bornOn.AddYears(years) <= day ? years : years - 1;   // AddYears takes 29 February to the 28th by itself
    }

    /// <summary>The first day on which the age is reached.</summary>
    public static DateOnly Reached(DateOnly bornOn, int age) => bornOn.AddYears(age);

    /// <summary>儿童, 未成年人: under 18. Source: R-001, 未保法 2.</summary>
    public static bool IsChild(DateOnly bornOn, DateOnly day) => On(bornOn, day) < 18;

    /// <summary>Under 16: the age at which 留守 ends and working on one's own earnings may begin .</summary>
    public static bool IsUnder16(DateOnly bornOn, DateOnly day) => On(bornOn, day) < 16;
}
