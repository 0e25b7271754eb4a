namespace HuTong.Children.Import;

/// <summary>What a cell of a ledger holds. A boolean is text (是, 否).</summary>
public enum CellKind : byte
{
    Blank,
    Text,
    Number,
    Date,

    /// <summary>A formula without stored value, or an error value such as #N/A (import.md 2, <c>formula-no-value</c>).</summary>
    NoValue,
}

/// <summary>One cell: as stored and as cleaned of outer blanks and invisible signs (import.md 3).</summary>
public readonly struct LedgerCell
{
    // A text ledger made out of a book has the errors written out.
    private static readonly HashSet<string> Errors = new(StringComparer.Ordinal) { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

    private readonly string? raw;
    private readonly string? text;

    private LedgerCell(CellKind kind, string? raw, string? text, double number, int width, bool carried) =>
        (Kind, this.raw, this.text, Number, Width, IsCarried) = (kind, raw, text, number, width, carried);

    public CellKind Kind { get; }

    /// <summary>The number of a numeric cell; the serial day of a date is in <see cref="Text"/> as yyyy-MM-dd instead.</summary>
    public double Number { get; }

    /// <summary>Columns of the horizontal merge that begins here; 1 when there is none.</summary>
    public int Width { get; }

    /// <summary>The value stands in a row above and counts here because of a vertical merge.</summary>
    public bool IsCarried { get; }

    /// <summary>As stored in the file.</summary>
    public string Raw => raw ?? "";

    /// <summary>Cleaned; empty for a blank cell or one without value.</summary>
    public string Text => text ?? "";

    /// <summary>Holds something that was written into this very cell.</summary>
    public bool IsOwn => !IsCarried && Text.Length > 0;

    public static LedgerCell Written(string raw)
    {
        var text = CellText.Clean(raw);
        if (text.Length > 3 && text[0] == '#' && Errors.Contains(text)) return WithoutValue;
        return new LedgerCell(text.Length == 0 ? CellKind.Blank : CellKind.Text, raw, text, 0, 1, false);
    }

    public static LedgerCell Numeric(double number)
    {
        var text = CellText.Of(number);
        return new LedgerCell(CellKind.Number, text, text, number, 1, false);
    }

    public static LedgerCell Dated(DateTime at)
    {
        var text = CellText.Of(at);
        return new LedgerCell(CellKind.Date, text, text, 0, 1, false);
    }

    public static LedgerCell WithoutValue => new(CellKind.NoValue, null, null, 0, 1, false);

    public LedgerCell Carried() => new(Kind, raw, text, Number, 1, true);

    public LedgerCell Spanning(int columns) => new(Kind, raw, text, Number, columns, IsCarried);
}

/// <summary>One row of one sheet. Cells beyond the last written one are blank.</summary>
public sealed class LedgerRow(LedgerSheet sheet, int number, bool isHidden, LedgerCell[] cells)
{
    public LedgerSheet Sheet { get; } = sheet;

    /// <summary>1-based row of the sheet, or record of a text file.</summary>
    public int Number { get; } = number;

    public bool IsHidden { get; } = isHidden;

    public int Count => cells.Length;

    public LedgerCell this[int column] => (uint)column < (uint)cells.Length ? cells[column] : default;
}

/// <summary>A visible sheet; a text file is one sheet with an empty name.</summary>
/// <param name="Index">0-based, in book order.</param>
/// <param name="IsText">Came from a text file: all cells are text, nothing is merged.</param>
/// <param name="Counts1904">Serial days count from 1904.</param>
public sealed record LedgerSheet(int Index, string Name, bool IsText, bool Counts1904)
{
    /// <summary>As it may be kept and told beside children: a name that holds a sealed word is replaced, and told apart by its place in the book (security.md 4).</summary>
    public string Shown { get; } = SealedWords.Hold(Name) ? $"{SealedWords.Replacement}（第 {Index + 1} 张表）" : Name;
}
