using System.Globalization;

namespace HuTong.Core;

/// <summary>
/// A valid 公民身份号码: 6 division, 8 birth date, 3 sequence (odd male, even female), 1 check. Source: R-064…R-067, GB 11643-1999.
/// The division is where it was first given; it may be abolished since, and says nothing of today.
/// </summary>
public sealed record IdNumber
{
    public const int Length = 18;

    private IdNumber(string text) => Text = text;

    /// <summary>18 characters, X in capital. Personal: keep it encrypted, never log it.</summary>
    public string Text { get; }

    public DateOnly BornOn => TryDate(Text.AsSpan(6, 8), out var day) ? day : throw new InvalidOperationException("A number without a birth date was constructed.");

    public Sex Sex => (Text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>First 6 digits: the place of first registration, perhaps no longer a division.</summary>
    public string FirstRegisteredIn => Text[..6];

    /// <summary>3****************X.</summary>
    public string Masked => Masks.Id(Text);

    /// <summary>Masked, so that no log or error text gives the number away by accident.</summary>
    public override string ToString() => Masked;

    /// <summary>Reads a number as somebody typed it: normalises, then tests in the order of R-066 and says the first failure only.</summary>
    /// <param name="today">In China; a birth after it is in the future.</param>
    public static IdReading Parse(string? text, DateOnly today, IdSubject subject)
    {
        var typed = Normalise(text);
        if (typed.Length == 0) return IdReading.Failed(IdCodes.Missing, typed);

        var old = typed.Length == 15 && typed.All(char.IsAsciiDigit);
        if (old && subject == IdSubject.Child) return IdReading.Failed(IdCodes.FifteenDigitsNotForChild, typed);
        if (typed.Length != Length && typed.Length != 15) return IdReading.Failed(IdCodes.Length, typed);
        if (!HasGoodCharacters(typed)) return IdReading.Failed(IdCodes.Characters, typed);

        var number = old ? Lengthen(typed) : typed;
        if (FirstFailure(number, today) is { } failure) return IdReading.Failed(failure, typed);

        List<string> warnings = [];
        if (old) warnings.Add(IdCodes.FifteenDigitsConverted);
        if (!Provinces.Contains(number[..2])) warnings.Add(IdCodes.ProvinceUnknown);
        return IdReading.Good(new IdNumber(number), typed, warnings);
    }

    /// <summary>A number known to be valid (decrypted from the database); anything else is a bug and throws.</summary>
    public static IdNumber Of(string text) => IsValid(text) ? new IdNumber(text) : throw new FormatException("Not an ID number.");

    /// <summary>18 characters with a real birth date from 1900 on and the right check digit; takes no view of the future.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length == Length && text[..17].IndexOfAnyExceptInRange('0', '9') < 0 && TryDate(text.Slice(6, 8), out var born) && born.Year >= 1900
        && text[17] == CheckDigit(text[..17]);

    /// <summary>The 18th character: weights mod 11. Source: R-065, ISO 7064 MOD 11-2.</summary>
    /// <param name="first17">17 ASCII digits.</param>
    public static char CheckDigit(ReadOnlySpan<char> first17)
    {
        ReadOnlySpan<byte> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var at = 0; at < weights.Length; at++) sum += weights[at] * (first17[at] - '0');
        return "10X98765432"[sum % 11];
    }

    /// <summary>Trims, drops spaces and hyphens, full-width to half-width, x to X. Never repairs.</summary>
    public static string Normalise(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return new string(text.Select(HalfWidth).Where(kept => kept != '\0').ToArray());
    }

    private static char HalfWidth(char typed) => typed switch
    {
        '-' or '－' or '‐' or '‑' or '–' or '—' or '−' => '\0',
        >= '０' and <= '９' => (char)(typed - '０' + '0'),
        'x' or 'ｘ' or 'Ｘ' => 'X',
        _ when char.IsWhiteSpace(typed) || typed is '\u200B' or '\uFEFF' => '\0',
        >= '！' and <= '～' => (char)(typed - '！' + '!'),
        _ => typed,
    };

    private static bool HasGoodCharacters(string typed)
    {
        var digits = typed.Length == Length && typed[17] == 'X' ? typed.AsSpan(0, 17) : typed;
        return digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static string? FirstFailure(string number, DateOnly today)
    {
        if (!TryDate(number.AsSpan(6, 8), out var born)) return IdCodes.BirthNotADate;
        if (born > today) return IdCodes.BirthInFuture;
        if (born.Year < 1900) return IdCodes.BirthTooOld;
        return number[17] == CheckDigit(number.AsSpan(0, 17)) ? null : IdCodes.CheckDigit;
    }

    private static string Lengthen(string fifteen)
    {
        var seventeen = string.Concat(fifteen.AsSpan(0, 6), "19", fifteen.AsSpan(6));
        return seventeen + CheckDigit(seventeen);
    }

    private static bool TryDate(ReadOnlySpan<char> digits, out DateOnly day) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    // GB/T 2260 provinces with 71 Taiwan; 81, 82, 83 also begin the residence permits of Hong Kong, Macao and Taiwan.
    private static readonly HashSet<string> Provinces =
    [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
        "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
    ];
}
