using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace HuTong.Children.Import;

/// <summary>What one heading says by itself, before its neighbours are looked at.</summary>
/// <param name="Normal">Normal form, brackets still in.</param>
/// <param name="Field">The field it gives, or none.</param>
/// <param name="Tick">Category code (or <see cref="CategoryWords.Ambiguous"/>) when it is a tick column.</param>
/// <param name="Sealed">Sealed kind when nothing under it may be kept openly.</param>
/// <param name="Group">The group that it opens when it stands over others.</param>
/// <param name="Person">Whose heading it is, also when it gives no field (父亲出生日期).</param>
public sealed record Heading(string Normal, LedgerField Field, string? Tick, string? Sealed, LedgerGroup Group, LedgerPerson Person)
{
    public static Heading Blank { get; } = new("", LedgerField.None, null, null, LedgerGroup.None, LedgerPerson.None);

    public bool IsBlank => Normal.Length == 0;

    /// <summary>Gives something that counts as a field of import.md 5.</summary>
    public bool Gives => Field != LedgerField.None || Tick is not null || Sealed is not null;
}

/// <summary>Reads headings. Source: import.md 4 (normal form), 5 (dictionary).</summary>
public static partial class Headings
{
    private const int MostRemembered = 20_000;
    private const int LongestHeading = 60;
    private static readonly ConcurrentDictionary<string, Heading> Remembered = new(StringComparer.Ordinal);

    /// <summary>NFKC, without blanks, zero-width signs, punctuation and a leading number; brackets are kept.</summary>
    public static string NormalForm(string heading)
    {
        var text = CellText.WithoutBlanks(CellText.Folded(heading)).Replace('【', '(').Replace('】', ')').Replace('〔', '(').Replace('〕', ')')
            .Replace('[', '(').Replace(']', ')').Replace('「', '(').Replace('」', ')');
        return Punctuation().Replace(LeadingNumber().Replace(text, ""), "");
    }

    public static Heading Read(string text)
    {
        if (text.Length == 0) return Heading.Blank;
        if (Remembered.TryGetValue(text, out var known)) return known;
        if (Remembered.Count >= MostRemembered) Remembered.Clear();
        return Remembered[text] = Interpret(text);
    }

    /// <summary>A row of headings by itself: three different fields, name among them, and no number, date or ID number.</summary>
    public static bool AreHeadings(IReadOnlyList<string> cells)
    {
        if (cells.Any(IsNumberLike)) return false;
        var fields = cells.Select(Read).Where(heading => heading.Gives).Select(heading => heading.Field == LedgerField.None ? LedgerField.Category : heading.Field).ToHashSet();
        return fields.Count >= 3 && fields.Contains(LedgerField.Name);
    }

    /// <summary>The same for two rows of a text ledger.</summary>
    public static bool AreHeadings(IReadOnlyList<string> upper, IReadOnlyList<string> lower) =>
        HeadingRows.Find([.. upper], [.. lower]) is not null;

    /// <summary>Digits only (a number, a date), or an ID number: its row is no heading.</summary>
    public static bool IsNumberLike(string cell) => cell.Length > 0 && char.IsAsciiDigit(Half(cell[0])) && NumberLike().IsMatch(CellText.Folded(cell));

    /// <summary>The word as it may stand in the tables: bracket content in front if it is a group word, else with it, else without it.</summary>
    public static IEnumerable<string> Forms(string normal)
    {
        var match = Brackets().Match(normal);
        if (!match.Success)
        {
            yield return NoBrackets(normal);
            yield break;
        }

        var (content, rest) = (NoBrackets(match.Groups[1].Value), NoBrackets(normal.Remove(match.Index, match.Length)));
        if (GroupWords.Find(content) != LedgerGroup.None) yield return content + rest;
        yield return NoBrackets(normal);
        yield return rest;
        yield return NoBrackets(Brackets().Replace(normal, ""));
    }

    private static Heading Interpret(string text)
    {
        var normal = NormalForm(text);
        if (normal.Length == 0) return Heading.Blank;
        if (normal.Length > LongestHeading) return Heading.Blank with { Normal = normal };

        var plain = NoBrackets(normal);
        var sealedKind = SealedHeading.Kind(plain);
        var group = GroupWords.OfHeading(normal);
        var person = GroupWords.PersonOf(plain);
        if (person == LedgerPerson.Director) return new Heading(plain, LedgerField.None, null, sealedKind, LedgerGroup.Director, person);
        if (sealedKind is not null) return new Heading(plain, LedgerField.None, null, sealedKind, group, person);

        var (field, tick) = Lookup(normal);
        return new Heading(plain, field, tick, null, group, field.Person() is var owner and not LedgerPerson.None ? owner : person);
    }

    private static (LedgerField Field, string? Tick) Lookup(string normal)
    {
        var match = Brackets().Match(normal);
        if (match.Success)
        {
            var (content, rest) = (NoBrackets(match.Groups[1].Value), NoBrackets(normal.Remove(match.Index, match.Length)));
            if (GroupWords.Find(content) is var group and not LedgerGroup.None) return (GroupWords.FieldIn(group, content, rest), null);
        }

        foreach (var form in Forms(normal))
        {
            if (HeadingWords.Field(form) is var field and not LedgerField.None) return (field, null);
            if (GroupWords.Compound(form) is var compound and not LedgerField.None) return (compound, null);
            if (HeadingWords.Tick(form) is { } tick) return (LedgerField.None, tick);
        }

        return (LedgerField.None, null);
    }

    private static string NoBrackets(string text) => text.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);

    private static char Half(char sign) => sign is >= '０' and <= '９' ? (char)(sign - '０' + '0') : sign;

    [GeneratedRegex(@"^(?:\(\d{1,2}\)|\d{1,2}[.．、):：]?)(?=\D)")]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"[*:：、，,./／·;；_\-—–~～!！?？""“”'‘’`|\\。…#&+=%$^<>《》•・□☐√]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(?:\d[\d\s]*(?:[.\-/年月]\s*\d[\d\s]*)*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?|\d{17}[\dXx])$")]
    private static partial Regex NumberLike();
}

/// <summary>Headings under which nothing is kept openly (import.md 5, security.md 4).</summary>
internal static class SealedHeading
{
    /// <summary>The sealed kind that the heading speaks of, or null.</summary>
    public static string? Kind(string heading)
    {
        if (Has(heading, "艾滋") || Has(heading, "爱滋") || Has(heading, "HIV") || Has(heading, "感染途径")) return CategoryWords.HivAffected;
        if (Has(heading, "侵害") || Has(heading, "虐待")) return CategoryWords.Abused;
        if (Has(heading, "违法犯罪")) return CategoryWords.JuvenileCase;
        var word = heading.StartsWith("是否", StringComparison.Ordinal) ? heading[2..] : heading;
        return CategoryWords.Find(word) is { } code && CategoryWords.IsSealed(code) ? code : null;
    }

    /// <summary>违法犯罪 of father, mother or guardian tells nothing of the child.</summary>
    public static bool IsOfAdult(string heading, LedgerPerson person) =>
        Has(heading, "违法犯罪") && (person is LedgerPerson.Father or LedgerPerson.Mother or LedgerPerson.Guardian
            || Has(heading, "父") || Has(heading, "母") || Has(heading, "监护人"));

    private static bool Has(string heading, string word) => heading.Contains(word, StringComparison.OrdinalIgnoreCase);
}
