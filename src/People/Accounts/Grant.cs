using HuTong.Data.Fence;

namespace HuTong.People.Accounts;

/// <summary>A named child opened to a user by placement, enrolment, contract, case or a paying county; never given to oneself (security.md 2).</summary>
[Unfenced("ids only; it makes the fence and so stands outside it")]
public sealed class Grant : IVersioned
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public Guid ChildId { get; set; }

    /// <summary>placement, enrolment, contract, case, pays.</summary>
    public string Kind { get; set; } = "";
    public DateOnly ValidFrom { get; set; }

    /// <summary>First day on which it no longer holds; null while open.</summary>
    public DateOnly? ValidTo { get; set; }
    public Guid GivenBy { get; set; }
    public long Version { get; set; }
}
