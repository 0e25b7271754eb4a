using System.Security.Cryptography;

namespace HuTong.People.LogIn;

/// <summary>A password that is told once, good for 72 hours, and must be changed at the first log-in.</summary>
public static class OneTimePassword
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(72);

    // Without letters and digits that look alike on paper.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz", Capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ", Digits = "23456789";

    /// <summary>Three groups of four, about 70 bits: Kmtw-7f3b-xqp9.</summary>
    public static string Make()
    {
        var all = Letters + Capitals + Digits;
        var groups = Enumerable.Range(0, 3).Select(_ => new string(RandomNumberGenerator.GetItems(all.AsSpan(), 4)));
        var text = string.Join('-', groups);
        return text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower) && text.Any(char.IsDigit) ? text : Make();
    }
}
