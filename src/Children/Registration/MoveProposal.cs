using HuTong.Core.LifeCycles;
using HuTong.Data.Fence;

namespace HuTong.Children.Registration;

/// <summary>A move of a file that a second person must agree to (states.md: 4e).</summary>
public sealed class MoveProposal : IChildFact, IVersioned
{
    public const string VoidTerm = "void";

    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>Code of <see cref="FileLifeCycle.Moves"/>, or <see cref="VoidTerm"/> for a category that never was true.</summary>
    public string Move { get; set; } = "";

    /// <summary>About one category term, not about the file's state.</summary>
    public bool IsOfTerm => Move == VoidTerm;
    public byte[]? ReasonEnc { get; set; }

    /// <summary>What was said beside the reason: <see cref="MoveSays"/>.</summary>
    public byte[]? DocumentsEnc { get; set; }
    public string? ExitReason { get; set; }
    public Guid ProposedBy { get; set; }
    public DateTime ProposedAt { get; set; }

    /// <summary>open, accepted, refused, withdrawn.</summary>
    public string State { get; set; } = "open";
    public Guid? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
    public long Version { get; set; } = 1;
}
