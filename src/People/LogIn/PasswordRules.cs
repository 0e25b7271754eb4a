using HuTong.Core;

namespace HuTong.People.LogIn;

/// <summary>Whose password it is; nothing of this may stand in it.</summary>
/// <param name="IsAdmin">The three administrators need 12 characters, others 10.</param>
public sealed record PasswordOwner(string UserName, string WorkerName, string? Phone, bool IsAdmin);

/// <summary>Which passwords are taken (security.md 7). History is asked apart, since it costs hashing.</summary>
public static class PasswordRules
{
    /// <summary>Longest password: hashing is the same work for any length, but a form field is no book.</summary>
    public const int Longest = 128;

    private const int Common = 10_000;

    private static readonly Lazy<HashSet<string>> CommonPasswords = new(ReadCommon);

    /// <returns>Null when it is good, else the first thing to mend.</returns>
    public static Problem? Check(string? password, PasswordOwner owner)
    {
        const string field = "Password";
        var text = password ?? "";
        var least = owner.IsAdmin ? 12 : 10;
        if (text.Length < least) return new("password-short", $"密码至少要 {least} 个字符，现在是 {text.Length} 个。", field);
        if (text.Length > Longest) return new("password-long", $"密码最多 {Longest} 个字符。", field);
        if (Classes(text) < 3) return new("password-plain", "密码要有大写字母、小写字母、数字、符号中的三种。", field);
        if (OwnWords(owner).Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) return new("password-own", "密码里不要写自己的账号、姓名或手机号。", field);
        return IsCommon(text) ? new("password-common", "这个密码太常见，容易被猜到。请换一个别人想不到的。", field) : null;
    }

    private static int Classes(string text) =>
        (text.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (text.Any(char.IsAsciiLetterLower) ? 1 : 0) + (text.Any(char.IsDigit) ? 1 : 0) + (text.Any(letter => !char.IsAsciiLetterOrDigit(letter)) ? 1 : 0);

    private static IEnumerable<string> OwnWords(PasswordOwner owner)
    {
        if (owner.UserName.Length >= 3) yield return owner.UserName;
        foreach (var part in owner.UserName.Split('.', '-', '_').Where(part => part.Length >= 5)) yield return part;
        if (owner.WorkerName.Length >= 2) yield return owner.WorkerName;
        if (owner.Phone is { Length: >= 7 } phone) { yield return phone; yield return phone[^8..]; }
    }

    // As it stands, and without the digits and signs that people put around a common word: Password123! is password.
    private static bool IsCommon(string text)
    {
        var lower = text.ToLowerInvariant();
        if (CommonPasswords.Value.Contains(lower)) return true;
        var word = lower.Trim([.. "0123456789!@#$%^&*()-_=+.,;:?/ ~"]);
        return word.Length < 4 || word.Length >= text.Length - 5 && CommonPasswords.Value.Contains(word) || Zxcvbn.Zxcvbn.MatchPassword(text).Score < 2;
    }

    private static HashSet<string> ReadCommon()
    {
        var library = typeof(Zxcvbn.Zxcvbn).Assembly;
        var name = library.GetManifestResourceNames().Single(resource => resource.EndsWith("passwords.lst", StringComparison.Ordinal));
        using var reader = new StreamReader(library.GetManifestResourceStream(name)!);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (words.Count < Common && reader.ReadLine() is { } line) words.Add(line.Trim().ToLowerInvariant());
        return words;
    }
}
