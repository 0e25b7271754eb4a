using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>What one circumstance makes of its parent in the rule of unattended children.</summary>
internal enum Effect
{
    None,
    Gone,
    Unable,
    NeverKnown,
    Unclear,
    Fails,
}

/// <param name="Code">Why it fails or is unclear.</param>
internal readonly record struct Tested(Effect Effect, string? Code = null);

/// <summary>
/// Does a circumstance count on a day? …R-020, in the order of what-if.md: the first test that fails names the code.
/// </summary>
internal static class CircumstanceTest
{
    internal static Tested Of(CircumstanceFact fact, DateOnly asOf, RuleSettings settings)
    {
        if (!Circumstances.IsGone(fact.Code) && !Circumstances.IsUnable(fact.Code) && fact.Code != Circumstances.NeverKnown) return new(Effect.None);
        if (fact is { Code: Circumstances.DeclaredMissing, IsProved: false }) return Fails("missing-not-declared");
        if (fact.Code == Circumstances.GuardianshipRevoked)
        {
            if (fact.On is null || fact.On > asOf) return Fails("revocation-not-final");
        }
        else if (fact.On > asOf || fact.From > asOf) return Fails("circumstance-not-begun");

        if (Circumstances.IsCustody(fact.Code) && fact.IsHeld == false) return Fails("not-held");
        if (fact.HasEndedBy(asOf)) return Fails("circumstance-ended");

        var counts = fact.Code switch
        {
            Circumstances.NeverKnown => new(Effect.NeverKnown),
            Circumstances.Deceased or Circumstances.DeclaredMissing => new(Effect.Gone),
            Circumstances.SeverelyDisabled => Disability(fact.Disability),
            Circumstances.SeriouslyIll => Illness(fact.IsOnIllnessList),
            Circumstances.OutOfContact => Lost(fact, asOf, settings),
            Circumstances.Deported => Deported(fact),
            Circumstances.GuardianshipRevoked => new(Effect.Unable),
            _ => Custody(fact, asOf),
        };
        return !fact.IsProved && counts.Effect is (Effect.Gone or Effect.Unable) ? Unclear("proof-missing") : counts;
    }

    /// <summary>Tasks that a counting circumstance brings: none of them stops anything .</summary>
    internal static IEnumerable<string> TasksOf(CircumstanceFact fact, DateOnly asOf, RuleSettings settings)
    {
        if (PlannedEnd(fact) is { } end && asOf >= end.AddDays(-settings.ReviewBeforeEndDays)) yield return "review-due";
        if (fact.CardValidTo < asOf)
        {
            yield return "keep-paying";
            yield return "card-renewal";
        }
    }

    // the whole ordered term counts, at once. R-015: without a fixed term, or held beyond it, the time held counts.
    private static Tested Custody(CircumstanceFact fact, DateOnly asOf)
    {
        if (fact.TermMonths >= 6) return new(Effect.Unable);
        if (fact is { From: { } from, Until: { } until } && until.AddDays(1) >= from.AddMonths(6)) return new(Effect.Unable);
        var isOpen = PlannedEnd(fact) is not { } end || end < asOf;
        return isOpen && fact.From is { } since && asOf >= since.AddMonths(6) ? new(Effect.Unable) : Fails("term-under-6-months");
    }

    private static DateOnly? PlannedEnd(CircumstanceFact fact) =>
        fact.ReleasedOn is not null ? null : fact.Until ?? (fact.TermMonths is { } months ? fact.From?.AddMonths(months).AddDays(-1) : null);

    private static Tested Disability(DisabilityFact? disability) =>
        (disability is null ? false : Disabilities.IsSevere(disability)) switch
        {
            true => new(Effect.Unable),
            false => Fails("disability-grade-too-low"),
            null => Unclear("disability-unclear"),
        };

    private static Tested Illness(bool? isOnList) => isOnList switch
    {
        true => new(Effect.Unable),
        false => Fails("illness-not-on-list"),
        null => Unclear("illness-unclear"),
    };

    // "more than 6 months" after police registered the search is the day after the corresponding day. R-017: the other way runs from the last contact.
    private static Tested Lost(CircumstanceFact fact, DateOnly asOf, RuleSettings settings)
    {
        if (fact.IsSupporting == true) return new(Effect.None);
        if (fact.LastContactOn is { } last && settings.LostAlternativeProof.All(fact.AlternativePapers.Contains))
            return asOf >= last.AddMonths(6) ? new(Effect.Unable) : Fails("lost-under-6-months");
        if (fact.From is not { } registered) return Fails(fact.AlternativePapers.Count > 0 ? "lost-no-proof" : "lost-no-police-acceptance");
        if (asOf <= registered.AddMonths(6)) return Fails("lost-under-6-months");
        return fact.HasSearchReceipt ? new(Effect.Unable) : Fails("lost-no-proof");
    }

    private static Tested Deported(CircumstanceFact fact) => fact switch
    {
        { IsForeign: false } => Fails("deported-not-foreign"),
        { IsSupporting: true } => Fails("deported-still-supporting"),
        { IsForeign: null } => Unclear("deported-unclear"),
        _ => new(Effect.Unable),
    };

    private static Tested Fails(string code) => new(Effect.Fails, code);

    private static Tested Unclear(string code) => new(Effect.Unclear, code);
}
