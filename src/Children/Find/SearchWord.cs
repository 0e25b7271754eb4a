using System.Text;
using HuTong.Core;

namespace HuTong.Children.Find;

/// <summary>What kind of thing was typed into the search field.</summary>
public enum SearchKind { None, Name, Letters, IdNumber, LastFour, Phone, FileNumber }

/// <summary>The typed word in the form in which its kind is stored.</summary>
public sealed record SearchWord(SearchKind Kind, string Text)
{
    /// <summary>Whether it may be a number, its last four (123X) or a phone: four digits, wherever they stand. Such words stand in no address (T24).</summary>
    public static bool MayBeNumber(string? typed)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC).TrimEnd();
        return text.Count(char.IsDigit) + (text.EndsWith('X') || text.EndsWith('x') ? 1 : 0) >= 4;
    }

    public static SearchWord Read(string? typed, DateOnly today)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC).Trim();
        if (text.Length == 0) return new(SearchKind.None, "");
        var packed = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not '-')).ToUpperInvariant();
        if (packed.Length == 18 && IdNumber.IsValid(packed)) return new(SearchKind.IdNumber, packed);
        if (packed.Length == 4 && packed[..3].All(char.IsAsciiDigit) && (char.IsAsciiDigit(packed[3]) || packed[3] == 'X')) return new(SearchKind.LastFour, packed);
        if (packed.Length is >= 7 and <= 12 && packed.All(char.IsAsciiDigit)) return new(SearchKind.Phone, packed);
        if (text.Length is >= 8 and <= 20 && text.Contains('-') && text.All(letter => char.IsAsciiDigit(letter) || letter == '-')) return new(SearchKind.FileNumber, text);
        if (text.All(letter => char.IsAsciiLetter(letter) || letter is ' ' or '\'')) return new(SearchKind.Letters, string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant());
        return new(SearchKind.Name, NameKeys.Normalise(text));
    }
}
