using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HuTong.Data.Crypto;

namespace HuTong.Children.Import;

/// <summary>A cell of a row that waits or goes back: its heading, its text with sealed words replaced, and what the column is.</summary>
/// <param name="Kind">field, tick, grade, sealed or unmapped.</param>
/// <param name="Field">Key of import.md 5 for kind field.</param>
public sealed record StoredCell(int Column, string Heading, string Text, string Kind, string? Field = null, string? Code = null);

/// <summary>What is kept of a ledger's row, encrypted: its normal form, its reasons, and, while it waits, its cells. Sealed kinds lie in it under their own key.</summary>
public sealed class StoredRow
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Name { get; set; }
    public string? IdNumber { get; set; }
    public DateOnly? BornOn { get; set; }

    /// <summary>男, 女 or null.</summary>
    public string? Sex { get; set; }
    public string? RegionCode { get; set; }

    /// <summary>As printed: sealed kinds are the one word `sealed`.</summary>
    public IReadOnlyList<string> Categories { get; set; } = [];
    public string? GuardianPhone { get; set; }
    public IReadOnlyList<RowReason> Reasons { get; set; } = [];

    /// <summary>What the row would change in the file it is about; inside the importer's jurisdiction only.</summary>
    public IReadOnlyList<ProposedChange>? Changes { get; set; }
    public IReadOnlyList<StoredCell>? Cells { get; set; }

    /// <summary>Field key → normal form of what the row says of people, house, school and registered place, while it waits.</summary>
    public Dictionary<string, string>? Said { get; set; }
    public string? Sheet { get; set; }
    public IReadOnlyList<string>? TitleCodes { get; set; }

    /// <summary>Serial days of the book count from 1904.</summary>
    public bool Counts1904 { get; set; }

    /// <summary>The file of another place, for the office over both alone.</summary>
    public Guid? Elsewhere { get; set; }

    /// <summary>Sealed kinds under the key of sealed facts; opened only to be written into the sealed store.</summary>
    public byte[]? Sealed { get; set; }

    /// <param name="waits">Keeps the cells although nothing is wrong with the row: it waits for another.</param>
    public static byte[] Seal(CheckedRow row, ImportRow entity, string batchRegion, FieldCipher cipher, bool waits = false)
    {
        var keepsCells = waits || row.Outcome is RowOutcome.NeedsPerson or RowOutcome.Rejected;
        var isElsewhere = row.Register?.Code is "known-elsewhere" or "county-settles";
        var stored = new StoredRow
        {
            Name = row.Name, IdNumber = row.IdNumber, BornOn = row.BornOn, Sex = SexWords.Says(row.Sex), RegionCode = row.RegionCode,
            Categories = row.PrintedCategories, GuardianPhone = row[LedgerField.GuardianPhone], Reasons = row.Reasons,
            Changes = isElsewhere || row.Register is not { Changes.Count: > 0 } ? null : row.Register.Changes,
            Elsewhere = isElsewhere ? row.Register!.ChildId : null,
            Cells = keepsCells ? [.. CellsOf(row)] : null,
            Said = row.Outcome == RowOutcome.NeedsPerson ? SaidRow.Of(row) : null,
            TitleCodes = keepsCells && row.Block.TitleCodes.Count > 0 ? row.Block.TitleCodes : null,
            Counts1904 = keepsCells && row.Block.Sheet.Counts1904,
        };
        if (keepsCells && row.SealedKinds.Count > 0)
            stored.Sealed = cipher.Seal(SealedPlace(entity.Id), batchRegion, string.Join(',', row.SealedKinds), KeyPurposes.Sealed);
        return cipher.Seal(FieldPlace.Of<ImportRow>(nameof(ImportRow.RowEnc), entity.Id), batchRegion, JsonSerializer.SerializeToUtf8Bytes(stored, Json));
    }

    public static StoredRow Open(ImportRow entity, FieldCipher cipher) => entity.RowEnc is null
        ? new StoredRow()
        : JsonSerializer.Deserialize<StoredRow>(cipher.OpenBytes(FieldPlace.Of<ImportRow>(nameof(ImportRow.RowEnc), entity.Id), entity.RowEnc), Json)!;

    internal IReadOnlyList<string> SealedKinds(Guid rowId, FieldCipher cipher) => Sealed is null ? [] : cipher.Open(SealedPlace(rowId), Sealed)!.Split(',');

    private static FieldPlace SealedPlace(Guid rowId) => new("import_row", "sealed", rowId);

    // A mark for the row above would say nothing any more: what it stood for is kept in its place.
    private static IEnumerable<StoredCell> CellsOf(CheckedRow row)
    {
        if (row.Source is not { } source) yield break;
        foreach (var column in row.Block.Columns.Concat(row.Block.WithoutHeading(source)))
        {
            var text = source[column.Column].Text;
            if (text.Length == 0) continue;
            if (BlankWords.IsDitto(text)) text = column.Field == LedgerField.Category ? string.Join('、', row.Categories.Select(Core.Codes.Categories.Words)) : row[column.Field] ?? text;
            text = column.Kind == ColumnKind.Sealed ? SealedWords.Replacement : SealedWords.Open(text);
            yield return new StoredCell(column.Column, column.Heading, text, KindOf(column.Kind), column.Kind == ColumnKind.Field ? column.Field.Key() : null, column.Kind == ColumnKind.Sealed ? null : column.Code);
        }
    }

    private static string KindOf(ColumnKind kind) => kind switch { ColumnKind.Field => "field", ColumnKind.Tick => "tick", ColumnKind.GradeTick => "grade", ColumnKind.Sealed => "sealed", _ => "unmapped" };
}

/// <summary>What a waiting row says of people, house, school and registered place, in the normal form of the check.</summary>
internal sealed class SaidRow(IReadOnlyDictionary<string, string>? values)
{
    private const string Day = "yyyy-MM-dd";

    private static readonly LedgerField[] Kept = [.. Enum.GetValues<LedgerField>().Where(field => field.Person() is LedgerPerson.Father or LedgerPerson.Mother or LedgerPerson.Guardian || field.IsRegistered()
        || field is LedgerField.Residence or LedgerField.Group or LedgerField.School or LedgerField.Grade or LedgerField.SchoolStage or LedgerField.Boarding)];

    public string? this[LedgerField field] => values?.GetValueOrDefault(field.Key());

    /// <summary>When the ledger says that its categories began; never a day to come.</summary>
    public DateOnly? StartedOn => this[LedgerField.StartedOn] is { } day ? DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture) : null;

    public static Dictionary<string, string>? Of(CheckedRow row)
    {
        var said = Kept.Where(field => row[field] is not null).ToDictionary(field => field.Key(), field => row[field]!, StringComparer.Ordinal);
        if (row.StartedOn is { } day) said[LedgerField.StartedOn.Key()] = day.ToString(Day, CultureInfo.InvariantCulture);
        return said.Count > 0 ? said : null;
    }
}
