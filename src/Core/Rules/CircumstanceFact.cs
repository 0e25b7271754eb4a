using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>A stay at home in between; a holiday does not break the absence by default. Both days inclusive.</summary>
public sealed record HomeStay(DateOnly From, DateOnly To, bool IsHoliday);

/// <summary>What is known of one circumstance of one parent. A rule asks only for what its circumstance needs.</summary>
/// <param name="Code">Code of codes.md 4.1.</param>
public sealed record CircumstanceFact(string Code)
{
    /// <summary>First day of a term or an absence; for out-of-contact the day on which police registered the search .</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; for custody the planned one, which alone ends nothing .</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Day of a death, judgment in force or deportation.</summary>
    public DateOnly? On { get; init; }

    /// <summary>An ordered term in full months, where its days are not known .</summary>
    public int? TermMonths { get; init; }

    /// <summary>Custody: is the parent really held? False for suspended sentences, parole, bail; null when nobody said .</summary>
    public bool? IsHeld { get; init; } = true;

    /// <summary>The last day of custody, once a person has confirmed that the parent is back and able .</summary>
    public DateOnly? ReleasedOn { get; init; }

    /// <summary>Null: no certificate.</summary>
    public DisabilityFact? Disability { get; init; }

    /// <summary>Last valid day of the certificate; passed it asks for renewal and stops nothing .</summary>
    public DateOnly? CardValidTo { get; init; }

    /// <summary>On the place's dated list of illnesses; null when nobody looked it up.</summary>
    public bool? IsOnIllnessList { get; init; }

    /// <summary>The police receipt of the search, which comes when 6 months are over .</summary>
    public bool HasSearchReceipt { get; init; } = true;

    /// <summary>Papers of the other way, by the names of <see cref="RuleSettings.LostAlternativeProof"/>.</summary>
    public IReadOnlyList<string> AlternativePapers { get; init; } = [];

    public DateOnly? LastContactOn { get; init; }

    /// <summary>Sends money, calls, cares; null when nobody said.</summary>
    public bool? IsSupporting { get; init; }

    /// <summary>Deported: a foreign citizen; null when nobody said.</summary>
    public bool? IsForeign { get; init; } = true;

    /// <summary>Papers prove it. An imported word is only a lead (codes.md 4.1); a missing parent without judgment is not declared missing .</summary>
    public bool IsProved { get; init; } = true;

    /// <summary>Where the parent works; null when it is known only that it is outside the county.</summary>
    public RegionCode? Place { get; init; }

    /// <summary>False: away for study, treatment … .</summary>
    public bool IsForWork { get; init; } = true;

    public IReadOnlyList<HomeStay> HomeStays { get; init; } = [];

    /// <summary>Begun and not over on the day; a planned end of custody is not its end.</summary>
    internal bool HoldsOn(DateOnly day) => !(From > day) && !(On > day) && !HasEndedBy(day);

    internal bool HasEndedBy(DateOnly day) => ReleasedOn < day || (Until < day && !(Circumstances.IsCustody(Code) && IsHeld == true));
}
