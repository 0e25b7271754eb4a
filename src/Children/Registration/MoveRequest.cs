namespace HuTong.Children.Registration;

/// <summary>What the form of a move sends.</summary>
public sealed class MoveRequest
{
    /// <summary>Made with the form; becomes the proposal's id, so that sending twice makes one.</summary>
    public Guid Key { get; set; }

    /// <summary>The version of the file that the user saw.</summary>
    public long Version { get; set; }

    /// <summary>Code of <see cref="Core.LifeCycles.FileLifeCycle.Moves"/>.</summary>
    public string? Move { get; set; }
    public string? Reason { get; set; }
    public string? ExitReason { get; set; }

    /// <summary>The true date of an exit.</summary>
    public DateOnly? On { get; set; }

    /// <summary>Codes of the papers that were shown (codes.md 8).</summary>
    public List<string> Documents { get; set; } = [];

    /// <summary>No guardian could be found; said by a person, so that a file without one may be registered.</summary>
    public bool NoGuardianKnown { get; set; }

    /// <summary>The category with which a file that left comes back: code of codes.md 5.</summary>
    public string? Category { get; set; }

    /// <summary>How a child without number will be registered by the police.</summary>
    public string? Plan { get; set; }
}
