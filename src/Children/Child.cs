using HuTong.Data.Fence;
using HuTong.Data.Record;

namespace HuTong.Children;

/// <summary>One child's file, one number for life. What is true for a while stands in dated terms beside it (architecture.md 4).</summary>
public sealed class Child : IChildFact, IVersioned
{
    public Guid Id { get; set; }

    /// <summary>The file's own id; a column only where a row is about a child, not the child.</summary>
    public Guid ChildId => Id;

    /// <summary>Null until registered; never reused.</summary>
    public string? FileNumber { get; set; }
    public string Name { get; set; } = "";

    /// <summary>Code of GB/T 2261.1: male, female, unknown.</summary>
    public string Sex { get; set; } = "unknown";
    public DateOnly? BornOn { get; set; }
    public string? Ethnicity { get; set; }

    /// <summary>Code of codes.md 2: resident-id, … or none with a reason.</summary>
    public string IdKind { get; set; } = "resident-id";
    public byte[]? IdEnc { get; set; }
    [NotRecorded] public byte[]? IdBlind { get; set; }

    /// <summary>Why there is no number; R-069.</summary>
    public string? NoIdReason { get; set; }

    /// <summary>Registered place: digits of codes.md 1, null when unknown. Its own notice, never the fence.</summary>
    public string? HukouRegion { get; set; }
    public byte[]? HukouAddressEnc { get; set; }
    public string? HukouKind { get; set; }

    /// <summary>Where the child lives: the fence, 12 digits for registered and to-verify files.</summary>
    public string Region { get; set; } = "";

    /// <summary>Group, house number and the address as people write it.</summary>
    public byte[]? AddressEnc { get; set; }

    /// <summary>The county that pays, apart from where the child lives; set by Allowances.</summary>
    public string? PayingRegion { get; set; }
    public string? LivesWith { get; set; }
    public string? Economy { get; set; }
    public byte[]? RemarkEnc { get; set; }
    public bool IsTwin { get; set; }
    public Guid? HouseholdId { get; set; }

    /// <summary>State of states.md 1: lead, to-verify, registered, exit-review, left, merged, dismissed.</summary>
    public string State { get; set; } = "lead";
    public DateOnly? RegisteredOn { get; set; }
    public string? ExitReason { get; set; }
    public DateOnly? ExitOn { get; set; }
    public Guid? MergedInto { get; set; }

    /// <summary>form, import, match, report.</summary>
    public string Source { get; set; } = "form";

    /// <summary>The batch that made the file; undo looks for it.</summary>
    public Guid? BatchId { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>1 when made; every later change adds one, so undo sees who was touched.</summary>
    public long Version { get; set; } = 1;
}
