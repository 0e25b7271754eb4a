using HuTong.Data.Fence;

namespace HuTong.Data.Crypto;

/// <summary>A wrapped key: one for each county and purpose, or one for the deployment (county empty).</summary>
[Unfenced("keys are no child's facts; they are useless without the master key")]
public sealed class DataKey : IRecordedElsewhere
{
    public int Id { get; set; }
    public string County { get; set; } = "";
    public string Purpose { get; set; } = "";
    public byte Alg { get; set; } = 1;
    public byte[] Wrapped { get; set; } = [];
    public string KekId { get; set; } = "";
    public string State { get; set; } = "active";
    public DateTime CreatedAt { get; set; }
}

/// <summary>The purposes of keys (security.md 5): field, sealed, file by county; the rest by deployment.</summary>
public static class KeyPurposes
{
    public const string Field = "field", Sealed = "sealed", File = "file", Index = "index", Chain = "chain", Checkpoint = "checkpoint", Login = "login";
}
