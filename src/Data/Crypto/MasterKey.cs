using System.Security.Cryptography;
using System.Text;
using HuTong.Data.Files;

namespace HuTong.Data.Crypto;

/// <summary>Wraps and unwraps data keys; the master key never enters the database (security.md 5).</summary>
public sealed class MasterKey : IDisposable
{
    private const int Nonce = 12, Tag = 16;
    private readonly AesGcm _aes;
    private readonly Lock _lock = new();

    public MasterKey(byte[] key)
    {
        _aes = new AesGcm(key, Tag);
        Fingerprint = Convert.ToHexString(SHA256.HashData([.. "hutong-master"u8, .. key]))[..8];
    }

    /// <summary>Eight characters that name the key without telling it.</summary>
    public string Fingerprint { get; }

    public byte[] Wrap(byte[] key, string context)
    {
        var blob = new byte[Nonce + key.Length + Tag];
        RandomNumberGenerator.Fill(blob.AsSpan(0, Nonce));
        lock (_lock) _aes.Encrypt(blob.AsSpan(0, Nonce), key, blob.AsSpan(Nonce, key.Length), blob.AsSpan(Nonce + key.Length), Encoding.UTF8.GetBytes(context));
        return blob;
    }

    /// <exception cref="CryptographicException">The blob was wrapped by another master key or for another context.</exception>
    public byte[] Unwrap(byte[] blob, string context)
    {
        var key = new byte[blob.Length - Nonce - Tag];
        lock (_lock) _aes.Decrypt(blob.AsSpan(0, Nonce), blob.AsSpan(Nonce, key.Length), blob.AsSpan(Nonce + key.Length), key, Encoding.UTF8.GetBytes(context));
        return key;
    }

    public void Dispose() => _aes.Dispose();

    /// <summary>HUTONG_MASTER_KEY (base64, 32 bytes) or the key file; made only when no database exists yet.</summary>
    /// <returns>The key, and whether it was made just now so that the recovery sheet must be printed.</returns>
    /// <exception cref="InvalidOperationException">A database exists but its key does not: never make a new one.</exception>
    public static (MasterKey Key, string? RecoverySheet) Open(string folder, bool databaseExists)
    {
        if (Environment.GetEnvironmentVariable("HUTONG_MASTER_KEY") is { Length: > 0 } given) return (new MasterKey(Convert.FromBase64String(given)), null);
        var file = Path.Combine(folder, "keys", "master.key");
        if (File.Exists(file)) return (new MasterKey(Convert.FromBase64String(File.ReadAllText(file).Trim())), null);
        if (databaseExists) throw new InvalidOperationException($"数据库在，主密钥不在（{file}）。请用恢复单放回主密钥；程序不会另造一把。");
        var key = RandomNumberGenerator.GetBytes(32);
        PrivateFiles.MakeFolder(Path.GetDirectoryName(file)!);
        using (var writer = new StreamWriter(PrivateFiles.Create(file, FileMode.CreateNew), Encoding.ASCII)) writer.Write(Convert.ToBase64String(key));
        return (new MasterKey(key), RecoverySheet(key));
    }

    private static string RecoverySheet(byte[] key)
    {
        var hex = Convert.ToHexString(key);
        var groups = string.Join(' ', hex.Chunk(8).Select(chunk => new string(chunk)));
        var check = Convert.ToHexString(SHA256.HashData(key))[..8];
        return $"恢复单（抄两份，分别密封保管）\n{groups}\n校验 {check}";
    }
}
