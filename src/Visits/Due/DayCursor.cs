namespace HuTong.Visits.Due;

/// <summary>Where a list by day goes on: after this row.</summary>
public sealed record DayCursor(DateOnly Day, Guid Id)
{
    /// <returns>Null where a list begins.</returns>
    public static DayCursor? Parse(string? after) => after?.Split('.') is [var day, var id] && DateOnly.TryParseExact(day, "yyyyMMdd", out var on) && Guid.TryParseExact(id, "N", out var row) ? new(on, row) : null;

    public override string ToString() => $"{Day:yyyyMMdd}.{Id:N}";
}
