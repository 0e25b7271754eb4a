namespace HuTong.Core.Codes;

/// <summary>Circumstances of a parent by name; words are in <see cref="LivingCodes.ParentCircumstances"/>. Source: codes.md 4.1.</summary>
public static class Circumstances
{
    public const string Deceased = "deceased";
    public const string DeclaredMissing = "declared-missing";
    public const string SeverelyDisabled = "severely-disabled";
    public const string SeriouslyIll = "seriously-ill";
    public const string Imprisoned = "imprisoned";
    public const string CompulsoryDetox = "compulsory-detox";
    public const string DetainedOtherwise = "detained-otherwise";
    public const string OutOfContact = "out-of-contact";
    public const string GuardianshipRevoked = "guardianship-revoked";
    public const string Deported = "deported";
    public const string WorkingAway = "working-away";
    public const string NoGuardianAbility = "no-guardian-ability";
    public const string NeverKnown = "never-known";
    public const string Divorced = "divorced";
    public const string Separated = "separated";
    public const string Abroad = "abroad";
    public const string AtHome = "at-home";

    /// <summary>Dead or declared missing: star of codes.md 4.1.</summary>
    public static bool IsGone(string code) => LivingCodes.ParentCircumstances.Find(code)?.Marks == "F*";

    /// <summary>One of the eight circumstances of R-012…R-019.</summary>
    public static bool IsUnable(string code) => LivingCodes.ParentCircumstances.Find(code)?.Marks == "F";

    public static bool IsCustody(string code) => code is Imprisoned or CompulsoryDetox or DetainedOtherwise;
}
