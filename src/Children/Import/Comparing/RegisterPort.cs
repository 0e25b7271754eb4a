using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>What is asked of the register about one row of a chunk.</summary>
/// <param name="Index">Place of the row in its chunk.</param>
/// <param name="IdNumber">A valid number, or null.</param>
public sealed record RegisterKey(int Index, string? IdNumber, string Name, DateOnly? BornOn, string? RegionCode);

/// <summary>
/// A child that the register holds. States are those of states.md; merged and dismissed files are never answered.
/// </summary>
/// <param name="IsInJurisdiction">Inside the importer's jurisdiction; of others nothing but their existence is used.</param>
/// <param name="Categories">Open codes running today, covers of sealed facts among them.</param>
/// <param name="Values">Fields kept in the file and ledger facts, in the normal form of the check.</param>
/// <param name="IsTwin">A remark of the file speaks of twins.</param>
/// <param name="Told">Marks of the ledger facts kept with the child.</param>
/// <param name="NotTheSameAs">Names and birth dates that a person has decided to be another child (peers.md 11).</param>
public sealed record RegisterChild(
    Guid ChildId, string State, bool IsInJurisdiction, string? IdNumber, string Name, DateOnly? BornOn, Sex Sex, string? RegionCode,
    IReadOnlySet<string> Categories, IReadOnlyDictionary<LedgerField, string> Values, bool IsTwin = false, IReadOnlySet<string>? NotTheSameAs = null, IReadOnlySet<string>? Told = null);

/// <summary>
/// The register's side of an import, asked once for a chunk of rows and answered in sets. For each key: the files with its ID
/// number, and files with the same village and either the same birth date or the same name.
/// </summary>
public delegate ValueTask<ILookup<int, RegisterChild>> RegisterLookup(IReadOnlyList<RegisterKey> keys, CancellationToken cancel);

/// <summary>A field of a registered child that a ledger would change. A blank cell never changes anything.</summary>
/// <param name="Field">Key of import.md 5, name among them, or regionCode, bornOn, categories.</param>
/// <param name="Old">Null when the file holds nothing.</param>
public sealed record ProposedChange(string Field, string? Old, string New);

/// <summary>What the register says of a row.</summary>
/// <param name="Code">unchanged, changes-proposed, known-elsewhere, county-settles, file-closed, number-doubled, id-name-conflict or probable-duplicate.</param>
/// <param name="ChildId">The file it is about. For known-elsewhere and county-settles it is for the office over both places only.</param>
public sealed record RegisterVerdict(string Code, Guid ChildId, IReadOnlyList<ProposedChange> Changes)
{
    /// <summary>What the row says beyond the file's fields; null for a file of another place or one that has left.</summary>
    internal LedgerBeyond? Beyond { get; init; }

    /// <summary>All files here that are as alike as this one, itself too, where only a likeness brought the two together.</summary>
    public IReadOnlyList<Guid> Alike { get; init; } = [];

    /// <summary>Only a likeness brought the two together, no number.</summary>
    internal bool IsLikeness => Code == "probable-duplicate";
}
