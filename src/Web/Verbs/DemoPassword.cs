using System.Security.Cryptography;
using HuTong.Data.Files;

namespace HuTong.Web.Verbs;

/// <summary>The one password of the demo accounts: HUTONG_DEMO_PASSWORD, else random and kept in the data folder (demo.md 7).</summary>
internal static class DemoPassword
{
    public static string For(string folder)
    {
        if (Environment.GetEnvironmentVariable("HUTONG_DEMO_PASSWORD") is { Length: > 0 } given) return given;
        var file = Path.Combine(folder, "demo-password.txt");
        if (File.Exists(file)) return File.ReadAllText(file).Trim();
        var password = "Ht-" + string.Concat(RandomNumberGenerator.GetItems("abcdefghjkmnpqrstuvwxyz23456789".AsSpan(), 10));
        using (var writer = new StreamWriter(PrivateFiles.Create(file))) writer.Write(password);
        return password;
    }
}
