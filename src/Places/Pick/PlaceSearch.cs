using HuTong.Core;

namespace HuTong.Places.Pick;

/// <summary>What is looked for in the picker.</summary>
/// <param name="Text">Part of a name, several parts with blanks (泗水 泉林 卞桥), a whole path without blanks, or digits of a code.</param>
/// <param name="Within">Prefixes of the jurisdiction; null asks for every place. An empty list finds nothing.</param>
/// <param name="Level">Only places of this level; null for any.</param>
public sealed record PlaceSearch(string Text, IReadOnlyList<string>? Within = null, RegionLevel? Level = null);

/// <summary>A place that fits.</summary>
/// <param name="Above">The names above it, from the city; empty for a province.</param>
public sealed record FoundPlace(string Code, string Name, string Above, string Kind);

/// <param name="Places">The best first, at most <see cref="PlaceQuery.Limit"/>.</param>
/// <param name="More">True when more fit than are shown.</param>
public sealed record FoundPlaces(IReadOnlyList<FoundPlace> Places, bool More);
