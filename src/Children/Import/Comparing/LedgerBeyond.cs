using System.Globalization;

namespace HuTong.Children.Import;

/// <summary>
/// What a row says beyond the compared fields of a file: a payment line, the remark, columns without a field. It is kept with the child as ledger facts,
/// also when the child has long been registered (import.md 2 and 9).
/// </summary>
/// <param name="Said">All of it, by field key or heading.</param>
/// <param name="Untold">Without the line, and without what the child's facts say word for word already.</param>
internal sealed record LedgerBeyond(IReadOnlyDictionary<string, string> Said, IReadOnlyDictionary<string, string> Untold, bool IsLine, bool IsHeld, bool HasMonth)
{
    private static readonly LedgerField[] OfLine = [.. Enum.GetValues<LedgerField>().Where(field => field.IsOfLine())];

    private static readonly string RemarkKey = LedgerField.Remark.Key();

    /// <summary>Whether the row pays what the child's facts do not hold. Without a month only the file tells two payments apart.</summary>
    /// <param name="sameFile">The file was loaded before.</param>
    public bool IsAnotherLine(bool sameFile) => IsLine && (!IsHeld || !HasMonth && !sameFile);

    /// <summary>What is to be kept with the child; empty when all is known.</summary>
    public IReadOnlyDictionary<string, string> Kept(bool sameFile) => IsAnotherLine(sameFile) ? Said : Untold;

    /// <param name="told">Marks of the child's facts.</param>
    public static LedgerBeyond Of(CheckedRow row, IReadOnlySet<string> told)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in OfLine)
            if (row[field] is { } value) said[field.Key()] = value;
        if (Month(row) is { } month) said[LedgerField.PayMonth.Key()] = month;
        if (row[LedgerField.Remark] is { } remark) said[RemarkKey] = remark;
        foreach (var (heading, text) in row.Unmapped) said[heading] = text;
        var line = LineMark(said);
        var untold = said.Where(pair => !OfLine.Any(field => field.Key() == pair.Key) && !told.Contains(PairMark(pair.Key, pair.Value))).ToDictionary(StringComparer.Ordinal);
        return new LedgerBeyond(said, untold, line is not null, line is not null && told.Contains(line), said.ContainsKey(LedgerField.PayMonth.Key()));
    }

    /// <summary>The month of a payment line whose block has no such cell: the sheet's name says it (import.md 9).</summary>
    public static string? Month(CheckedRow row) =>
        row.Block.IsPayment && row[LedgerField.PayMonth] is null && OfLine.Any(field => row[field] is not null) ? PayMonths.Of(row) : null;

    /// <summary>The marks of a fact that is kept: one for its payment line, one for each remark and heading.</summary>
    public static IEnumerable<string> Marks(IReadOnlyDictionary<string, string> fact)
    {
        if (LineMark(fact) is { } line) yield return line;
        foreach (var (key, text) in fact)
            if (key == RemarkKey || LedgerFacts.FieldOf(key) == LedgerField.None) yield return PairMark(key, text);
    }

    // Month, kind and amount; of a back payment the remark too, as within a file.
    private static string? LineMark(IReadOnlyDictionary<string, string> fact)
    {
        string? Of(LedgerField field) => fact.GetValueOrDefault(field.Key());
        if (Of(LedgerField.Amount) is null && Of(LedgerField.MonthsPaid) is null && Of(LedgerField.LineKind) is null) return null;
        var (month, amount, remark) = (Of(LedgerField.PayMonth), Of(LedgerField.Amount), fact.GetValueOrDefault(RemarkKey) ?? "");
        var isBackPay = $"{Of(LedgerField.LineKind)}{remark}".Contains("补发", StringComparison.Ordinal);
        var money = decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) ? yuan.ToString("0.##", CultureInfo.InvariantCulture) : amount;
        return string.Join('\u001f', "line", month is null ? "" : PayMonths.Read(month) ?? month, money, Of(LedgerField.MonthsPaid), Of(LedgerField.LineKind), isBackPay ? remark : "");
    }

    private static string PairMark(string key, string text) => $"{key}\u001f{text}";
}
