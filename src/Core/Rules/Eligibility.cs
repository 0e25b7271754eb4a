namespace HuTong.Core.Rules;

/// <summary>What a rule says of a child on a day. It proposes; ending, refusing and stopping are done by a named person (R-179).</summary>
public enum Verdict
{
    Eligible,

    /// <summary>Served from day one, not yet counted (R-006, R-022).</summary>
    Pending,
    NotEligible,

    /// <summary>Unknown or contradictory facts: never not-eligible (R-178).</summary>
    PersonDecides,
}

/// <param name="Status">The category or pending code that follows; null when none does.</param>
/// <param name="Reasons">Reason codes of rules.md, exact, in the order of the tests; of one parent as <c>father:CODE</c>.</param>
/// <param name="Tasks">What somebody must now do: review-due, card-renewal, keep-paying …</param>
public sealed record Eligibility(Verdict Verdict, string? Status, IReadOnlyList<string> Reasons, IReadOnlyList<string> Tasks)
{
    internal static Eligibility Eligible(string status, string? reason = null, IEnumerable<string>? tasks = null) =>
        new(Verdict.Eligible, status, reason is null ? [] : [reason], [.. (tasks ?? []).Distinct()]);

    internal static Eligibility Pending(string status, string reason) => new(Verdict.Pending, status, [reason], []);

    internal static Eligibility NotEligible(params IReadOnlyList<string> reasons) => new(Verdict.NotEligible, null, reasons, []);

    internal static Eligibility PersonDecides(params IReadOnlyList<string> reasons) => new(Verdict.PersonDecides, null, reasons, []);

    internal Eligibility WithTasks(params IReadOnlyList<string> tasks) => this with { Tasks = tasks };

    /// <summary>eligible, pending, not-eligible, person-decides, and the reasons: as acceptance.md writes it.</summary>
    public override string ToString()
    {
        var verdict = Verdict switch
        {
            Verdict.Eligible => "eligible",
            Verdict.Pending => "pending",
            Verdict.NotEligible => "not-eligible",
            _ => "person-decides",
        };
        return Reasons.Count == 0 ? verdict : $"{verdict}: {string.Join(", ", Reasons)}";
    }
}
