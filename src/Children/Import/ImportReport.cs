using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using HuTong.Core;

namespace HuTong.Children.Import;

/// <summary>Prints a check as import.md 1 asks: one JSON object, rows in order. Sealed kinds appear as one word.</summary>
public sealed class ImportReport(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    private readonly MemoryStream rows = new();

    /// <summary>The rows wait in their printed form until the counts are known.</summary>
    public ValueTask Take(IReadOnlyList<CheckedRow> chunk, CancellationToken cancel)
    {
        using var writer = new Utf8JsonWriter(rows, new JsonWriterOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true });
        foreach (var row in chunk)
        {
            cancel.ThrowIfCancellationRequested();
            if (rows.Length > 0) rows.WriteByte((byte)',');
            Write(writer, row);
            writer.Flush();
            writer.Reset();
        }

        return ValueTask.CompletedTask;
    }

    public void End(LedgerSummary summary)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", summary.Rows);
        json.WriteNumber("accepted", summary.Accepted);
        json.WriteNumber("fixed", summary.Fixed);
        json.WriteNumber("needsPerson", summary.NeedsPerson);
        json.WriteNumber("rejected", summary.Rejected);
        json.WriteNumber("elapsedMs", summary.ElapsedMs);
        json.WritePropertyName("outcomes");
        rows.WriteByte((byte)']');
        json.WriteRawValue([(byte)'[', .. rows.GetBuffer().AsSpan(0, (int)rows.Length)], skipInputValidation: true);
        json.WriteStartArray("notes");
        foreach (var note in summary.Notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteString("sheet", note.Sheet);
            json.WriteString("says", note.Says);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary><c>{"refused":{"code","says"}}</c>; what was taken before is dropped.</summary>
    public void Refuse(Problem problem)
    {
        json.WriteStartObject();
        json.WriteStartObject("refused");
        json.WriteString("code", problem.Code);
        json.WriteString("says", problem.Says);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    public void Dispose()
    {
        json.Dispose();
        rows.Dispose();
    }

    private static void Write(Utf8JsonWriter json, CheckedRow row)
    {
        json.WriteStartObject();
        json.WriteString("sheet", row.Sheet);
        json.WriteNumber("row", row.Number);
        json.WriteString("outcome", row.Outcome.Key());
        json.WriteStartArray("reasons");
        foreach (var reason in row.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("says", reason.Says);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("normalised");
        json.WriteString("name", row.Name.Length == 0 ? null : row.Name);
        json.WriteString("idNumber", row.IdNumber);
        json.WriteString("bornOn", row.BornOn?.ToString("yyyy-MM-dd"));
        json.WriteString("sex", SexWords.Says(row.Sex));
        json.WriteString("regionCode", row.RegionCode);
        json.WriteStartArray("categories");
        foreach (var code in row.PrintedCategories) json.WriteStringValue(code);
        json.WriteEndArray();
        json.WriteString("guardianPhone", row[LedgerField.GuardianPhone]);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
