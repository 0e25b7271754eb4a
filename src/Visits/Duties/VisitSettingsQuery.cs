using HuTong.Core.Rules;
using HuTong.Data;
using HuTong.Data.Fence;
using HuTong.Places;
using HuTong.Places.Settings;
using Microsoft.EntityFrameworkCore;

namespace HuTong.Visits.Duties;

/// <summary>A part of the register where one set of rules holds.</summary>
/// <param name="Condition">On the alias `line` of register_line.</param>
public sealed record RulesOfPlaces(string Condition, RuleSettings Rules);

/// <summary>The dated settings that visits are made and counted by (rules.md, mark T).</summary>
public sealed class VisitSettingsQuery(HuTongDb db, RegionTree tree, KeptCounts kept, Scope scope)
{
    private static readonly string[] Keys = [.. VisitSettings.Keys, "count.priority"];

    /// <summary>The rules of one place.</summary>
    public async Task<RuleSettings> Of(string region, DateOnly day, CancellationToken cancel = default)
    {
        string[] upwards = [.. tree.Line(region).Select(place => place.Code).Reverse()];
        var rows = await db.Set<Setting>().AsNoTracking().TagWith(KeptCounts.Tag).Where(row => Keys.Contains(row.Key) && upwards.Contains(row.Region) && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo > day)).ToListAsync(cancel);
        return Rules(rows, upwards, day);
    }

    /// <summary>Percent that pages compare a place's coverage with.</summary>
    public Task<int> CoverageTarget(string region, DateOnly day, CancellationToken cancel = default) => kept.Of(scope, $"coverage target {region} {day:yyyyMMdd}", async () => (await Of(region, day, cancel)).Visits.CoverageTarget);

    /// <summary>The whole register in parts of one rule each: places with settings of their own, nearest first, and the rest.</summary>
    public async Task<IReadOnlyList<RulesOfPlaces>> All(DateOnly day, CancellationToken cancel = default)
    {
        var rows = await db.Set<Setting>().AsNoTracking().Where(row => Keys.Contains(row.Key) && row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo > day)).ToListAsync(cancel);
        List<RulesOfPlaces> parts = [];
        var taken = new List<string>();
        foreach (var place in rows.Select(row => row.Region).Distinct().Where(tree.Knows).OrderByDescending(code => tree.Line(code).Count).ThenBy(code => code, StringComparer.Ordinal))
        {
            var inside = Inside(tree.Stands(place));
            parts.Add(new RulesOfPlaces(Without(inside, taken), Rules(rows, [.. tree.Line(place).Select(one => one.Code).Reverse()], day)));
            taken.Add(inside);
        }
        parts.Add(new RulesOfPlaces(Without("1 = 1", taken), RuleSettings.Default));
        return parts;
    }

    private static string Without(string inside, List<string> taken) => taken.Count == 0 ? inside : $"{inside} AND NOT ({string.Join(" OR ", taken)})";

    // Codes are digits of the tree, never typed.
    private static string Inside(IEnumerable<string> prefixes) => $"({string.Join(" OR ", prefixes.Select(prefix => $"line.region >= '{prefix}' AND line.region < '{prefix}:'"))})";

    private static RuleSettings Rules(List<Setting> rows, IReadOnlyList<string> upwards, DateOnly day) => RuleSettings.Read(key => Setting.InForce(rows, key, upwards, day)?.Value);
}
