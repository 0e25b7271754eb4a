namespace HuTong.Data.Fence;

/// <summary>Marks an entity that stands outside the fence, with the reason; a test fails for an entity that is neither fenced nor marked.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnfencedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
