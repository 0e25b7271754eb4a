using System.Text.Encodings.Web;
using System.Text.Json;

namespace HuTong.Children.Import;

/// <summary>A checked row as it is kept, encrypted, until it is decided: normal form, reasons, what the register said. Sealed kinds never stand here.</summary>
public sealed record StoredRow(
    string Name, string? IdNumber, bool HasNoId, DateOnly? BornOn, string Sex, string? RegionCode, IReadOnlyList<string> Categories,
    IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> OtherPhones, IReadOnlyList<string[]> Unmapped,
    IReadOnlyList<string[]> Reasons, DateOnly? StartedOn, IReadOnlyList<ProposedChange> Changes)
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StoredRow Of(CheckedRow row) => new(
        row.Name, row.IdNumber, row.HasNoId, row.BornOn, SexCode(row.Sex), row.RegionCode, [.. row.Categories],
        Enum.GetValues<LedgerField>().Where(field => row[field] is not null).ToDictionary(field => field.Key(), field => row[field]!),
        row.OtherPhones, [.. row.Unmapped.Select(pair => new[] { pair.Heading, pair.Text })],
        [.. row.Reasons.Select(reason => new[] { reason.Code, reason.Says })], row.StartedOn, row.Register?.Changes ?? []);

    public byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static StoredRow Read(byte[] bytes) => JsonSerializer.Deserialize<StoredRow>(bytes, Json)!;

    public static string SexCode(Core.Sex sex) => sex switch { Core.Sex.Male => "male", Core.Sex.Female => "female", _ => "unknown" };
}
