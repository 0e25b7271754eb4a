using HuTong.Data.Fence;

namespace HuTong.Places.Settings;

/// <summary>
/// What differs between places and years and is no law: a value with its term and the document that set it (rules.md, mark T).
/// A new value ends the old one; nothing is overwritten.
/// </summary>
[Unfenced("A rule of a place; not about a child.")]
public sealed class Setting
{
    public required Guid Id { get; init; }

    /// <summary>The key of the rules: visit.min-days.</summary>
    public required string Key { get; init; }

    /// <summary>The place for which it holds, with all below it; significant digits.</summary>
    public required string Region { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>First day on which it no longer holds; null while open.</summary>
    public DateOnly? ValidTo { get; set; }

    public required string Value { get; init; }

    /// <summary>Number of the document, such as 菏民〔2024〕6号; empty when none is known.</summary>
    public required string Document { get; init; }

    /// <summary>
    /// The value in force for a place on a day: of the nearest place that has set one, going up the managing line.
    /// </summary>
    /// <param name="settings">Rows of one key; others are passed over.</param>
    /// <param name="upwards">Codes from the place itself up to the province.</param>
    /// <returns>Null when nobody has set it: the default of the rules stands.</returns>
    public static Setting? InForce(IEnumerable<Setting> settings, string key, IReadOnlyList<string> upwards, DateOnly on)
    {
        var standing = settings.Where(setting => setting.Key == key && setting.ValidFrom <= on && (setting.ValidTo is null || on < setting.ValidTo)).ToList();
        foreach (var code in upwards)
            if (standing.Where(setting => setting.Region == code).MaxBy(setting => setting.ValidFrom) is { } nearest) return nearest;
        return null;
    }
}
