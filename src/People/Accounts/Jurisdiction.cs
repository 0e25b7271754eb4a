using HuTong.Data.Fence;

namespace HuTong.People.Accounts;

/// <summary>One prefix that a post may see, from a day to a day.</summary>
[Unfenced("the list of places of a post; it makes the fence and so stands outside it")]
public sealed class Jurisdiction : IVersioned
{
    public Guid Id { get; set; }
    public Guid PostId { get; set; }

    /// <summary>2, 4, 6, 9 or 12 digits; the table refuses anything else, above all the empty prefix, which matches everything.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>True for the responsible director of a village: one per village and day.</summary>
    public bool IsResponsible { get; set; }
    public DateOnly ValidFrom { get; set; }

    /// <summary>First day on which it no longer holds; null while open.</summary>
    public DateOnly? ValidTo { get; set; }
    public long Version { get; set; }
}
