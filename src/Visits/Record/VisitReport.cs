namespace HuTong.Visits.Record;

/// <summary>A visit as its visitor tells it; the desk sends it as a form.</summary>
public sealed class VisitReport
{
    /// <summary>Made with the form: sent twice it is one visit.</summary>
    public Guid Key { get; set; }
    public DateOnly? On { get; set; }
    public string? Kind { get; set; }
    public string? Reason { get; set; }

    /// <summary>child, the ids of people of the file, teacher, other, nobody, refused.</summary>
    public List<string> Met { get; set; } = [];

    /// <summary>For each check of codes.md 7 and R-079: fine, attend, not-asked.</summary>
    public Dictionary<string, string> Checks { get; set; } = [];

    /// <summary>fine, trouble, danger.</summary>
    public string? Condition { get; set; }
    public List<string> Findings { get; set; } = [];
    public string? Trouble { get; set; }
    public List<string> Dangers { get; set; } = [];

    /// <summary>What the danger is; stands in the urgent follow-up alone.</summary>
    public string? Danger { get; set; }

    /// <summary>Whom the visitor asked besides (F §6), and what that person said.</summary>
    public string? Asked { get; set; }
    public string? Opinion { get; set; }
    public List<string> Measures { get; set; } = [];
    public bool KeyChild { get; set; }
    public string? Note { get; set; }

    /// <summary>Keys of photos that were kept for this form.</summary>
    public List<Guid> Photos { get; set; } = [];

    /// <summary>The guardian agrees to the photos, and from 14 the child too .</summary>
    public bool PhotosAgreed { get; set; }

    /// <summary>Why it is written down more than three days later .</summary>
    public string? LateReason { get; set; }
}

/// <summary>What a visit tells in words, kept encrypted as JSON. What a danger is does not stand here: only who must act reads it.</summary>
/// <param name="Photos">Ids of attachments; null: none.</param>
public sealed record VisitNotes(
    IReadOnlyList<string> Met, IReadOnlyDictionary<string, string> Checks, IReadOnlyList<string> Findings, string? Trouble, string? Asked, string? Opinion, IReadOnlyList<string> Measures, string? Note, string? LateReason, IReadOnlyList<Guid>? Photos = null);
