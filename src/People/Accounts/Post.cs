using HuTong.Data.Fence;

namespace HuTong.People.Accounts;

/// <summary>What a worker is charged with, from a day to a day; rights come from the post, never from the account (security.md 2).</summary>
[Unfenced("who holds which post is public inside the service; no child's fact")]
public sealed class Post : IVersioned
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }

    /// <summary>A code of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>For a village director: responsible, acting, assistant; empty for others.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The one of several supervisors of a township who answers first (ORG-006).</summary>
    public bool IsLead { get; set; }

    /// <summary>The office: the lowest place over all prefixes of the jurisdiction. Empty for the three administrators.</summary>
    public string Region { get; set; } = "";
    public DateOnly ValidFrom { get; set; }

    /// <summary>First day on which it no longer holds; null while open.</summary>
    public DateOnly? ValidTo { get; set; }
    public Guid ProposedBy { get; set; }
    public Guid ApprovedBy { get; set; }
    public Guid? EndedBy { get; set; }
    public string? EndedReason { get; set; }
    public long Version { get; set; }

    public bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    /// <summary>Holds on this day or will hold later.</summary>
    public bool IsNotOver(DateOnly day) => ValidTo is null || day < ValidTo;
}

/// <summary>Kinds of a village director's post (codes.md 11).</summary>
public static class PostKinds
{
    public const string Responsible = "responsible", Acting = "acting", Assistant = "assistant";
}
