namespace HuTong.Visits.Posts;

/// <summary>Who answers for a village on a day.</summary>
/// <param name="Holders">All that hold it then, whoever answers first.</param>
/// <param name="Clock">Runs from the day on which the last named director left; null while there is one, and where there never was one.</param>
/// <param name="IsShared">Whoever answers for it answers for another village too.</param>
public sealed record VillageOnDay(string Code, IReadOnlyList<PostTerm> Holders, VacancyClock? Clock, bool IsShared, DateOnly Day)
{
    /// <summary>Nobody is named for it and nobody acts: an assistant does not answer for a village.</summary>
    public bool IsVacant => !Holders.Any(term => term.IsInCharge);

    public bool IsActed => !IsVacant && !Holders.Any(term => term.IsNamed);

    public bool HasSeveral => Holders.Select(term => term.UserId).Distinct().Skip(1).Any();

    /// <summary>Over the days of T-64.</summary>
    public bool IsLate => Clock is { } clock && (IsVacant || IsActed) && clock.IsLate(IsActed, Day);

    public PostTerm? InCharge => Holders.FirstOrDefault(term => term.IsInCharge);
}

/// <summary>Who supervises a township on a day.</summary>
public sealed record TownshipOnDay(string Code, IReadOnlyList<PostTerm> Holders, VacancyClock? Clock, DateOnly Day)
{
    public bool IsVacant => Holders.Count == 0;

    public bool HasSeveral => Holders.Select(term => term.UserId).Distinct().Skip(1).Any();

    /// <summary>The one marked, or the only one (ORG-006).</summary>
    public PostTerm? Lead => Holders.FirstOrDefault(term => term.IsLead) ?? (HasSeveral ? null : Holders.Count > 0 ? Holders[0] : null);

    public bool IsLate => IsVacant && Clock is { } clock && clock.IsLate(isActed: false, Day);
}
