using HuTong.Data.Fence;
using HuTong.Data.Record;

namespace HuTong.Data.Access;

/// <summary>Who looked at what (security.md 6): opening a file, reveal, print, import report, list, search. Never the words searched, only their keyed hash.</summary>
public sealed class AccessEntry : IFenced, ILogged, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }
    public Guid UserId { get; set; }
    public Guid PostId { get; set; }
    public Guid? ChildId { get; set; }
    public string Region { get; set; } = "";

    /// <summary>open, list, search, reveal, print, export, sealed, emergency.</summary>
    public string Action { get; set; } = "";

    /// <summary>Purpose code or words of the asker; encrypted, since people write names into it.</summary>
    public byte[]? PurposeEnc { get; set; }
    public string? Fields { get; set; }
    public int? RowCount { get; set; }
    public byte[]? SearchHash { get; set; }
    public string? Ip { get; set; }
}
