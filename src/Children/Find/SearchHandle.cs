using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HuTong.Data;
using HuTong.Data.Fence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace HuTong.Children.Find;

/// <summary>
/// Words that stand in no address (T24) travel as a handle: sealed by the key ring of the cookies for one session, good for half an hour.
/// Nothing is kept on the server, so every server of a deployment opens it, and a restart loses none (decision 010).
/// </summary>
public sealed class SearchHandle(IDataProtectionProvider protection, Scope scope, ChinaClock clock)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);
    private const int Longest = 1000, ClockBytes = sizeof(long);

    private IDataProtector Ring => protection.CreateProtector("HuTong.Find", scope.SessionId.ToString("N"));

    public string Of(string words)
    {
        var bytes = new byte[ClockBytes + Encoding.UTF8.GetByteCount(words)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, clock.Now.Ticks);
        Encoding.UTF8.GetBytes(words, bytes.AsSpan(ClockBytes));
        return WebEncoders.Base64UrlEncode(Ring.Protect(bytes));
    }

    /// <returns>The words; null when the handle is too old, another session's, or none at all.</returns>
    public string? Open(string handle)
    {
        if (handle.Length > Longest) return null;
        try
        {
            var bytes = Ring.Unprotect(WebEncoders.Base64UrlDecode(handle));
            var made = new DateTime(BinaryPrimitives.ReadInt64BigEndian(bytes), DateTimeKind.Utc);
            return clock.Now - made <= GoodFor ? Encoding.UTF8.GetString(bytes.AsSpan(ClockBytes)) : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
