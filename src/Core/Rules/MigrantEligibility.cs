using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>What is known of a child's move.</summary>
/// <param name="Registered">Registered place; null when unknown or none.</param>
/// <param name="LivingSince">First day at the living place; null when unknown.</param>
/// <param name="IsAccompanied">Moved with a parent or other guardian; null when nobody said.</param>
/// <param name="IsSameUrbanRegion">Both places are city districts of one central urban region.</param>
public sealed record MoveFact(RegionCode? Registered, RegionCode Living, DateOnly? LivingSince, bool? IsAccompanied, bool IsSameUrbanRegion = false);

/// <summary>
/// 流动儿童: under 16, moved with a parent or other guardian, outside the registered county for 6 months or more. Source: R-022
/// (加强流动儿童关爱保护行动方案, 2024).
/// </summary>
public static class MigrantEligibility
{
    private const int Months = 6;

    public static Eligibility Of(DateOnly? bornOn, MoveFact move, DateOnly asOf)
    {
        if (bornOn is { } born && !Ages.IsUnder16(born, asOf)) return Eligibility.NotEligible("age-16-or-over");
        if (move.Registered?.County is not { } registered || move.Living.County is not { } living) return Eligibility.PersonDecides("places-not-clear");
        if (registered == living) return Eligibility.NotEligible("not-cross-county");
        if (move.IsSameUrbanRegion) return Eligibility.NotEligible("same-urban-area");
        if (move.IsAccompanied == false) return Eligibility.NotEligible("no-guardian-with-child").WithTasks("living-alone-under-16");
        if (move.IsAccompanied is null) return Eligibility.PersonDecides("guardian-not-clear");
        if (move.LivingSince is not { } since) return Eligibility.PersonDecides("living-since-unknown");
        return since.AddMonths(Months) <= asOf
            ? Eligibility.Eligible(Categories.Migrant)
            : Eligibility.Pending(Categories.MigrantPending, "living-under-6-months");
    }
}

/// <summary>特殊流动儿童: a migrant child with special need. Source: R-023 (流动方案, S4).</summary>
public static class SpecialMigrant
{
    /// <summary>family-hardship, own-disability, guardianship-missing, vagrancy, mind-or-behaviour, asks-for-help: one is enough.</summary>
    public static readonly IReadOnlyList<string> Needs =
        ["family-hardship", "own-disability", "guardianship-missing", "vagrancy", "mind-or-behaviour", "asks-for-help"];

    /// <param name="status">Status of <see cref="MigrantEligibility"/>.</param>
    /// <param name="movedAcrossTownships">Moved inside the county: listed too, when help is asked for.</param>
    public static bool Is(string? status, IReadOnlyCollection<string> needs, bool movedAcrossTownships = false) =>
        status == Categories.Migrant ? Needs.Any(needs.Contains) : movedAcrossTownships && needs.Contains("asks-for-help");
}
