using HuTong.Children.Files;
using HuTong.Core.Codes;
using HuTong.Core.LifeCycles;
using HuTong.Core.Rules;

namespace HuTong.Children.Registration;

/// <summary>What was known of a child when its file was made, as proposed categories: nobody types again what the form has said, and nothing holds before it is confirmed (states.md 2).</summary>
internal static class FirstCategories
{
    // Words that point at one category. The loss of parents may make an orphan or an unattended child: only the need is proposed.
    private static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["both-away"] = Categories.LeftBehind, ["parents-lost"] = Categories.GuardianshipLacking, ["parents-unable"] = Categories.GuardianshipLacking,
        ["severe-illness"] = Categories.SevereIllness, ["severe-disability"] = Categories.SevereDisability, ["hardship"] = Categories.HardshipFamily,
    };

    /// <param name="ground">What was said, as the ground given.</param>
    public static async Task Propose(PartWork work, IEnumerable<string> situations, string ground)
    {
        foreach (var code in situations.Where(Of.ContainsKey).Select(one => Of[one]).Distinct())
        {
            if (CategoryFits.Against(code, work.Today, work.Child.BornOn, []) is not null) continue;   // too old for it
            if ((await TermMoves.Start(work, "propose", TermStates.New, new CategorySpan(code, work.Today, null))).Count > 0) continue;
            var term = work.Make<CategoryTerm>(Guid.CreateVersion7());
            (term.Code, term.State) = (code, TermStates.Proposed);
            term.GroundEnc = work.Seal<CategoryTerm>(nameof(CategoryTerm.GroundEnc), term.Id, ground);
        }
    }
}
