namespace HuTong.Children.Import;

/// <summary>One side of the question whether two children without a common ID number are one.</summary>
internal sealed record Likeness(string Name, DateOnly BornOn, string RegionCode, bool HasNoId, bool IsTwin)
{
    private static readonly string[] Twins = ["双胞胎", "孪生", "双生", "龙凤胎"];

    /// <summary>Null when the row lacks a full birth date, a village, or has an ID number that is not valid.</summary>
    public static Likeness? Of(CheckedRow row) =>
        row is { BornOn: { } born, RegionCode: { } region, Name.Length: > 0 } && (row.HasNoId || row.IdNumber is not null)
            ? new Likeness(row.Name, born, region, row.HasNoId, SpeaksOfTwins(row.WrittenRemark))
            : null;

    public static bool SpeaksOfTwins(string? remark) => remark is not null && Twins.Any(word => remark.Contains(word, StringComparison.Ordinal));
}

/// <summary>When two children are probably one. Source: import.md 9.</summary>
internal static class LikelySame
{
    /// <summary>Both have a full birth date and a village; at least one has no ID number.</summary>
    public static bool Are(Likeness left, Likeness right)
    {
        if (!left.HasNoId && !right.HasNoId) return false;
        if (left.RegionCode != right.RegionCode) return false;
        var sameName = left.Name == right.Name;
        if (!sameName && (left.IsTwin || right.IsTwin)) return false;
        if (left.BornOn == right.BornOn) return sameName || OneEdit.Apart(left.Name, right.Name);
        return sameName && OneEdit.ApartInPlace($"{left.BornOn:yyyyMMdd}", $"{right.BornOn:yyyyMMdd}");
    }
}
