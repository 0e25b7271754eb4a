namespace HuTong.Visits.Posts;

/// <summary>Posts of a place on a day (STA-006). Each number is that of the rows that its link opens.</summary>
/// <param name="Late">Villages without a director, or only with an acting one, beyond the days of T-64.</param>
/// <param name="Directors">Persons, assistants included.</param>
/// <param name="InCharge">Persons who answer for a village.</param>
/// <param name="Overloaded">Directors with more children than the setting worker.caseload.</param>
/// <param name="Children">Null where it is not known how many there were.</param>
public sealed record PostCounts(
    int Villages, int Vacant, int Late, int Acted, int Shared, int Several, int Directors, int InCharge, int Overloaded, long? Children,
    int Townships, int TownshipsVacant, int TownshipsSeveral, int TownshipSupervisors)
{
    public static PostCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, 0, 0, 0);

    /// <summary>Children for each director who answers for a village, one place after the point; null when it cannot be said.</summary>
    public decimal? ChildrenEach => Children is { } children && InCharge > 0 ? Math.Round((decimal)children / InCharge, 1, MidpointRounding.AwayFromZero) : null;

    /// <summary>Villages with a named or acting director, of all.</summary>
    public int Held => Villages - Vacant;
}
