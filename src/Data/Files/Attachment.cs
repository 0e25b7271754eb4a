using HuTong.Data.Fence;

namespace HuTong.Data.Files;

/// <summary>An uploaded file: its bytes lie encrypted in the data folder, named by id, never by the sender's name (security.md 10).</summary>
public sealed class Attachment : IFenced, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public Guid? ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>ledger, photo, document.</summary>
    public string Kind { get; set; } = "";
    public byte[]? NameEnc { get; set; }
    public long Size { get; set; }

    /// <summary>SHA-256 of the plain bytes, keyed: tells that the same file came again.</summary>
    public byte[] Mac { get; set; } = [];
    public DateTime At { get; set; }

    /// <summary>Ledgers are deleted after seven days, photos that no visit took after one; null means kept.</summary>
    public DateTime? DeleteAt { get; set; }
    public bool IsDeleted { get; set; }
}
