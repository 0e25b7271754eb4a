using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>
/// 留守儿童: under 16, and both parents are away working, or one is away working and the other has no guardianship capacity. Under the months
/// of R-005 the child is pending: not counted, but all duties of care begin on day one. Source: R-004…R-009 (国发〔2016〕13号).
/// </summary>
public static class LeftBehindEligibility
{
    private enum Presence
    {
        Away,
        AwayInCounty,
        NoCapacity,
        Home,
        OtherAbsence,
        Unclear,
    }

    /// <param name="registered">Registered place of the child; null when unknown, then every absence is taken as outside the county.</param>
    /// <param name="hukouKind">Code of <see cref="PersonCodes.HukouKinds"/>; matters only where R-009 asks for rural children.</param>
    public static Eligibility Of(
        DateOnly? bornOn, IReadOnlyList<CircumstanceFact> father, IReadOnlyList<CircumstanceFact> mother, RegionCode? registered, DateOnly asOf,
        RuleSettings settings, string? hukouKind = null)
    {
        if (bornOn is { } born && !Ages.IsUnder16(born, asOf)) return Eligibility.NotEligible("age-16-or-over");

        Presence[] parents = [PresenceOf(father, registered, asOf, settings), PresenceOf(mother, registered, asOf, settings)];
        if (!parents.Any(parent => parent is Presence.Away or Presence.AwayInCounty)) return NobodyAway(parents);
        if (parents.Contains(Presence.Home)) return Eligibility.NotEligible("one-parent-home-able");
        if (parents.Contains(Presence.AwayInCounty)) return Eligibility.NotEligible("not-cross-county");
        if (parents.Contains(Presence.OtherAbsence)) return Eligibility.PersonDecides("other-absence");
        if (parents.Contains(Presence.Unclear)) return Eligibility.PersonDecides("parent-not-clear");

        List<DateOnly?> since = [.. father.Concat(mother).Where(fact => IsAway(fact, asOf)).Select(fact => AwaySince(fact, asOf, settings))];
        if (since.Any(day => day is null)) return Eligibility.PersonDecides("away-since-unknown");
        if (since.Max()!.Value.AddMonths(settings.LeftBehindAwayMinMonths) > asOf) return Eligibility.Pending(Categories.LeftBehindPending, "away-under-months");
        return settings.LeftBehindRuralOnly && hukouKind == "urban"
            ? Eligibility.Pending(Categories.LeftBehindPending, "urban-not-counted")
            : Eligibility.Eligible(Categories.LeftBehind);
    }

    private static Eligibility NobodyAway(Presence[] parents) =>
        !parents.Contains(Presence.Home) && parents.Any(parent => parent is Presence.OtherAbsence or Presence.Unclear)
            ? Eligibility.PersonDecides(parents.Contains(Presence.OtherAbsence) ? "other-absence" : "parent-not-clear")
            : Eligibility.NotEligible("no-parent-away-for-work");

    private static Presence PresenceOf(IReadOnlyList<CircumstanceFact> facts, RegionCode? registered, DateOnly asOf, RuleSettings settings)
    {
        var holding = facts.Where(fact => fact.HoldsOn(asOf)).ToList();
        if (holding.Any(fact => Circumstances.IsGone(fact.Code) && LeavesNoCapacity(fact, settings))) return Presence.NoCapacity;
        if (holding.Where(fact => IsAway(fact, asOf)).ToList() is { Count: > 0 } away)
            return settings.LeftBehindCrossCounty && away.All(fact => IsInCounty(fact.Place, registered)) ? Presence.AwayInCounty : Presence.Away;
        if (holding.Any(fact => LeavesNoCapacity(fact, settings))) return Presence.NoCapacity;
        if (holding.Any(fact => fact.Code == Circumstances.Abroad || fact is { Code: Circumstances.WorkingAway, IsForWork: false })) return Presence.OtherAbsence;
        if (holding.Any(fact => fact.Code is Circumstances.Divorced or Circumstances.Separated && fact.IsSupporting == false)) return Presence.Unclear;
        return holding.Count > 0 ? Presence.Home : Presence.Unclear;
    }

    /// <summary>R-007. Poverty, little schooling and old age are no incapacity. Words of a ledger count here: nothing is paid on them.</summary>
    private static bool LeavesNoCapacity(CircumstanceFact fact, RuleSettings settings) => settings.LeftBehindNoCapacity.Contains(fact.Code) && fact switch
    {
        { Code: Circumstances.SeverelyDisabled, Disability: { } disability } => Disabilities.IsSevere(disability) != false,
        { Code: Circumstances.SeriouslyIll } => fact.IsOnIllnessList != false,
        { Code: Circumstances.OutOfContact } => fact.IsSupporting != true,
        _ => !Circumstances.IsCustody(fact.Code) || fact.IsHeld != false,
    };

    private static bool IsAway(CircumstanceFact fact, DateOnly asOf) =>
        fact is { Code: Circumstances.WorkingAway, IsForWork: true } && fact.HoldsOn(asOf)
        && !fact.HomeStays.Any(stay => !stay.IsHoliday && stay.From <= asOf && asOf <= stay.To);

    private static bool IsInCounty(RegionCode? place, RegionCode? registered) =>
        place?.County is { } county && registered?.County is { } home && county == home;

    // A stay at home that breaks the absence starts the months anew on the day after it.
    private static DateOnly? AwaySince(CircumstanceFact fact, DateOnly asOf, RuleSettings settings)
    {
        var breaks = fact.HomeStays.Where(stay => stay.From <= asOf && stay.To < asOf && (!stay.IsHoliday || settings.LeftBehindHolidayBreaks)).ToList();
        return fact.From is not { } from ? null : breaks.Select(stay => stay.To.AddDays(1)).Append(from).Max();
    }
}
