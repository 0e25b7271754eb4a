using System.Diagnostics.CodeAnalysis;

namespace HuTong.Core;

/// <summary>How deep a region lies; the number is its place in the tree.</summary>
public enum RegionLevel
{
    Province = 1,
    City = 2,
    County = 3,
    Township = 4,
    Village = 5,
}

/// <summary>
/// A division code by its significant digits: 2 province, 4 city, 6 county, 9 township, 12 village. An ancestor is a prefix.
/// Source: codes.md 1 (GB/T 2260, GB/T 10114). Whether the place exists is the division tree's business.
/// </summary>
public sealed record RegionCode : IComparable<RegionCode>
{
    private static readonly int[] Lengths = [2, 4, 6, 9, 12];

    private RegionCode(string digits) => Digits = digits;

    /// <summary>Significant digits, as stored and fenced.</summary>
    public string Digits { get; }

    public RegionLevel Level => (RegionLevel)(Array.IndexOf(Lengths, Digits.Length) + 1);

    /// <summary>Null for a province.</summary>
    public RegionCode? Parent => Level == RegionLevel.Province ? null : At(Level - 1);

    public string Province => Digits[..2];

    /// <summary>First 4 digits; null when the code is a province. The same holds for those below.</summary>
    public string? City => Prefix(4);

    public string? County => Prefix(6);

    public string? Township => Prefix(9);

    public string? Village => Prefix(12);

    /// <summary>Padded with zeros to 12, as exchanged with others.</summary>
    public string Padded => Digits.PadRight(12, '0');

    /// <summary>The ancestor of that level, or this; null when this lies above it.</summary>
    public RegionCode? At(RegionLevel level) => Prefix(Lengths[(int)level - 1]) is { } prefix ? new RegionCode(prefix) : null;

    /// <summary>Is this the place of the prefix, or inside it? An empty prefix holds nothing: no jurisdiction is no right.</summary>
    public bool IsInside(string prefix) => prefix.Length > 0 && Digits.StartsWith(prefix, StringComparison.Ordinal);

    public bool IsInside(RegionCode region) => IsInside(region.Digits);

    /// <summary>Reads 2, 4, 6, 9 or 12 digits. Zeros that pad are not taken off: see <see cref="FromPadded"/>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RegionCode? code)
    {
        code = text is not null && Lengths.Contains(text.Length) && text.All(char.IsAsciiDigit) && text[0] != '0' ? new RegionCode(text) : null;
        return code is not null;
    }

    /// <summary>Reads digits known to be a code (from the database, from a constant); anything else is a bug and throws.</summary>
    public static RegionCode Of(string digits) => TryParse(digits, out var code) ? code : throw new FormatException("Not a region code.");

    /// <summary>Reads a padded 12-digit code of an exchange: 370800000000 is the city 3708.</summary>
    public static bool TryFromPadded([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RegionCode? code)
    {
        code = null;
        return text is { Length: 12 } && TryParse(Significant(text), out code);
    }

    public static RegionCode FromPadded(string text) => TryFromPadded(text, out var code) ? code : throw new FormatException("Not a padded region code.");

    public int CompareTo(RegionCode? other) => string.CompareOrdinal(Digits, other?.Digits);

    public override string ToString() => Digits;

    private static string Significant(string padded)
    {
        foreach (var length in Lengths)
            if (padded.AsSpan(length).IndexOfAnyExcept('0') < 0) return padded[..length];
        return padded;
    }

    private string? Prefix(int length) => Digits.Length >= length ? Digits[..length] : null;
}
