namespace HuTong.People.Accounts;

/// <summary>A worker's phone as it is kept: digits alone, however it was typed.</summary>
internal static class PhoneDigits
{
    /// <returns>Null for nothing typed.</returns>
    public static string? Of(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : new string([.. typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);

    /// <summary>7 to 15 digits.</summary>
    public static bool Fit(string typed) => Of(typed) is { Length: >= 7 and <= 15 };
}
