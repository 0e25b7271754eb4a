using System.Security.Cryptography;
using System.Text;
using HuTong.Data.Crypto;
using HuTong.Data.Fence;

namespace HuTong.Data.Record;

/// <summary>A log: written wherever the act happened, read by region or by the audit administrator.</summary>
public interface ILogged;

/// <summary>What an event is about.</summary>
/// <param name="Kind">Snake case name of the entity: `child`, `import_batch`, `account`.</param>
/// <param name="Region">Region of the subject, empty when it has none.</param>
public sealed record Subject(string Kind, Guid Id, Guid? ChildId = null, string Region = "")
{
    public static Subject Of(IChildFact fact) => new(SnakeCase.Of(fact.GetType().Name), fact.Id, fact.ChildId, fact.Region);
}

/// <summary>Who acted, as the record keeps it.</summary>
public sealed record EventActor(Guid UserId, Guid PostId, string Name, string PostTitle);

/// <summary>One change of one field, in words before encryption.</summary>
/// <param name="Field">`Entity.Property` in snake case: `child.born_on`; a new row is one change per field with no before.</param>
public sealed record Change(string Field, string? Before, string? After, Guid? RowId = null, Guid? ChildId = null);

/// <summary>What happened: appended in the transaction of the fact, sealed into the chain later, never changed (security.md 6).</summary>
public sealed class Event : IFenced, ILogged, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }
    public Guid ActorId { get; set; }
    public Guid PostId { get; set; }
    public string Action { get; set; } = "";
    public string SubjectKind { get; set; } = "";
    public Guid SubjectId { get; set; }
    public Guid? ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>Keyed hash of the fields after the change (architecture.md 12).</summary>
    public byte[] RowHash { get; set; } = [];

    /// <summary>Reason and before → after, encrypted with the county's key, so that shredding keeps the chain valid.</summary>
    public byte[]? ChangesEnc { get; set; }
    public long? SealNo { get; set; }

    public static Event Of(string action, Subject subject, string? reason, IReadOnlyList<Change> changes, Scope scope, FieldCipher cipher, ChinaClock clock)
    {
        var made = new Event
        {
            Id = Guid.CreateVersion7(), At = clock.Now, ActorId = scope.UserId, PostId = scope.PostId, Action = action,
            SubjectKind = subject.Kind, SubjectId = subject.Id, ChildId = subject.ChildId, Region = subject.Region,
        };
        made.Fill(new EventText(reason, scope.WorkerName, scope.PostTitle, changes), cipher);
        return made;
    }

    /// <summary>An event of the past with an id made elsewhere: the demo city tells a year that nobody lived.</summary>
    /// <param name="who">Who is said to have acted; the system when null.</param>
    public static Event Past(Guid id, DateTime at, EventActor? who, string action, Subject subject, string? reason, IReadOnlyList<Change> changes, FieldCipher cipher)
    {
        var made = new Event
        {
            Id = id, At = at, ActorId = who?.UserId ?? Guid.Empty, PostId = who?.PostId ?? Guid.Empty, Action = action,
            SubjectKind = subject.Kind, SubjectId = subject.Id, ChildId = subject.ChildId, Region = subject.Region,
        };
        made.Fill(new EventText(reason, who?.Name ?? "", who?.PostTitle ?? "", changes), cipher);
        return made;
    }

    private void Fill(EventText text, FieldCipher cipher)
    {
        var json = text.Json();
        ChangesEnc = cipher.Seal(FieldPlace.Of<Event>(nameof(ChangesEnc), Id), Region, json);
        RowHash = cipher.Hash(json);
    }

    public EventText Text(FieldCipher cipher) => ChangesEnc is null
        ? new EventText(null, "", "", [])
        : EventText.Read(cipher.OpenBytes(FieldPlace.Of<Event>(nameof(ChangesEnc), Id), ChangesEnc));

    /// <summary>The stored row as bytes, length-prefixed, the same on both engines.</summary>
    internal void AppendCanonical(IncrementalHash hash)
    {
        Part(hash, Encoding.ASCII.GetBytes(Id.ToString("N")));
        Part(hash, Encoding.ASCII.GetBytes((At.Ticks / TimeSpan.TicksPerMicrosecond).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var text in new[] { ActorId.ToString("N"), PostId.ToString("N"), Action, SubjectKind, SubjectId.ToString("N"), ChildId?.ToString("N") ?? "", Region })
            Part(hash, Encoding.UTF8.GetBytes(text));
        Part(hash, RowHash);
        Part(hash, ChangesEnc ?? []);
    }

    private static void Part(IncrementalHash hash, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
