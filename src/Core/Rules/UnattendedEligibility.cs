using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>
/// 事实无人抚养儿童: both parents each meet one listed circumstance, or one is gone and the other meets one. Source: R-011…R-020
/// (民发〔2019〕62号 一, 民发〔2020〕125号 一). Divorce removes no parent from the test; a stepparent never blocks by itself.
/// </summary>
public static class UnattendedEligibility
{
    /// <param name="bornOn">Null when unknown: a child until an official finding says otherwise .</param>
    /// <param name="father">Every circumstance known of the father; empty = able.</param>
    /// <returns>Tests in the order of R-011: age, unknown parent, both gone, failing parents (father first, all listed), eligible.</returns>
    public static Eligibility Of(
        DateOnly? bornOn, IReadOnlyList<CircumstanceFact> father, IReadOnlyList<CircumstanceFact> mother, DateOnly asOf, RuleSettings settings)
    {
        if (bornOn is { } born && !Ages.IsChild(born, asOf)) return Eligibility.NotEligible("child-18-or-over");

        var (one, other) = (Parent.Of("father", father, asOf, settings), Parent.Of("mother", mother, asOf, settings));
        if (!settings.DeportedBothAlive && !one.IsGone && !other.IsGone) (one, other) = (one.WithoutDeportation(), other.WithoutDeportation());

        Parent[] parents = [one, other];
        if (parents.Any(parent => parent.IsNeverKnown)) return Eligibility.PersonDecides("parent-unknown");
        if (parents.All(parent => parent.IsGone)) return BothGone(father, mother, asOf, settings);
        if (parents.SelectMany(parent => parent.Failures).ToList() is { Count: > 0 } failures) return Eligibility.NotEligible(failures);
        if (parents.SelectMany(parent => parent.Doubts).ToList() is { Count: > 0 } doubts) return Eligibility.PersonDecides(doubts);

        var tasks = father.Concat(mother).Where(fact => Counts(fact, asOf, settings)).SelectMany(fact => CircumstanceTest.TasksOf(fact, asOf, settings));
        return Eligibility.Eligible(Categories.DeFactoUnattended, parents.Any(parent => parent.IsGone) ? "one-gone-one-unable" : "both-unable", tasks);
    }

    private static Eligibility BothGone(IReadOnlyList<CircumstanceFact> father, IReadOnlyList<CircumstanceFact> mother, DateOnly asOf, RuleSettings settings) =>
        settings.OrphanMissingCounts || (IsDead(father, asOf) && IsDead(mother, asOf))
            ? Eligibility.NotEligible("orphan-instead")
            : Eligibility.PersonDecides("missing-not-counted");

    internal static bool IsDead(IReadOnlyList<CircumstanceFact> parent, DateOnly asOf) =>
        parent.Any(fact => fact.Code == Circumstances.Deceased && fact.HoldsOn(asOf));

    private static bool Counts(CircumstanceFact fact, DateOnly asOf, RuleSettings settings) =>
        CircumstanceTest.Of(fact, asOf, settings).Effect is Effect.Gone or Effect.Unable;

    /// <summary>Gone, else never known, else unable, else in doubt, else failing with every code.</summary>
    private sealed record Parent(string Who, IReadOnlyList<(CircumstanceFact Fact, Tested Tested)> Facts)
    {
        internal static Parent Of(string who, IReadOnlyList<CircumstanceFact> facts, DateOnly asOf, RuleSettings settings) =>
            new(who, [.. facts.Select(fact => (fact, CircumstanceTest.Of(fact, asOf, settings)))]);

        internal bool IsGone => Has(Effect.Gone);

        internal bool IsNeverKnown => !IsGone && Has(Effect.NeverKnown);

        private bool IsSettled => IsGone || IsNeverKnown || Has(Effect.Unable);

        internal IEnumerable<string> Doubts => IsSettled ? [] : Codes(Effect.Unclear);

        internal IEnumerable<string> Failures => IsSettled || Has(Effect.Unclear) ? []
            : Has(Effect.Fails) ? Codes(Effect.Fails)
            : [$"{Who}:parent-able"];

        internal Parent WithoutDeportation() => this with
        {
            Facts = [.. Facts.Select(one => one is { Fact.Code: Circumstances.Deported, Tested.Effect: Effect.Unable }
                ? (one.Fact, new Tested(Effect.Fails, "deported-other-parent-alive"))
                : one)],
        };

        private bool Has(Effect effect) => Facts.Any(fact => fact.Tested.Effect == effect);

        private IEnumerable<string> Codes(Effect effect) =>
            Facts.Where(fact => fact.Tested.Effect == effect).Select(fact => $"{Who}:{fact.Tested.Code}").Distinct();
    }
}
