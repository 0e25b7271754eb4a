using System.Globalization;
using CsCheck;
using HuTong.Core.Codes;
using HuTong.Core.Rules;

namespace HuTong.Core.Tests;

/// <summary>Facts about a parent in the shorthand of acceptance.md, so that a row of a test reads like a row of its table.</summary>
internal static class Facts
{
    internal static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    /// <summary>Several circumstances are joined by <c> + </c>.</summary>
    internal static IReadOnlyList<CircumstanceFact> Parent(string words) =>
        words == "able" ? [] : [.. words.Split(" + ").Select(Fact)];

    private static CircumstanceFact Fact(string words)
    {
        var part = words.Split(' ');
        return part[0] switch
        {
            "home" or "able" => new(Circumstances.AtHome),
            "away" => new(Circumstances.WorkingAway) { From = Day(part[1]), Place = part.Length > 2 ? RegionCode.Of(part[2]) : null },
            "absent" => new(Circumstances.DeclaredMissing) { IsProved = false },
            "imprisoned" or "compulsory-detox" or "detained-otherwise" => Custody(part),
            "severely-disabled" => new(part[0]) { Disability = new(part[2] == "?" ? null : part[2], int.Parse(part[1], CultureInfo.InvariantCulture)) },
            "ill" => new(Circumstances.SeriouslyIll) { IsOnIllnessList = part[1] == "listed" },
            "lost" => Lost(part),
            "revoked" => new(Circumstances.GuardianshipRevoked) { On = part.Length > 1 ? Day(part[1]) : null },
            "deported" => new(part[0]) { IsForeign = part[1] == "foreign", IsSupporting = part.Contains("supporting") },
            _ => new(part[0]) { On = part.Length > 1 ? Day(part[1]) : null },
        };
    }

    // "imprisoned 8m", "imprisoned 24m released DAY", "imprisoned FROM UNTIL", "imprisoned open FROM", "imprisoned bail"
    private static CircumstanceFact Custody(string[] part)
    {
        CircumstanceFact fact = new(part[0]);
        if (part[1] is "bail" or "suspended") return fact with { IsHeld = false, TermMonths = 12 };
        if (part[1] == "open") return fact with { From = Day(part[2]) };
        if (part[1].EndsWith('m'))
            return fact with { TermMonths = int.Parse(part[1][..^1], CultureInfo.InvariantCulture), ReleasedOn = part.Length > 3 ? Day(part[3]) : null };
        return fact with { From = Day(part[1]), Until = Day(part[2]) };
    }

    private static CircumstanceFact Lost(string[] part)
    {
        CircumstanceFact fact = new(Circumstances.OutOfContact);
        return part[1] switch
        {
            "no-search" => fact,
            "papers" => fact with { LastContactOn = Day(part[2]), AlternativePapers = [.. RuleSettings.Default.LostAlternativeProof.Skip(part.Length > 3 ? 1 : 0)] },
            _ => fact with { From = Day(part[1]), HasSearchReceipt = part.Length < 3 },
        };
    }
}
