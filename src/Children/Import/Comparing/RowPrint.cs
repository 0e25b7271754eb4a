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
    private readonly string? region;

    public RowPrint(CheckedRow row)
    {
        (Name, region, IsPayment) = (row.Name, row.RegionCode, row.Block.IsPayment);
        fields = row.Block.Mapped & Compared;
        prints = new uint[BitOperations.PopCount(fields)];
        var at = 0;
        for (var rest = fields; rest != 0; rest &= rest - 1) prints[at++] = Print(Value(row, (LedgerField)BitOperations.TrailingZeroCount(rest)));
        if (!IsPayment) return;
        Month = PayMonths.Of(row);
        IsBackPay = Says(row[LedgerField.LineKind]) || Says(row.WrittenRemark);
        Remark = row.WrittenRemark ?? "";
    }

    public string Name { get; }

    public bool IsPayment { get; }

    /// <summary>The row before it in the file with the same ID number.</summary>
    public RowPrint? Earlier { get; set; }

    private string? Month { get; }

    private bool IsBackPay { get; }

    private string Remark { get; } = "";

    /// <summary>Rows of payment ledgers are compared only when they pay the same thing.</summary>
    public bool IsComparable(RowPrint earlier) =>
        !IsPayment || !earlier.IsPayment || (Month == earlier.Month && IsBackPay == earlier.IsBackPay && (!IsBackPay || Remark == earlier.Remark));

    public bool Equals(RowPrint earlier)
    {
        if (region != earlier.region) return false;
        for (var both = fields & earlier.fields; both != 0; both &= both - 1)
        {
            var below = (both & (~both + 1)) - 1;
            if (prints[BitOperations.PopCount(fields & below)] != earlier.prints[BitOperations.PopCount(earlier.fields & below)]) return false;
        }

        return true;
    }

    private static bool Says(string? text) => text?.Contains("补发", StringComparison.Ordinal) ?? false;

    private static string? Value(CheckedRow row, LedgerField field) => field switch
    {
        LedgerField.Birth => row.BornOn?.ToString("O"),
        LedgerField.Sex => SexWords.Says(row.Sex),
        LedgerField.Category => string.Join('、', row.Categories.Concat(row.SealedKinds).Order(StringComparer.Ordinal)),
        LedgerField.GuardianPhone => row.OtherPhones.Count == 0 ? row[field] : row[field] + "、" + string.Join('、', row.OtherPhones),
        _ => row[field],
    };

    /// <summary>It and the earlier ones, latest first.</summary>
    public IEnumerable<RowPrint> Line()
    {
        for (var row = this; row is not null; row = row.Earlier) yield return row;
    }

    // FNV-1a of 64 bits, folded to 32: two lines of one child that differ in one cell alone are taken for equal once in 4 billion.
    private static uint Print(string? value)
    {
        var print = 14695981039346656037UL;
        foreach (var sign in value ?? "") print = (print ^ sign) * 1099511628211UL;
        return (uint)(print ^ (print >> 32));
    }
}
