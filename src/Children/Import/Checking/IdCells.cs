using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <param name="Text">The clean number; empty when nothing was given.</param>
/// <param name="Code">Why it is invalid: id-precision-lost, id-masked, id-format, id-check-digit; null when it is valid or blank.</param>
/// <param name="IsCleaned">The stored cell differs from the clean number.</param>
public sealed record IdCell(string Text, string? Code, bool IsCleaned)
{
    public static IdCell Blank { get; } = new("", null, false);

    public bool IsBlank => Text.Length == 0 && Code is null;

    public bool IsValid => Text.Length > 0 && Code is null;

    /// <summary>Digits 7–14 of a valid number.</summary>
    public DateOnly BornOn => DateOnly.ParseExact(Text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>17th digit odd = 男.</summary>
    public Sex Sex => (Text[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female;
}

/// <summary>An ID number in a ledger's cell: cleaned mechanically, never repaired. Source: import.md 6, GB 11643-1999.</summary>
public static partial class IdCells
{
    private const double MostExact = 1e15;

    public static IdCell Read(LedgerCell cell, LedgerField field)
    {
        if (BlankWords.Holds(field, cell.Text)) return IdCell.Blank;
        if (HasLostDigits(cell)) return new IdCell(cell.Text, "id-precision-lost", false);

        var clean = Clean(cell.Raw);
        if (BlankWords.Holds(field, clean)) return IdCell.Blank;
        return new IdCell(clean, Flaw(clean), !string.Equals(clean, cell.Raw, StringComparison.Ordinal));
    }

    /// <summary>A number of more than 15 digits, or scientific notation in text: the last digits are gone.</summary>
    public static bool HasLostDigits(LedgerCell cell) =>
        cell.Kind == CellKind.Number ? Math.Abs(cell.Number) >= MostExact : Scientific().IsMatch(cell.Text);

    private static string Clean(string raw)
    {
        if (IsPlain(raw)) return raw;
        var text = new StringBuilder(raw.Length);
        foreach (var sign in CellText.Folded(raw))
            if (!CellText.IsBlank(sign) && !CellText.IsInvisible(sign) && sign is not ('\'' or '’' or '‘' or '`' or '-' or '–' or '—')) text.Append(sign is 'x' ? 'X' : sign);
        var clean = text.ToString();
        return clean.Length >= 3 && clean.StartsWith("=\"", StringComparison.Ordinal) && clean[^1] == '"' ? clean[2..^1] : clean;
    }

    private static bool IsPlain(string raw)
    {
        foreach (var sign in raw)
            if (!char.IsAsciiDigit(sign) && sign != 'X') return false;
        return true;
    }

    private static string? Flaw(string clean)
    {
        if (clean.Contains('*') || RunOfX().IsMatch(clean)) return "id-masked";
        if (clean.Length != IdNumber.Length || clean.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') >= 0 || (clean[17] != 'X' && !char.IsAsciiDigit(clean[17]))) return "id-format";
        if (!DateOnly.TryParseExact(clean.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return "id-format";
        return IdNumber.CheckDigit(clean.AsSpan(0, 17)) == clean[17] ? null : "id-check-digit";
    }

    [GeneratedRegex(@"^[0-9０-９](?:[.．][0-9０-９]+)?[eEＥｅ][+＋]?[0-9０-９]{1,3}$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"X{2,}.")]
    private static partial Regex RunOfX();
}
