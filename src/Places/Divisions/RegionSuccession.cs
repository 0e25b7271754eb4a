using HuTong.Data.Fence;

namespace HuTong.Places;

/// <summary>What became of a place (codes.md 1.3): an old code stays readable and leads to the new one.</summary>
[Unfenced("A change of places; not about a child.")]
public sealed class RegionSuccession
{
    public const string MergedInto = "merged-into";
    public const string SplitInto = "split-into";
    public const string Renamed = "renamed";
    public const string Recoded = "recoded";

    /// <summary>Managed by another unit from that day; the code stays.</summary>
    public const string HandedTo = "handed-to";

    public required Guid Id { get; init; }
    public required string OldCode { get; init; }

    /// <summary>The code that follows, or the unit that manages.</summary>
    public required string NewCode { get; init; }
    public required string Kind { get; init; }
    public required DateOnly On { get; init; }
}
