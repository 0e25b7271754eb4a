namespace HuTong.Children.Import;

/// <summary>What becomes of a row: the worst of its codes.</summary>
public enum RowOutcome
{
    Accepted,
    Fixed,
    NeedsPerson,
    Rejected,
}

/// <summary>A reason code of import.md 2 with its Chinese sentence. An ID number is shown by its first and last character.</summary>
public sealed record RowReason(string Code, string Says);

/// <summary>The outcome that each code of import.md 2 leads to.</summary>
public static class ReasonCodes
{
    private static readonly Dictionary<string, RowOutcome> Outcomes = new(StringComparer.Ordinal)
    {
        ["id-cleaned"] = RowOutcome.Fixed,
        ["name-cleaned"] = RowOutcome.Fixed,
        ["birth-from-id"] = RowOutcome.Fixed,
        ["birth-serial"] = RowOutcome.Fixed,
        ["sex-from-id"] = RowOutcome.Fixed,
        ["phone-cleaned"] = RowOutcome.Fixed,
        ["phone-second-kept"] = RowOutcome.Fixed,
        ["ditto-carried"] = RowOutcome.Fixed,
        ["category-from-title"] = RowOutcome.Fixed,
        ["id-missing"] = RowOutcome.Accepted,
        ["hidden-row"] = RowOutcome.Accepted,
        ["sealed-category"] = RowOutcome.Accepted,
        ["phone-unreadable"] = RowOutcome.Accepted,
        ["relative-id-invalid"] = RowOutcome.Accepted,
        ["account-unreadable"] = RowOutcome.Accepted,
        ["place-from-registered"] = RowOutcome.Accepted,
        ["payment-line"] = RowOutcome.Accepted,
        ["unchanged"] = RowOutcome.Accepted,
        ["changes-proposed"] = RowOutcome.NeedsPerson,
        ["known-elsewhere"] = RowOutcome.NeedsPerson,
        ["county-settles"] = RowOutcome.NeedsPerson,
        ["file-closed"] = RowOutcome.NeedsPerson,
        ["number-doubled"] = RowOutcome.NeedsPerson,
        ["id-name-conflict"] = RowOutcome.NeedsPerson,
        ["duplicate-row"] = RowOutcome.Rejected,
        ["duplicate-differs"] = RowOutcome.NeedsPerson,
        ["probable-duplicate"] = RowOutcome.NeedsPerson,
        ["no-id-no-birth"] = RowOutcome.NeedsPerson,
        ["birth-unreadable"] = RowOutcome.NeedsPerson,
        ["sex-unreadable"] = RowOutcome.NeedsPerson,
        ["sex-missing"] = RowOutcome.NeedsPerson,
        ["name-unclear"] = RowOutcome.NeedsPerson,
        ["over-16"] = RowOutcome.NeedsPerson,
        ["category-missing"] = RowOutcome.NeedsPerson,
        ["category-unknown"] = RowOutcome.NeedsPerson,
        ["exclusive-categories"] = RowOutcome.NeedsPerson,
        ["category-ambiguous"] = RowOutcome.NeedsPerson,
        ["village-missing"] = RowOutcome.NeedsPerson,
        ["village-ambiguous"] = RowOutcome.NeedsPerson,
        ["village-near"] = RowOutcome.NeedsPerson,
        ["village-other-town"] = RowOutcome.NeedsPerson,
        ["county-missing"] = RowOutcome.NeedsPerson,
        ["town-ambiguous"] = RowOutcome.NeedsPerson,
        ["town-conflict"] = RowOutcome.NeedsPerson,
        ["outside-region"] = RowOutcome.NeedsPerson,
        ["name-missing"] = RowOutcome.Rejected,
        ["id-precision-lost"] = RowOutcome.Rejected,
        ["id-masked"] = RowOutcome.Rejected,
        ["id-format"] = RowOutcome.Rejected,
        ["id-check-digit"] = RowOutcome.Rejected,
        ["birth-contradicts-id"] = RowOutcome.Rejected,
        ["sex-contradicts-id"] = RowOutcome.Rejected,
        ["birth-future"] = RowOutcome.Rejected,
        ["over-age"] = RowOutcome.Rejected,
        ["village-unknown"] = RowOutcome.Rejected,
        ["town-unknown"] = RowOutcome.Rejected,
        ["formula-no-value"] = RowOutcome.Rejected,
    };

    public static IReadOnlyCollection<string> All => Outcomes.Keys;

    /// <summary>An unknown code is a bug and throws.</summary>
    public static RowOutcome Of(string code) => Outcomes[code];

    /// <summary>accepted, fixed, needs-person, rejected.</summary>
    public static string Key(this RowOutcome outcome) => outcome switch
    {
        RowOutcome.Accepted => "accepted",
        RowOutcome.Fixed => "fixed",
        RowOutcome.NeedsPerson => "needs-person",
        _ => "rejected",
    };
}
