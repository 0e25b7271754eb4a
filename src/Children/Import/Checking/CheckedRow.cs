using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>
/// A row of a ledger after the check: what it says in normal form, and every code that it earned. Holds personal facts: never log it.
/// </summary>
public sealed class CheckedRow(LedgerBlock block, int number)
{
    private readonly string?[] values = new string?[LedgerFields.Count];
    private readonly List<RowReason> reasons = [];

    public LedgerBlock Block { get; } = block;

    public string Sheet => Block.Sheet.Shown;

    /// <summary>1-based row of the sheet, or record of a text file.</summary>
    public int Number { get; } = number;

    /// <summary>The cells as read, for rows that wait for a person or go back to the sender; null for a row made by hand.</summary>
    public LedgerRow? Source { get; init; }

    public IReadOnlyList<RowReason> Reasons => reasons;

    public RowOutcome Outcome { get; private set; }

    /// <summary>Clean; empty when there is none.</summary>
    public string Name { get; set; } = "";

    /// <summary>A valid number, or null.</summary>
    public string? IdNumber { get; set; }

    /// <summary>No number was given; one that was given and is invalid is not blank.</summary>
    public bool HasNoId { get; set; }

    public DateOnly? BornOn { get; set; }

    public Sex Sex { get; set; }

    /// <summary>12 digits of the village where the child lives, if one was found.</summary>
    public string? RegionCode { get; set; }

    /// <summary>Open category codes in order of appearance.</summary>
    public List<string> Categories { get; } = [];

    /// <summary>Sealed kinds. They go to the sealed store only and are never printed.</summary>
    public List<string> SealedKinds { get; } = [];

    /// <summary>Further phones found in the guardian's phone cell.</summary>
    public List<string> OtherPhones { get; } = [];

    /// <summary>Day from which the row's categories count: the ledger's, if readable and not in the future.</summary>
    public DateOnly? StartedOn { get; set; }

    /// <summary>The remark cell as written, without what the check added to the remark.</summary>
    public string? WrittenRemark { get; set; }

    /// <summary>Word for word, by heading; sealed words already replaced.</summary>
    public List<(string Heading, string Text)> Unmapped { get; } = [];

    /// <summary>What the register holds of this child, after the comparison.</summary>
    public RegisterVerdict? Register { get; set; }

    public string? this[LedgerField field]
    {
        get => values[(int)field];
        set => values[(int)field] = string.IsNullOrEmpty(value) ? null : value;
    }

    public void Give(string code, string says)
    {
        foreach (var reason in reasons)
            if (reason.Code == code) return;
        reasons.Add(new RowReason(code, says));
        var outcome = ReasonCodes.Of(code);
        if (outcome > Outcome) Outcome = outcome;
    }

    public bool Has(string code) => reasons.Any(reason => reason.Code == code);

    /// <summary>Adds to the remark what could not be kept in its own place.</summary>
    public void Remark(string text) => this[LedgerField.Remark] = this[LedgerField.Remark] is { } before ? $"{before}；{text}" : text;

    /// <summary>As printed: sealed kinds are one word in place of their codes.</summary>
    public IReadOnlyList<string> PrintedCategories => SealedKinds.Count == 0 ? Categories : [.. Categories, "sealed"];
}
