namespace HuTong.Children;

/// <summary>Where a list by village and child goes on: after this child.</summary>
public sealed record VillageCursor(string Village, Guid Child)
{
    /// <returns>Null where a list begins.</returns>
    public static VillageCursor? Parse(string? after) => after?.Split('.') is [{ Length: 6 or 9 or 12 } village, var id] && Guid.TryParseExact(id, "N", out var child) ? new(village, child) : null;

    public static string After(RegisterLine line) => new VillageCursor(line.Region, line.ChildId).ToString();

    public override string ToString() => $"{Village}.{Child:N}";
}

/// <summary>Lists of lines by village and child.</summary>
public static class ByVillage
{
    /// <returns>One more than <paramref name="rows"/> where the list goes on.</returns>
    public static IQueryable<RegisterLine> After(this IQueryable<RegisterLine> lines, VillageCursor? after, int rows)
    {
        if (after is var (village, child)) lines = lines.Where(line => string.Compare(line.Region, village) > 0 || line.Region == village && line.ChildId.CompareTo(child) > 0);
        return lines.OrderBy(line => line.Region).ThenBy(line => line.ChildId).Take(rows + 1);
    }
}
