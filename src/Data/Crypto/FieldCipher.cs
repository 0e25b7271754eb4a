using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HuTong.Data.Crypto;

/// <summary>Where an encrypted value stands; part of what is authenticated, so a value copied elsewhere does not open.</summary>
public readonly record struct FieldPlace(string Table, string Column, Guid RowId)
{
    /// <summary>The place of a property of an entity; table and column are the snake case of their names.</summary>
    public static FieldPlace Of<T>(string property, Guid rowId) => new(SnakeCase.Of(typeof(T).Name), SnakeCase.Of(property), rowId);
}

/// <summary>Encrypts single fields: 0x01 | alg | key id (4) | nonce (12) | ciphertext | tag (16), AES-256-GCM (security.md 5).</summary>
public sealed class FieldCipher(KeyRing keys)
{
    private const int Head = 6, Nonce = 12, Tag = 16, OnStack = 256;

    [ThreadStatic] private static byte[]? _nonces;
    [ThreadStatic] private static int _noncesUsed;
    private readonly ConcurrentDictionary<int, ConcurrentBag<AesGcm>> _ready = new();

    /// <summary>Encrypts with the key of the region's county. Null and blank stay null.</summary>
    public byte[]? Seal(FieldPlace place, string region, string? text, string purpose = KeyPurposes.Field) =>
        string.IsNullOrEmpty(text) ? null : text.Length > OnStack / 3 ? Seal(place, region, Encoding.UTF8.GetBytes(text), purpose) : SealShort(place, region, text, purpose);

    private byte[] SealShort(FieldPlace place, string region, string text, string purpose)
    {
        Span<byte> plain = stackalloc byte[OnStack];
        return Seal(place, region, plain[..Encoding.UTF8.GetBytes(text, plain)], purpose);
    }

    public byte[] Seal(FieldPlace place, string region, ReadOnlySpan<byte> plain, string purpose = KeyPurposes.Field)
    {
        var (id, key) = keys.Active(region, purpose);
        var blob = new byte[Head + Nonce + plain.Length + Tag];
        (blob[0], blob[1]) = (1, 1);
        BinaryPrimitives.WriteInt32BigEndian(blob.AsSpan(2), id);
        FillNonce(blob.AsSpan(Head, Nonce));
        Span<byte> aad = stackalloc byte[OnStack];
        var aes = Rent(id, key);
        aes.Encrypt(blob.AsSpan(Head, Nonce), plain, blob.AsSpan(Head + Nonce, plain.Length), blob.AsSpan(Head + Nonce + plain.Length), Aad(place, aad));
        _ready[id].Add(aes);
        return blob;
    }

    /// <exception cref="CryptographicException">The value was changed, moved, or its key destroyed.</exception>
    public string? Open(FieldPlace place, byte[]? blob) => blob is null ? null : Encoding.UTF8.GetString(OpenBytes(place, blob));

    /// <exception cref="CryptographicException">The value was changed, moved, or its key destroyed.</exception>
    public byte[] OpenBytes(FieldPlace place, byte[] blob)
    {
        if (blob.Length < Head + Nonce + Tag || blob[0] != 1 || blob[1] != 1) throw new CryptographicException("Not a field of this format.");
        var id = BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(2));
        var plain = new byte[blob.Length - Head - Nonce - Tag];
        Span<byte> aad = stackalloc byte[OnStack];
        var aes = Rent(id, keys.ById(id));
        aes.Decrypt(blob.AsSpan(Head, Nonce), blob.AsSpan(Head + Nonce, plain.Length), blob.AsSpan(Head + Nonce + plain.Length), plain, Aad(place, aad));
        _ready[id].Add(aes);
        return plain;
    }

    /// <summary>A keyed hash of content, 16 bytes, that nobody without the chain key can recompute.</summary>
    public byte[] Hash(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(keys.Active("", KeyPurposes.Chain).Key, content, hash);
        return hash[..16].ToArray();
    }

    /// <summary>Asks the system's generator for many nonces at a time: one call each would cost more than the cipher. None is used twice.</summary>
    private static void FillNonce(Span<byte> nonce)
    {
        if (_nonces is null || _noncesUsed == _nonces.Length)
        {
            RandomNumberGenerator.Fill(_nonces ??= new byte[Nonce * 256]);
            _noncesUsed = 0;
        }
        _nonces.AsSpan(_noncesUsed, Nonce).CopyTo(nonce);
        _noncesUsed += Nonce;
    }

    private AesGcm Rent(int id, byte[] key) => _ready.GetOrAdd(id, _ => []).TryTake(out var aes) ? aes : new AesGcm(key, Tag);

    /// <summary>HT1 | table | 0 | column | 0 | row id.</summary>
    private static ReadOnlySpan<byte> Aad(FieldPlace place, Span<byte> aad)
    {
        aad.Clear();
        "HT1"u8.CopyTo(aad);
        var at = 3 + Encoding.ASCII.GetBytes(place.Table, aad[3..]) + 1;
        at += Encoding.ASCII.GetBytes(place.Column, aad[at..]) + 1;
        place.RowId.TryWriteBytes(aad[at..], bigEndian: true, out _);
        return aad[..(at + 16)];
    }
}

/// <summary>CamelCase to snake_case, as tables and columns are named.</summary>
public static class SnakeCase
{
    private static readonly ConcurrentDictionary<string, string> Known = new();

    public static string Of(string name) => Known.GetOrAdd(name, static text =>
    {
        var snake = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && char.IsUpper(text[i]) && (char.IsLower(text[i - 1]) || char.IsDigit(text[i - 1]))) snake.Append('_');
            snake.Append(char.ToLowerInvariant(text[i]));
        }
        return snake.ToString();
    });
}
