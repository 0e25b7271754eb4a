namespace HuTong.Data;

/// <summary>Today in China (UTC+8, no summer time) and now in UTC; the only clock of the product.</summary>
public sealed class ChinaClock(TimeProvider time)
{
    /// <summary>The day in Asia/Shanghai.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(8));

    /// <summary>The instant in UTC, cut to microseconds so that both engines store the same value.</summary>
    public DateTime Now
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        }
    }

    /// <summary>A stored instant as China reads it.</summary>
    public static DateTime InChina(DateTime utc) => DateTime.SpecifyKind(utc.AddHours(8), DateTimeKind.Unspecified);
}

/// <summary>A clock whose day is fixed (HUTONG_TODAY, --today) while the time of day runs on.</summary>
public sealed class FixedDay(DateOnly day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        var china = base.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        return new DateTimeOffset(day.ToDateTime(TimeOnly.FromTimeSpan(china.TimeOfDay)), TimeSpan.FromHours(8)).ToUniversalTime();
    }
}
