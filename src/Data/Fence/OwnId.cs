using System.Security.Cryptography;

namespace HuTong.Data.Fence;

/// <summary>
/// The id of what a form makes: sent twice by one person it is one, and no key that anybody sends names a row of somebody else. Were the key
/// itself the id, a key copied from another office's page would collide with a row behind the fence and tell that it is there (security.md 3.3).
/// </summary>
public static class OwnId
{
    /// <param name="key">The form's own, version 7: its time is kept, so that ids stay in order.</param>
    public static Guid Of(Scope scope, Guid key)
    {
        Span<byte> both = stackalloc byte[32], made = stackalloc byte[32];
        scope.UserId.TryWriteBytes(both, bigEndian: true, out _);
        key.TryWriteBytes(both[16..], bigEndian: true, out _);
        SHA256.HashData(both, made);
        both[16..22].CopyTo(made);
        (made[6], made[8]) = ((byte)(0x70 | made[6] & 0x0F), (byte)(0x80 | made[8] & 0x3F));
        return new Guid(made[..16], bigEndian: true);
    }
}
