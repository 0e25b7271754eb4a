using HuTong.Children.Files;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>The number that a person gives a row in place of the ledger's: two children never share one, so that another child needs its own, or a reason why it has none yet (REG-003, R-069).</summary>
internal static class RowNumber
{
    public static bool IsNone(RowDecision decision) => !string.IsNullOrEmpty(decision.NoIdReason);

    /// <summary>Reads what was typed into the corrections of the decision.</summary>
    /// <param name="isByNumber">The ledger's number is that of the file which the row is said not to be.</param>
    /// <returns>What is wrong with it; null when the row can be checked.</returns>
    public static Problem? Read(RowDecision decision, bool isByNumber, DateOnly today)
    {
        var isTyped = !string.IsNullOrWhiteSpace(decision.Number);
        if (isTyped && IsNone(decision)) return new Problem("id-and-none", "填了证件号，就不要再选没有证件号的原因。", nameof(decision.Number));
        if (IsNone(decision))
        {
            if (!FileWords.Knows("no-id-reason", decision.NoIdReason!)) return new Problem("code-unknown", "没有这个选项，请重新选。", nameof(decision.NoIdReason));
            decision.Corrections[LedgerField.IdNumber.Key()] = "";
            return null;
        }

        if (!isTyped) return isByNumber && decision.Kind == RowDecision.Other
            ? new Problem("id-needed", "两个孩子不会是同一个证件号。请填这个孩子自己的证件号；还没有的，选没有证件号的原因。", nameof(decision.Number), "REG-003") : null;
        var reading = IdNumber.Parse(decision.Number, today, IdSubject.Child);
        if (!reading.Ok) return new Problem(reading.Code, IdSays.Of(reading), nameof(decision.Number), "GB 11643");
        decision.Corrections[LedgerField.IdNumber.Key()] = reading.Number.Text;
        return null;
    }
}

/// <summary>What the codes of a stored row say.</summary>
internal static class RowCodes
{
    /// <summary>The row was about a file that had left the register when it was read.</summary>
    public static bool WasClosed(ImportRow row) => Has(row, "file-closed");

    /// <summary>Two files on the register had its number: a person says which of them it is about (REG-003).</summary>
    public static bool IsDoubled(ImportRow row) => Has(row, "number-doubled");

    /// <summary>Which file it is about is asked of the register as it is now, not as it was read.</summary>
    public static bool IsMatchedAnew(ImportRow row) => row.ChildId is null || WasClosed(row) || IsDoubled(row);

    /// <summary>Only name, birth and village brought it together with a file; others may be as alike.</summary>
    public static bool IsLikeness(ImportRow row) => Has(row, "probable-duplicate");

    public static bool Has(ImportRow row, string code) => row.Codes.Split(',').Contains(code);
}
