using System.Security.Cryptography;
using System.Text;

namespace HuTong.Children.Import;

/// <summary>What a column of a block is taken for.</summary>
public enum ColumnKind
{
    /// <summary>Kept word for word under its heading.</summary>
    Unmapped,
    Field,

    /// <summary>√ gives the child the category of <see cref="ColumnMeaning.Code"/>.</summary>
    Tick,

    /// <summary>√ gives the grade of guardianship written in the heading.</summary>
    GradeTick,

    /// <summary>Never stored, shown or returned openly; √ writes the sealed fact of the code, if there is one.</summary>
    Sealed,
}

/// <param name="Column">0-based.</param>
/// <param name="Heading">As written; for a column under a group "upper/lower".</param>
/// <param name="Code">Category, sealed kind or grade word; null where there is none.</param>
public sealed record ColumnMeaning(int Column, string Heading, ColumnKind Kind, LedgerField Field = LedgerField.None, string? Code = null);

/// <summary>Which cell is what in one block of a sheet: found by the headings, or corrected by the user.</summary>
/// <param name="Layout">Hash of the normalised headings: a correction is remembered under it and serves every ledger of that form.</param>
public sealed record ColumnMap(string Layout, IReadOnlyList<ColumnMeaning> Columns)
{
    /// <summary>32 hex digits of SHA-256 over the headings in normal form, in order, blank ones too.</summary>
    public static string LayoutOf(IEnumerable<string> headings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', headings.Select(Headings.NormalForm))))[..16]);
}
