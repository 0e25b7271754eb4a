namespace HuTong.Core.Privacy;

/// <summary>What a use of a child's data is for.</summary>
public enum DataUse
{
    /// <summary>Work that the law lays on the office: needs no consent.</summary>
    LegalDuty,
    Photo,
    Story,
    DonationMatch,
}

/// <summary>Whose consent a use needs, in writing and for this use alone.</summary>
public sealed record ConsentNeeded(bool OfGuardian, bool OfChild);

/// <summary>Consent beyond legal duty. Source: R-146 (PIPL 13(3), 29, 31, 34–35; the child's own from 14 is T).</summary>
public static class Consent
{
    public const int OwnConsentFrom = 14;

    /// <summary>Under 14 the guardian's; from 14 the guardian's and the child's own.</summary>
    public static ConsentNeeded Needed(DataUse use, DateOnly bornOn, DateOnly day) =>
        use == DataUse.LegalDuty ? new(false, false) : new(true, Ages.On(bornOn, day) >= OwnConsentFrom);

    /// <summary>A guardian who is the suspected harmer cannot consent.</summary>
    public static bool IsGiven(ConsentNeeded needed, bool guardianConsents, bool childConsents, bool guardianIsSuspected) =>
        (!needed.OfGuardian || (guardianConsents && !guardianIsSuspected)) && (!needed.OfChild || childConsents);
}
