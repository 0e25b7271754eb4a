using HuTong.Data.Crypto;

namespace HuTong.Children.Import;

/// <summary>What pages need of a stored row. Numbers are whole here: a page shows them through <see cref="ImportWords.Value"/> only.</summary>
/// <param name="Sex">男, 女 or null.</param>
/// <param name="Values">Field key → what the row says.</param>
/// <param name="Written">Heading and text of columns without a field.</param>
public sealed record RowFacts(
    string? Name, string? IdNumber, DateOnly? BornOn, string? Sex, string? RegionCode, IReadOnlyList<string> Categories, IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<RowReason> Reasons, IReadOnlyList<ProposedChange> Changes, IReadOnlyList<(string Heading, string Text)> Written)
{
    /// <summary>Sealed facts leave no trace on a page (security.md 4).</summary>
    internal const string Sealed = "sealed";

    /// <returns>Null once the row's cells are gone.</returns>
    public static RowFacts? Of(ImportRow row, FieldCipher cipher)
    {
        if (row.RowEnc is null) return null;
        var stored = StoredRow.Open(row, cipher);
        var cells = stored.Cells ?? [];
        var values = cells.Where(cell => cell.Field is not null).GroupBy(cell => cell.Field!).ToDictionary(group => group.Key, group => group.First().Text, StringComparer.Ordinal);
        if (stored.GuardianPhone is { } phone) values["guardian.phone"] = phone;
        return new RowFacts(stored.Name, stored.IdNumber, stored.BornOn, stored.Sex, stored.RegionCode, [.. stored.Categories.Where(code => code != Sealed)], values,
            [.. stored.Reasons.Where(reason => ImportWords.IsShown(reason.Code))], [.. (stored.Changes ?? []).Where(change => change.New != Sealed)],
            [.. cells.Where(cell => cell.Kind == "unmapped").Select(cell => (cell.Heading, cell.Text))]);
    }

    /// <summary>What keeps the row from being taken; every sentence when nothing does.</summary>
    public IReadOnlyList<string> Grounds => Reasons.Where(reason => ReasonCodes.Of(reason.Code) >= RowOutcome.NeedsPerson).Select(reason => reason.Says.TrimEnd('。')).ToList() is { Count: > 0 } grave ? grave : Says;

    /// <summary>Sentences, the gravest first.</summary>
    public IReadOnlyList<string> Says => [.. Reasons.OrderByDescending(reason => ReasonCodes.Of(reason.Code)).Select(reason => reason.Says.TrimEnd('。'))];

    public string? this[LedgerField field] => Values.GetValueOrDefault(field.Key());
}
