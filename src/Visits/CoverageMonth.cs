using HuTong.Data.Fence;

namespace HuTong.Visits;

/// <summary>
/// Children of a place and class in a month: due, excused, done. Of the running month the villages alone, kept by every transaction that changes a duty;
/// of a closed month townships, counties and cities too. A counter: it follows from the duties and is checked against them every night.
/// </summary>
public sealed class CoverageMonth : IFenced, IRecordedElsewhere
{
    /// <summary>A village of 12 digits; for a closed month also 9, the county's own code, or 4.</summary>
    public string Region { get; set; } = "";

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Class of R-163.</summary>
    public string Class { get; set; } = "";

    /// <summary>village, township, county, city: a county may have a code of twelve digits of its own.</summary>
    public string Level { get; set; } = "village";

    /// <summary>Children with a duty, the excused included.</summary>
    public int Due { get; set; }
    public int Excused { get; set; }

    /// <summary>Children with all duties done.</summary>
    public int Done { get; set; }

    /// <summary>Children not seen in person for 90 days, on the last day of a closed month.</summary>
    public int NotSeen90 { get; set; }
    public DateTime? ClosedAt { get; set; }

    /// <summary>Of a closed month: the night that counted otherwise; null: they agree.</summary>
    public DateOnly? DiffersOn { get; set; }
}

/// <summary>Visits made in a village in a month, counted every night until the month is closed. Extra visits to one child do not cover another: the rate is that of <see cref="CoverageMonth"/>.</summary>
public sealed class VisitCount : IFenced, IRecordedElsewhere
{
    /// <summary>The village where the child lives.</summary>
    public string Region { get; set; } = "";

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Visits that stand on which the child was seen in person: 人次.</summary>
    public int Visits { get; set; }

    /// <summary>The children seen on them, each once: 人.</summary>
    public int Children { get; set; }

    /// <summary>The day on which it was counted, before work began.</summary>
    public DateOnly CountedOn { get; set; }
}

/// <summary>What the nightly recount of a month found.</summary>
[Unfenced("counts of a recount, no child's fact")]
public sealed class CoverageCheck : IRecordedElsewhere
{
    /// <summary>The day of the recount and the month it looked at.</summary>
    public DateOnly Day { get; set; }
    public DateOnly Month { get; set; }
    public DateTime At { get; set; }

    /// <summary>Rows compared, and rows that differed and were put right (of a closed month: were left as they are).</summary>
    public int Rows { get; set; }
    public int Differences { get; set; }
}

/// <summary>A supervisor urges the director of a village; shown on that director's home page until it is read.</summary>
public sealed class Urging : IFenced, IVersioned
{
    public Guid Id { get; set; }

    /// <summary>The village.</summary>
    public string Region { get; set; } = "";
    public DateTime At { get; set; }
    public Guid By { get; set; }
    public string ByName { get; set; } = "";

    /// <summary>How many children waited then.</summary>
    public int Children { get; set; }
    public byte[]? NoteEnc { get; set; }
    public DateTime? ReadAt { get; set; }
    public Guid? ReadBy { get; set; }
    public long Version { get; set; } = 1;
}
