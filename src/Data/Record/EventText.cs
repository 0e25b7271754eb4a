using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HuTong.Data.Record;

/// <summary>
/// The readable part of an event. As JSON each row stands once and a change names it by its place, because half of a register would else be
/// the same ids again: {"who", "post", "reason"?, "rows": [id …], "changes": [[field, row or -1, before, after] …]}.
/// </summary>
public sealed record EventText(string? Reason, string Who, string Post, IReadOnlyList<Change> Changes)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic] private static ArrayBufferWriter<byte>? _bytes;
    [ThreadStatic] private static Utf8JsonWriter? _writer;

    /// <returns>Valid until the next call of the same thread.</returns>
    internal ReadOnlySpan<byte> Json()
    {
        var bytes = _bytes ??= new();
        var json = _writer ??= new Utf8JsonWriter(bytes, Plain);
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("who"u8, Who);
        json.WriteString("post"u8, Post);
        if (Reason is not null) json.WriteString("reason"u8, Reason);
        List<Guid> rows = [];
        json.WriteStartArray("changes"u8);
        foreach (var change in Changes) Write(json, change, rows);
        json.WriteEndArray();
        json.WriteStartArray("rows"u8);
        foreach (var row in rows) json.WriteStringValue(row);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter json, Change change, List<Guid> rows)
    {
        var at = change.RowId is { } id ? rows.LastIndexOf(id) : -1;
        if (at < 0 && change.RowId is { } first)
        {
            at = rows.Count;
            rows.Add(first);
        }
        json.WriteStartArray();
        json.WriteStringValue(change.Field);
        json.WriteNumberValue(at);
        json.WriteStringValue(change.Before);
        json.WriteStringValue(change.After);
        json.WriteEndArray();
    }

    internal static EventText Read(byte[] json)
    {
        using var text = JsonDocument.Parse(json);
        var root = text.RootElement;
        if (!root.TryGetProperty("rows", out var ids)) return JsonSerializer.Deserialize<EventText>(json)!;   // until November 2026 each change named its row by the id
        List<Guid> rows = [.. ids.EnumerateArray().Select(id => id.GetGuid())];
        return new EventText(
            root.TryGetProperty("reason", out var reason) ? reason.GetString() : null, root.GetProperty("who").GetString()!, root.GetProperty("post").GetString()!,
            [.. root.GetProperty("changes").EnumerateArray().Select(one => new Change(one[0].GetString()!, one[2].GetString(), one[3].GetString(), one[1].GetInt32() is >= 0 and var at ? rows[at] : null))]);
    }
}
