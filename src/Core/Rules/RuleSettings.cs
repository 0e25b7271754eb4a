using System.Globalization;
using HuTong.Core.Codes;

namespace HuTong.Core.Rules;

/// <summary>
/// What differs between places and years (mark T of rules.md) and is never shown as law. The values in force at one place on one day;
/// where nobody has set one, the child-friendly default stands. Places keeps the dated rows and says which is in force.
/// </summary>
public sealed record RuleSettings
{
    public static readonly RuleSettings Default = new();

    /// <summary><c>leftbehind.away-min-months</c>, R-005: full months away until 留守 is counted.</summary>
    public int LeftBehindAwayMinMonths { get; init; } = 6;

    /// <summary><c>leftbehind.cross-county</c>, R-005: only work outside the registered county counts.</summary>
    public bool LeftBehindCrossCounty { get; init; } = true;

    /// <summary><c>leftbehind.holiday-breaks</c>, R-005: a holiday at home starts the months anew.</summary>
    public bool LeftBehindHolidayBreaks { get; init; }

    /// <summary><c>leftbehind.no-capacity</c>, R-007: circumstances of the parent at home that leave no capacity.</summary>
    public IReadOnlyList<string> LeftBehindNoCapacity { get; init; } =
    [
        Circumstances.Deceased, Circumstances.DeclaredMissing, Circumstances.Imprisoned, Circumstances.CompulsoryDetox, Circumstances.DetainedOtherwise,
        Circumstances.SeverelyDisabled, Circumstances.SeriouslyIll, Circumstances.OutOfContact, Circumstances.GuardianshipRevoked, Circumstances.NoGuardianAbility,
    ];

    /// <summary><c>leftbehind.rural-only</c>, R-009: urban children are served as pending, not counted.</summary>
    public bool LeftBehindRuralOnly { get; init; }

    /// <summary><c>orphan.missing-counts</c>, R-010: one dead and one declared missing make an orphan.</summary>
    public bool OrphanMissingCounts { get; init; } = true;

    /// <summary><c>lost.alt-proof</c>, R-017: papers that together stand for the police receipt.</summary>
    public IReadOnlyList<string> LostAlternativeProof { get; init; } =
        ["personal-commitment", "neighbour-statement", "village-statement", "township-check", "county-confirmation"];

    /// <summary><c>defacto.deported-both-alive</c>, R-019: deportation counts though the other parent lives.</summary>
    public bool DeportedBothAlive { get; init; } = true;

    /// <summary><c>foster.rate</c>, R-032: a child fostered out by an institution stays in the institution class.</summary>
    public bool FosterIsInstitution { get; init; } = true;

    /// <summary><c>review.before-end-days</c>, R-057: calendar days before a planned end on which a review opens.</summary>
    public int ReviewBeforeEndDays { get; init; } = 30;

    /// <summary><c>count.priority</c>, R-163: the class of a child that counts once.</summary>
    public IReadOnlyList<string> CountPriority { get; init; } =
    [
        Categories.Orphan, Categories.DeFactoUnattended, Categories.KeyDifficulty, Categories.InDifficulty, Categories.LeftBehind, Categories.Migrant,
    ];

    /// <summary><c>count.suppress-below</c>, R-148, R-169: smaller counts are masked in whatever leaves the office.</summary>
    public int CountSuppressBelow { get; init; } = 5;

    /// <summary>How often and how children are visited (rules.md 4).</summary>
    public VisitSettings Visits { get; init; } = new();

    /// <summary>The settings of a place and day.</summary>
    /// <param name="inForce">The value in force of a key, or null when nobody has set it.</param>
    /// <exception cref="FormatException">A stored value is not of its key's kind: whoever stored it let it through unread.</exception>
    public static RuleSettings Read(Func<string, string?> inForce) => new()
    {
        LeftBehindAwayMinMonths = Number(inForce("leftbehind.away-min-months"), Default.LeftBehindAwayMinMonths),
        LeftBehindCrossCounty = Flag(inForce("leftbehind.cross-county"), Default.LeftBehindCrossCounty),
        LeftBehindHolidayBreaks = Flag(inForce("leftbehind.holiday-breaks"), Default.LeftBehindHolidayBreaks),
        LeftBehindNoCapacity = Words(inForce("leftbehind.no-capacity"), Default.LeftBehindNoCapacity),
        LeftBehindRuralOnly = Flag(inForce("leftbehind.rural-only"), Default.LeftBehindRuralOnly),
        OrphanMissingCounts = Flag(inForce("orphan.missing-counts"), Default.OrphanMissingCounts),
        LostAlternativeProof = Words(inForce("lost.alt-proof"), Default.LostAlternativeProof),
        DeportedBothAlive = Flag(inForce("defacto.deported-both-alive"), Default.DeportedBothAlive),
        FosterIsInstitution = inForce("foster.rate") is not { } rate || rate == "institution",
        ReviewBeforeEndDays = Number(inForce("review.before-end-days"), Default.ReviewBeforeEndDays),
        CountPriority = Words(inForce("count.priority"), Default.CountPriority),
        CountSuppressBelow = Number(inForce("count.suppress-below"), Default.CountSuppressBelow),
        Visits = VisitSettings.Read(inForce),
    };

    internal static int Number(string? text, int standing) => text is null ? standing : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    internal static bool Flag(string? text, bool standing) => text is null ? standing : bool.Parse(text);

    internal static IReadOnlyList<string> Words(string? text, IReadOnlyList<string> standing) =>
        text is null ? standing : text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
