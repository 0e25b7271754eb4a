using System.Security.Cryptography;
using NSec.Cryptography;

namespace HuTong.People.LogIn;

/// <summary>Argon2id, 19 MiB, two passes, one lane (stack.md): about 30 ms. One at a time, so that a crowd at the door cannot take the memory.</summary>
public sealed class PasswordHash : IDisposable
{
    private const int SaltSize = 16, HashSize = 32;
    private const string Prefix = "argon2id$19456$2$1$";

    private static readonly PasswordBasedKeyDerivationAlgorithm Argon2 =
        PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { MemorySize = 19456, NumberOfPasses = 2, DegreeOfParallelism = 1 });

    private readonly SemaphoreSlim one = new(1, 1);

    /// <returns>`argon2id$19456$2$1$salt$hash`, both base64: the parameters stand with the hash so that later ones may differ.</returns>
    public async Task<string> Of(string password, CancellationToken cancel = default)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return $"{Prefix}{Convert.ToBase64String(salt)}${Convert.ToBase64String(await Derive(password, salt, cancel))}";
    }

    /// <summary>Whether a password fits. Without a hash (no such account) the work is done all the same, so that time tells nothing (T20).</summary>
    public async Task<bool> Fits(string? hash, string password, CancellationToken cancel = default)
    {
        var parts = hash is not null && hash.StartsWith(Prefix, StringComparison.Ordinal) ? hash[Prefix.Length..].Split('$') : [];
        var salt = parts.Length == 2 ? Convert.FromBase64String(parts[0]) : new byte[SaltSize];
        var derived = await Derive(password, salt, cancel);
        return parts.Length == 2 && CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[1]));
    }

    private async Task<byte[]> Derive(string password, byte[] salt, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try { return Argon2.DeriveBytes(password, salt, HashSize); }
        finally { one.Release(); }
    }

    public void Dispose() => one.Dispose();
}
