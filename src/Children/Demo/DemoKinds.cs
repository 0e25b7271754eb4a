using HuTong.Core.Codes;

namespace HuTong.Children.Demo;

/// <summary>A kind of difficulty of the demo city with its numbers a year ago and today (demo.md 3).</summary>
/// <param name="Code">The open category of the term.</param>
/// <param name="IsPaid">One of the allowance classes; they are split over the counties by allowance children, the others by children in difficulty.</param>
internal sealed record DemoKind(string Code, int Count0, int Count1, bool IsPaid)
{
    public const int Institution = 0, Community = 1, DeFacto = 2, CountyDecision = 3, Key = 4, Hardship = 5;

    public static readonly IReadOnlyList<DemoKind> All =
    [
        new(Categories.OrphanInstitution, 140, 133, true),
        new(Categories.OrphanCommunity, 420, 380, true),
        new(Categories.DeFactoUnattended, 2060, 1948, true),
        new(Categories.InDifficulty, 55, 54, true),            // decided by the county: some have a sealed fact, and nothing open tells them apart
        new(Categories.KeyDifficulty, 1974, 1773, true),
        new(Categories.HardshipFamily, 5750, 6000, false),
        new(Categories.InDifficulty, 150, 150, false),
        new(Categories.SevereDisability, 900, 940, false),
        new(Categories.SevereIllness, 500, 520, false),
        new(Categories.Disabled, 900, 940, false),
        new("special-guardianship", 391, 400, false),
        new("temporarily-guarded", 5, 5, false),
        new(Categories.GuardianshipImproper, 35, 37, false),
    ];

    /// <summary>May stand beside left-behind: there are parents, and they look after the child in their way.</summary>
    public static bool GoesWithLeftBehind(int kind) => kind is Key or Hardship || All[kind].Code is Categories.SevereDisability or Categories.SevereIllness or Categories.Disabled;

    public static bool IsSealable(int kind) => kind == CountyDecision;
}
