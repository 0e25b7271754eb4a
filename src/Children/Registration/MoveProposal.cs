using HuTong.Data.Fence;

namespace HuTong.Children.Registration;

/// <summary>A move of a file that a second person must agree to (states.md: 4e).</summary>
public sealed class MoveProposal : IChildFact, IVersioned
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>Code of <see cref="FileMoves"/>.</summary>
    public string Move { get; set; } = "";
    public byte[]? ReasonEnc { get; set; }

    /// <summary>Which papers lie there, in words.</summary>
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
