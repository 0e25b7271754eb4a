namespace HuTong.Children.Registration;

/// <summary>One move of a file's state (states.md 1).</summary>
/// <param name="Code">register, leave …</param>
/// <param name="To">The state after it.</param>
/// <param name="Action">Its action in the record.</param>
/// <param name="Proposers">Roles that may ask for it, or make it when one person is enough.</param>
/// <param name="Deciders">Roles that may agree, by another person than who asked; empty: one person is enough.</param>
public sealed record FileMove(string Code, IReadOnlyList<string> From, string To, string Action, IReadOnlyList<string> Proposers, IReadOnlyList<string> Deciders)
{
    public bool WantsTwo => Deciders.Count > 0;
}

/// <summary>The moves of a file by hand; import, merge and transfer have their own use cases. Source: states.md 1.</summary>
public static class FileMoves
{
    private const string Village = "village-director", Township = "township-supervisor", County = "county-officer", Reviewer = "county-reviewer";

    public static readonly IReadOnlyList<FileMove> All =
    [
        new("to-verify", ["lead"], "to-verify", "state-to-verify", [Village, Township, County], []),
        new("register", ["to-verify"], "registered", "state-registered", [Village, Township, County], [Township, County, Reviewer]),
        new("dismiss", ["lead", "to-verify"], "dismissed", "state-dismissed", [Village, Township, County], [Township, County, Reviewer]),
        new("exit-review", ["registered"], "exit-review", "state-exit-review", [Village, Township, County], []),
        new("stay", ["exit-review"], "registered", "state-stayed", [Township, County], []),
        new("leave", ["exit-review"], "left", "state-left", [Village, Township, County], [Township, County, Reviewer]),
        new("reopen", ["left"], "registered", "state-reopened", [Township, County], [County, Reviewer]),
    ];

    public static FileMove? Of(string code) => All.FirstOrDefault(move => move.Code == code);

    /// <summary>The moves that a role may ask for in a state.</summary>
    public static IEnumerable<FileMove> For(string state, string role) => All.Where(move => move.From.Contains(state) && move.Proposers.Contains(role));
}
