using HuTong.Data.Fence;

namespace HuTong.Data.Record;

/// <summary>A link of the chain: a batch of events, hashed and tied to the one before with a keyed MAC (security.md 6).</summary>
[Unfenced("hashes of batches, no child's facts")]
public sealed class EventSeal : IRecordedElsewhere
{
    public long No { get; set; }
    public int Count { get; set; }
    public DateTime FirstAt { get; set; }
    public DateTime LastAt { get; set; }
    public byte[] BatchHash { get; set; } = [];
    public byte[] PrevMac { get; set; } = [];
    public byte[] Mac { get; set; } = [];
}

/// <summary>The chain's end on a day, also written outside the database, so that cutting the tail is seen.</summary>
[Unfenced("hashes of the chain, no child's facts")]
public sealed class Checkpoint : IRecordedElsewhere
{
    public DateOnly Day { get; set; }
    public long LastNo { get; set; }
    public byte[] Mac { get; set; } = [];
    public byte[] Signature { get; set; } = [];
}
