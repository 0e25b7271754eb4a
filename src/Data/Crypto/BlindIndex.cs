using System.Security.Cryptography;
using System.Text;

namespace HuTong.Data.Crypto;

/// <summary>Keyed hashes that let a whole value be found without storing it: HMAC-SHA256(index key, kind ‖ 0 ‖ value), 16 bytes (security.md 5).</summary>
public sealed class BlindIndex(KeyRing keys)
{
    public const string IdNumber = "id", Phone = "phone", Account = "account", Person = "person", Search = "search";

    /// <param name="kind">One of the constants here; equal values of two kinds never look equal.</param>
    /// <param name="value">Already normalised: digits and X for an ID number, digits for a phone.</param>
    public byte[] Of(string kind, string value)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> text = stackalloc byte[256];
        var named = $"{kind}\0{value}";
        var bytes = named.Length > text.Length / 3 ? Encoding.UTF8.GetBytes(named) : text[..Encoding.UTF8.GetBytes(named, text)];
        HMACSHA256.HashData(keys.Active("", KeyPurposes.Index).Key, bytes, hash);
        return hash[..16].ToArray();
    }
}
