using System.Buffers.Binary;
using System.Security.Cryptography;
using HuTong.Data.Crypto;

namespace HuTong.Data.Record;

/// <summary>How events are hashed and chained; the sealer and `verify-audit` use the same lines.</summary>
internal sealed class EventChain(KeyRing keys)
{
    public static byte[] BatchHash(IEnumerable<Event> eventsById)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in eventsById) one.AppendCanonical(hash);
        return hash.GetHashAndReset();
    }

    /// <summary>HMAC(chain key, no ‖ count ‖ batch_hash ‖ prev_mac).</summary>
    public byte[] Mac(long no, int count, byte[] batchHash, byte[] prevMac)
    {
        var content = new byte[12 + batchHash.Length + prevMac.Length];
        BinaryPrimitives.WriteInt64BigEndian(content, no);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(8), count);
        batchHash.CopyTo(content, 12);
        prevMac.CopyTo(content, 12 + batchHash.Length);
        return HMACSHA256.HashData(keys.Active("", KeyPurposes.Chain).Key, content);
    }

    public byte[] Sign(DateOnly day, long lastNo, byte[] mac)
    {
        var content = new byte[12 + mac.Length];
        BinaryPrimitives.WriteInt32BigEndian(content, day.DayNumber);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(4), lastNo);
        mac.CopyTo(content, 12);
        return HMACSHA256.HashData(keys.Active("", KeyPurposes.Checkpoint).Key, content);
    }
}
