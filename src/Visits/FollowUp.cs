using HuTong.Data.Fence;

namespace HuTong.Visits;

/// <summary>Something found that somebody must see to: from a visit, or from the red button on a file. Closed only with a result.</summary>
public sealed class FollowUp : IChildFact, IVersioned
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>The visit that found it; null from the red button.</summary>
    public Guid? VisitId { get; set; }

    /// <summary>What was found: a code of codes.md 7; `danger-said` where the red button told no more.</summary>
    public string Finding { get; set; } = "";

    /// <summary>b, c or d; d is urgent.</summary>
    public string Level { get; set; } = "b";

    /// <summary>Who must act: village-director or township-supervisor; of an urgent one township and county together.</summary>
    public string OwnerRole { get; set; } = "";
    public DateOnly OpenedOn { get; set; }
    public DateTime OpenedAt { get; set; }
    public Guid OpenedBy { get; set; }
    public string OpenedByName { get; set; } = "";

    /// <summary>Fifteen days, an urgent one the next day.</summary>
    public DateOnly Due { get; set; }

    /// <summary>open, done, withdrawn.</summary>
    public string State { get; set; } = FollowUpStates.Open;
    public byte[]? WordsEnc { get; set; }
    public byte[]? ResultEnc { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public DateTime? ClosedAt { get; set; }
    public Guid? ClosedBy { get; set; }
    public string? ClosedByName { get; set; }
    public long Version { get; set; } = 1;

    public bool IsUrgent => Level == "d";
}

public static class FollowUpStates
{
    public const string Open = "open", Done = "done", Withdrawn = "withdrawn";
}
