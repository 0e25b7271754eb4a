namespace HuTong.People.Register;

/// <summary>What the real-name register (实名制) keeps of a worker besides the posts, as the form sends it (WRK-001, R-138).</summary>
public sealed class WorkerFacts
{
    public string? Name { get; set; }

    /// <summary>male or female (GB/T 2261.1); empty while not known.</summary>
    public string? Sex { get; set; }
    public DateOnly? BornOn { get; set; }

    /// <summary>A code of GB/T 4658; empty while not known.</summary>
    public string? Schooling { get; set; }

    /// <summary>full-time or part-time; empty while not known.</summary>
    public string? Employment { get; set; }

    /// <summary>Empty leaves the phone as it is: the page shows it masked.</summary>
    public string? Phone { get; set; }
    public string? Reason { get; set; }

    /// <summary>The version of the worker that the form was made from.</summary>
    public long Version { get; set; }
}
