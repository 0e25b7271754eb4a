using HuTong.Data.Fence;

namespace HuTong.Visits;

/// <summary>One seeing of the child, or the attempt, as its visitor told it (states.md 4). What was written is never changed: it is accepted, returned or voided.</summary>
public sealed class Visit : IChildFact, IVersioned
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";
    public DateOnly On { get; set; }

    /// <summary>Codes of codes.md 7: home, institution, school, phone, video, message.</summary>
    public string Kind { get; set; } = "home";

    /// <summary>routine, first, return …</summary>
    public string Reason { get; set; } = "routine";

    /// <summary>met-child, met-carer-only, not-found, refused.</summary>
    public string Result { get; set; } = "met-child";

    /// <summary>Seen in person where the child lives, with every check answered: may fulfil a duty.</summary>
    public bool IsFaceToFace { get; set; }

    /// <summary>The child was in front of the visitor, whether or not the visit counts.</summary>
    public bool IsChildSeen { get; set; }
    public bool IsGuardianSeen { get; set; }

    /// <summary>Worst level of what was found: a none, b trouble, c needs help, d danger.</summary>
    public string Level { get; set; } = "a";

    /// <summary>submitted, accepted, returned, voided.</summary>
    public string State { get; set; } = VisitStates.Submitted;

    /// <summary>Last day on which the township looks at it; after it the visit counts as accepted by the clock.</summary>
    public DateOnly AcceptBy { get; set; }
    public DateTime SubmittedAt { get; set; }
    public Guid By { get; set; }

    /// <summary>Name of the visitor as it was then.</summary>
    public string ByName { get; set; } = "";

    /// <summary>The post the visitor acted for: village-director, township-supervisor …</summary>
    public string ByRole { get; set; } = "";

    /// <summary>Who accepted, returned or voided it.</summary>
    public Guid? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }
    public DateTime? DecidedAt { get; set; }

    /// <summary>Everything told in words, as JSON of <see cref="VisitNotes"/>.</summary>
    public byte[]? NotesEnc { get; set; }

    /// <summary>Why it was returned or voided.</summary>
    public byte[]? DecisionEnc { get; set; }
    public bool ProposesKeyChild { get; set; }
    public long Version { get; set; } = 1;

    /// <summary>Stands: neither returned nor voided.</summary>
    public bool Stands => State is VisitStates.Submitted or VisitStates.Accepted;
}

/// <summary>States of a visit (states.md 4). A draft is only on the visitor's own device.</summary>
public static class VisitStates
{
    public const string Submitted = "submitted", Accepted = "accepted", Returned = "returned", Voided = "voided";

    /// <summary>Visits that stand.</summary>
    public static IQueryable<Visit> Standing(this IQueryable<Visit> visits) => visits.Where(visit => visit.State == Submitted || visit.State == Accepted);
}
