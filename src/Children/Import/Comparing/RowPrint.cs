using System.Globalization;
using System.Numerics;

namespace HuTong.Children.Import;

/// <summary>
/// What is kept of a row to compare later rows of the file with it: hashes instead of the facts, so that 200,000 rows stay small.
/// Two rows are compared in the fields that both blocks have (import.md 9).
/// </summary>
internal sealed class RowPrint
{
    private static readonly ulong Compared = Enum.GetValues<LedgerField>()
        .Where(field => field is not (LedgerField.None or LedgerField.Serial or LedgerField.Age or LedgerField.Remark or LedgerField.Name or LedgerField.IdNumber)
            && !field.IsResidence() && !field.IsRegistered() && field != LedgerField.RegisteredGroup)
        .Aggregate(0UL, (bits, field) => bits | field.Bit());

    private readonly ulong fields;
    private readonly uint[] prints;
    private readonly Payment? paid;
    private readonly bool hasNoId;
    private readonly bool isTwin;

    // The next kept row of the same number, of the same birth and village, of the same name and village.
    internal RowPrint? NextOfNumber;
    internal RowPrint? NextOfBirth;
    internal RowPrint? NextOfName;

    public RowPrint(CheckedRow row)
    {
        (Name, Region, BornOn, hasNoId, isTwin) = (row.Name, row.RegionCode, row.BornOn, row.HasNoId, Likeness.SpeaksOfTwins(row.WrittenRemark));
        fields = row.Block.Mapped & Compared;
        prints = [];
        if (row.IdNumber is not { } number || row.Name.Length == 0) return;
        Number = long.Parse(number.AsSpan(0, number.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        prints = new uint[BitOperations.PopCount(fields)];
        var at = 0;
        for (var rest = fields; rest != 0; rest &= rest - 1) prints[at++] = Print(Value(row, (LedgerField)BitOperations.TrailingZeroCount(rest)));
        if (row.Block.IsPayment) paid = Payment.Of(row);
    }

    public string Name { get; }

    /// <summary>The village, if one was found.</summary>
    public string? Region { get; }

    public DateOnly? BornOn { get; }

    /// <summary>The ID number without its check digit, which follows from the others; 0 when there is none, or no name with it.</summary>
    public long Number { get; }

    /// <summary>Of a row with birth date and village.</summary>
    public Likeness Likeness => new(Name, BornOn!.Value, Region!, hasNoId, isTwin);

    /// <summary>Rows of payment ledgers are compared only when they pay the same thing.</summary>
    public bool IsComparable(RowPrint earlier) => paid is null || earlier.paid is null || paid == earlier.paid;

    public bool Equals(RowPrint earlier)
    {
        if (Region != earlier.Region) return false;
        for (var both = fields & earlier.fields; both != 0; both &= both - 1)
        {
            var below = (both & (~both + 1)) - 1;
            if (prints[BitOperations.PopCount(fields & below)] != earlier.prints[BitOperations.PopCount(earlier.fields & below)]) return false;
        }

        return true;
    }

    private static string? Value(CheckedRow row, LedgerField field) => field switch
    {
        LedgerField.Birth => row.BornOn?.ToString("O"),
        LedgerField.Sex => SexWords.Says(row.Sex),
        LedgerField.Category => string.Join('、', row.Categories.Concat(row.SealedKinds).Order(StringComparer.Ordinal)),
        LedgerField.GuardianPhone => row.OtherPhones.Count == 0 ? row[field] : row[field] + "、" + string.Join('、', row.OtherPhones),
        _ => row[field],
    };

    // FNV-1a of 64 bits, folded to 32: two lines of one child that differ in one cell alone are taken for equal once in 4 billion.
    private static uint Print(string? value)
    {
        var print = 14695981039346656037UL;
        foreach (var sign in value ?? "") print = (print ^ sign) * 1099511628211UL;
        return (uint)(print ^ (print >> 32));
    }

    /// <summary>What a payment line pays. The remark tells back payments apart, and only those.</summary>
    private sealed record Payment(string? Month, bool IsBackPay, string Remark)
    {
        public static Payment Of(CheckedRow row)
        {
            var isBackPay = Says(row[LedgerField.LineKind]) || Says(row.WrittenRemark);
            return new Payment(PayMonths.Of(row), isBackPay, isBackPay ? row.WrittenRemark ?? "" : "");
        }

        private static bool Says(string? text) => text?.Contains("补发", StringComparison.Ordinal) ?? false;
    }
}
