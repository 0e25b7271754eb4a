using System.Text;

namespace HuTong.Children.Find;

/// <summary>What a name is found by (REG-018): itself without blanks and dots, its pinyin and its initials.</summary>
/// <param name="Name">NFKC, upper case, without blanks, dots and invisible characters.</param>
/// <param name="Pinyin">From each syllable on: "zhangzixuan zixuan xuan"; empty when no character has a reading.</param>
/// <param name="Initials">zzx.</param>
public sealed record NameKeys(string Name, string Pinyin, string Initials)
{
    /// <summary>Rises whenever a name gets other keys than before: `migrate` then gives them to the lines of files that are there (B7).</summary>
    public const int Version = 2;

    public static NameKeys Of(string name)
    {
        var normalised = Normalise(name);
        var reading = Find.Pinyin.Of(normalised);
        return new NameKeys(normalised, reading.FromEach, reading.Initials);
    }

    /// <summary>A name, or what somebody types to find one, in the form in which names are compared.</summary>
    public static string Normalise(string name)
    {
        if (IsPlain(name)) return name;
        var kept = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune)) kept.Append(Rune.ToUpperInvariant(rune));
        return kept.ToString();
    }

    // Nearly all names: nothing but characters of the basic block, which NFKC leaves alone.
    private static bool IsPlain(string name)
    {
        foreach (var character in name)
            if (character is < '\u4E00' or > '\u9FFF') return false;
        return true;
    }
}
