using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>Where an orphan is brought up: it decides the kind (codes.md 5) and the class .</summary>
public enum Rearing
{
    Community,
    Institution,

    /// <summary>A foster family placed by an institution.</summary>
    FosterFamily,
}

/// <summary>
/// 孤儿: under 18, both parents dead, declared dead or declared missing; or birth parents cannot be found. An adopted child has living parents.
/// Source: R-010 (国办发〔2010〕54号, 民发〔2010〕161号).
/// </summary>
public static class OrphanEligibility
{
    /// <param name="birthParentsNotFound">Police proof that the birth parents cannot be found; null when there is a word of it but no proof.</param>
    public static Eligibility Of(
        DateOnly? bornOn, IReadOnlyList<CircumstanceFact> father, IReadOnlyList<CircumstanceFact> mother, DateOnly asOf, RuleSettings settings,
        Rearing rearing = Rearing.Community, bool? birthParentsNotFound = false, bool isAdopted = false)
    {
        if (bornOn is { } born && !Ages.IsChild(born, asOf)) return Eligibility.NotEligible("child-18-or-over");
        if (isAdopted) return Eligibility.NotEligible("adopted");

        var kind = rearing == Rearing.Institution || (rearing == Rearing.FosterFamily && settings.FosterIsInstitution)
            ? Categories.OrphanInstitution
            : Categories.OrphanCommunity;
        if (birthParentsNotFound == true) return Eligibility.Eligible(kind, "orphan-parents-not-found");

        Tested[] parents = [Strongest(father, asOf, settings), Strongest(mother, asOf, settings)];
        if (parents.All(parent => parent.Effect == Effect.Gone))
            return settings.OrphanMissingCounts || (UnattendedEligibility.IsDead(father, asOf) && UnattendedEligibility.IsDead(mother, asOf))
                ? Eligibility.Eligible(kind, "orphan-both-parents-gone")
                : Eligibility.PersonDecides("missing-not-counted");

        if (birthParentsNotFound is null) return Eligibility.PersonDecides("orphan-parents-not-proved");
        return NotGone(parents);
    }

    private static Eligibility NotGone(Tested[] parents)
    {
        // Long absence is not "missing": a court declares it, police search for it, and the child needs help meanwhile (T-09).
        if (parents.All(parent => parent.Effect == Effect.Gone || parent.Code == "missing-not-declared"))
            return Eligibility.NotEligible("missing-not-declared").WithTasks("police-search", "help-now");
        if (parents.Any(parent => parent.Effect is Effect.NeverKnown)) return Eligibility.PersonDecides("parent-unknown");
        return parents.Any(parent => parent.Effect == Effect.Unclear) && parents.All(parent => parent.Effect is Effect.Unclear or Effect.Gone)
            ? Eligibility.PersonDecides("proof-missing")
            : Eligibility.NotEligible("parent-living");
    }

    // A parent is gone, or in doubt about being gone; whatever else is known means that the parent lives.
    private static Tested Strongest(IReadOnlyList<CircumstanceFact> facts, DateOnly asOf, RuleSettings settings)
    {
        var tested = facts.Where(fact => Circumstances.IsGone(fact.Code) || fact.Code == Circumstances.NeverKnown)
            .Select(fact => CircumstanceTest.Of(fact, asOf, settings)).ToList();
        return tested.OrderBy(test => test.Effect switch { Effect.Gone => 0, Effect.NeverKnown => 1, Effect.Unclear => 2, _ => 3 }).FirstOrDefault();
    }
}
