using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>Facts of 困境; each is what a person found, not what a form suggests.</summary>
/// <param name="IsPoor">Poverty leads to hardship in living, medical care or school.</param>
/// <param name="Disability">The child's own.</param>
/// <param name="IsSeriouslyIll">The child itself.</param>
public sealed record DifficultyFacts(
    bool IsPoor = false, DisabilityFact? Disability = null, bool IsSeriouslyIll = false, bool IsGuardianshipMissing = false, bool IsGuardianshipImproper = false);

/// <summary>A ground of 困境 and the category code that is stored for it.</summary>
public sealed record DifficultyGround(string Basis, string Category);

/// <summary>困境儿童. Source: R-021 (国发〔2016〕36号); the stored codes are those of codes.md 5.</summary>
public static class Difficulty
{
    /// <returns>Every ground that holds; empty when none does.</returns>
    public static IReadOnlyList<DifficultyGround> Of(DifficultyFacts facts)
    {
        List<DifficultyGround> grounds = [];
        if (facts.IsPoor) grounds.Add(new("poverty", Categories.HardshipFamily));
        if (facts.Disability is { } disability)
            grounds.Add(new("own-disability", Disabilities.IsSevere(disability) == true ? Categories.SevereDisability : Categories.Disabled));
        if (facts.IsSeriouslyIll) grounds.Add(new("own-illness", Categories.SevereIllness));
        if (facts.IsGuardianshipMissing) grounds.Add(new("guardianship-missing", Categories.GuardianshipLacking));
        if (facts.IsGuardianshipImproper) grounds.Add(new("guardianship-improper", Categories.GuardianshipImproper));
        return grounds;
    }
}

/// <summary>重点困境儿童: conditions of the place only suggest, the county decides, nothing is granted by itself. Source: R-025.</summary>
public static class KeyDifficultyEligibility
{
    /// <param name="decidedByCounty">The county's decision; null while there is none.</param>
    public static Eligibility Of(DateOnly? bornOn, DateOnly asOf, bool isSuggested, bool? decidedByCounty)
    {
        if (bornOn is { } born && !Ages.IsChild(born, asOf)) return Eligibility.NotEligible("child-18-or-over");
        return decidedByCounty switch
        {
            true => Eligibility.Eligible(Categories.KeyDifficulty, "county-decision"),
            false => Eligibility.NotEligible("county-refused"),
            null => Eligibility.PersonDecides(isSuggested ? "key-difficulty-suggested" : "key-difficulty-county-decides"),
        };
    }
}
