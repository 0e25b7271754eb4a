using HuTong.Data.Fence;

namespace HuTong.Data.Doubles;

/// <summary>Every ID number on the register of the whole deployment, by blind index: requests may only add (security.md 3.6).</summary>
[Unfenced("finds doubles across places; readable by the job log-in alone, through IdentityLookup")]
public sealed class IdentityIndex : IRecordedElsewhere
{
    public byte[] Blind { get; set; } = [];
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>The child's name as a blind index, so that a conflict of names is seen without the name.</summary>
    public byte[] NameBlind { get; set; } = [];

    /// <summary>lead, to-verify, registered, exit-review, left: what matching needs to know.</summary>
    public string State { get; set; } = "";
    public DateTime? ValidTo { get; set; }
}

/// <summary>A likely double, for the lowest office over both places; others learn only its decision.</summary>
public sealed class DuplicateHit : IFenced, IVersioned
{
    public Guid Id { get; set; }

    /// <summary>The lowest region over both sides: the office that decides.</summary>
    public string Region { get; set; } = "";
    public Guid FirstChildId { get; set; }
    public Guid SecondChildId { get; set; }

    /// <summary>same-id, probable.</summary>
    public string Kind { get; set; } = "";

    /// <summary>open, same, other; gone when the number or a file went away before anybody decided.</summary>
    public string State { get; set; } = "open";
    public DateTime FoundAt { get; set; }
    public long Version { get; set; }
}

/// <summary>A person's decision that two files are two children; kept when suspicions are recomputed.</summary>
public sealed class NotSame : IFenced
{
    public Guid Id { get; set; }
    public string Region { get; set; } = "";
    public Guid FirstChildId { get; set; }
    public Guid SecondChildId { get; set; }
    public Guid DecidedBy { get; set; }
    public DateTime DecidedAt { get; set; }
}
