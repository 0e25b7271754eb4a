using HuTong.Data.Fence;

namespace HuTong.Children.Import;

/// <summary>One uploaded ledger and what became of it (states.md 3).</summary>
public sealed class ImportBatch : IFenced, IVersioned
{
    public Guid Id { get; set; }

    /// <summary>`--region`: default place and boundary of the rows; the fence of the batch.</summary>
    public string Region { get; set; } = "";

    /// <summary>The importing office: the region of the uploader's post.</summary>
    public string OfficeRegion { get; set; } = "";
    public string OfficeRole { get; set; } = "";
    public Guid UploadedBy { get; set; }
    public Guid PostId { get; set; }
    public DateTime UploadedAt { get; set; }
    public byte[]? FileNameEnc { get; set; }

    /// <summary>Keyed hash of the bytes: the same file again is told, not refused.</summary>
    public byte[] FileHash { get; set; } = [];
    public long Size { get; set; }

    /// <summary>uploaded, mapped, checked, applied, closed, cancelled, undone; refused when the file could not be read.</summary>
    public string State { get; set; } = BatchStates.Uploaded;
    public DateOnly Today { get; set; }
    public string? RefusedCode { get; set; }
    public string? RefusedSays { get; set; }
    public int Rows { get; set; }
    public int Accepted { get; set; }
    public int Fixed { get; set; }
    public int NeedsPerson { get; set; }
    public int Rejected { get; set; }

    /// <summary>Notes and column maps of the check as JSON; headings only, no cells.</summary>
    public string? Notes { get; set; }
    public string? Maps { get; set; }
    public Guid? JobId { get; set; }
    public DateTime? AppliedAt { get; set; }
    public DateTime? UndoneAt { get; set; }
    public long Version { get; set; } = 1;
}

public static class BatchStates
{
    public const string Uploaded = "uploaded", Mapped = "mapped", Checked = "checked", Applied = "applied", Closed = "closed", Cancelled = "cancelled", Undone = "undone", Refused = "refused";
}

/// <summary>One row of a ledger with its outcome; the cells themselves lie encrypted until the row is decided.</summary>
public sealed class ImportRow : IFenced, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public Guid BatchId { get; set; }

    /// <summary>The village if found, else the batch's region.</summary>
    public string Region { get; set; } = "";

    /// <summary>Order in the file, from 1.</summary>
    public int No { get; set; }
    public string Sheet { get; set; } = "";
    public int Number { get; set; }

    /// <summary>accepted, fixed, needs-person, rejected.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>read, applied, waiting, dismissed, reversed, touched; kept in the report when rejected.</summary>
    public string State { get; set; } = "read";

    /// <summary>Codes in order, comma separated, for filters.</summary>
    public string Codes { get; set; } = "";

    /// <summary>The normalised row, its reasons and proposals as JSON, encrypted under the batch's region.</summary>
    public byte[]? RowEnc { get; set; }

    /// <summary>The file it became or is about, inside the importer's jurisdiction only; of a further payment the row that makes the file.</summary>
    public Guid? ChildId { get; set; }

    /// <summary>What it does to the register, of <see cref="RowFate"/>, from the dry run on; null while it waits or when it goes back.</summary>
    public string? Effect { get; set; }

    /// <summary>Office that decides a waiting row: the lowest over both places for known-elsewhere.</summary>
    public string? DecidingRegion { get; set; }
    public Guid? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
}

/// <summary>A column layout corrected by an office, remembered for the next file like it.</summary>
public sealed class RememberedMap : IFenced, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public string Region { get; set; } = "";

    /// <summary>Hash of the normalised headings (tables.md 7).</summary>
    public string LayoutKey { get; set; } = "";

    /// <summary>The map as JSON: headings and fields, no cells.</summary>
    public string Map { get; set; } = "";
    public Guid SavedBy { get; set; }
    public DateTime SavedAt { get; set; }
}

/// <summary>A field of a registered child that a ledger would change; nothing happens until a person accepts it.</summary>
public sealed class ChangeProposal : IChildFact, IRecordedElsewhere
{
    public Guid Id { get; set; }
    public Guid ChildId { get; set; }
    public string Region { get; set; } = "";
    public Guid BatchId { get; set; }
    public Guid RowId { get; set; }

    /// <summary>Key of import.md 5, or regionCode, bornOn, categories.</summary>
    public string Field { get; set; } = "";
    public byte[]? OldEnc { get; set; }
    public byte[]? NewEnc { get; set; }

    /// <summary>open, accepted, refused, overtaken (the file's value has changed meanwhile).</summary>
    public string State { get; set; } = "open";
    public Guid? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
}
