using HuTong.People.Accounts;

namespace HuTong.Visits.Posts;

/// <summary>One person in one place from a day to a day.</summary>
/// <param name="Prefix">A village of twelve digits, or a township of nine.</param>
/// <param name="To">First day on which it no longer holds; null while open.</param>
/// <param name="UserId">The account: one a person.</param>
/// <param name="Kind">Of a director: responsible, acting, assistant; empty of others.</param>
public sealed record PostTerm(string Prefix, DateOnly From, DateOnly? To, Guid UserId, Guid PostId, string Kind, bool IsLead)
{
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>Named for the village, not for the time being.</summary>
    public bool IsNamed => Kind is not (PostKinds.Acting or PostKinds.Assistant);

    /// <summary>Answers for the village: named or acting. An assistant is extra (states.md 11).</summary>
    public bool IsInCharge => Kind != PostKinds.Assistant;
}

/// <summary>The terms of a place, and those that the same people have elsewhere: whoever shares a village with a neighbour shares it at every level.</summary>
public sealed record PostTerms(IReadOnlyList<PostTerm> Directors, IReadOnlyList<PostTerm> TownshipSupervisors);
